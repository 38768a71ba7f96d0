using System.Globalization;

namespace Brine.EndToEnd.Tests.Bench;

/// <summary>
/// Writers that pass a number on: each waits for its turn in a file that all of them share, writes the number into a file
/// of its own, and hands the next number to the next writer. If all were stopped together, the last numbers in their own
/// files differ by less than there are writers, whoever was stopped first.
/// </summary>
internal sealed class Writers(Project project, string[] names)
{
    /// <summary>Own files are on the root disk, which a snapshot holds; the shared one is not.</summary>
    public async Task StartAsync()
    {
        var shared = Path.Combine(project.Folder, "shared");
        Directory.CreateDirectory(shared);
        await File.WriteAllTextAsync(Path.Combine(shared, "turn"), "1\n", TestContext.Current.CancellationToken);
        (await Ran.Of("chmod", ["-R", "a+rwX", project.Folder])).Ends(0);
        for (var i = 0; i < names.Length; i++)
        {
            await project.Incus("init", "bb", names[i], "-q", "-c", "security.privileged=true");
            await project.Incus("config", "device", "add", names[i], "shared", "disk", $"source={shared}", "path=/shared");
            await project.Incus("start", names[i]);
            var script = string.Create(CultureInfo.InvariantCulture,
                $"while true; do read t < /shared/turn; if [ $((t % {names.Length})) = {i} ]; then echo $t >> /root/log; echo $((t+1)) > /shared/next; mv /shared/next /shared/turn; fi; done");
            // Renamed, not written: nobody reads a file that is just being emptied.
            await project.Incus("exec", names[i], "--", "sh", "-c", $"mkdir -p /root; ({script}) >/dev/null 2>&1 & ");
        }

        // All of them have written.
        while (int.Parse((await File.ReadAllTextAsync(Path.Combine(shared, "turn"), TestContext.Current.CancellationToken)).Trim() is { Length: > 0 } t ? t : "0", CultureInfo.InvariantCulture) < 40)
            await Task.Yield();
    }

    /// <summary>The last number of each writer in a snapshot of it, read from the pool behind Incus's back.</summary>
    public long[] LastIn(string snapshot) => [.. names.Select(n => LastIn(n, snapshot))];

    private long LastIn(string name, string snapshot)
    {
        var path = Path.Combine(RealIncus.Directory, "storage-pools", project.Pool, "containers-snapshots", $"{project.Name}_{name}", snapshot, "rootfs", "root", "log");
        return long.Parse(File.ReadLines(path).Last(l => l.Length > 0), CultureInfo.InvariantCulture);
    }
}
