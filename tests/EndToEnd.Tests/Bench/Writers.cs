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
    /// <param name="volume">A custom volume that holds the shared file. Null: a folder of the host does.</param>
    public async Task StartAsync(string? volume = null)
    {
        var shared = volume is null ? Path.Combine(project.Folder, "shared") : Volume("custom", volume);
        if (volume is null)
            Directory.CreateDirectory(shared);
        else
            await project.Incus("storage", "volume", "create", project.Pool, volume, "-q");
        await File.WriteAllTextAsync(Path.Combine(shared, "turn"), "1\n", TestContext.Current.CancellationToken);
        (await Ran.Of("chmod", ["-R", "a+rwX", volume is null ? project.Folder : shared])).Ends(0);
        for (var i = 0; i < names.Length; i++)
        {
            await project.Incus("init", "bb", names[i], "-q", "-c", "security.privileged=true");
            await project.Incus(["config", "device", "add", names[i], "shared", "disk", .. volume is null ? [$"source={shared}"] : new[] { $"pool={project.Pool}", $"source={volume}" }, "path=/shared"]);
            await project.Start(names[i]);
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

    /// <summary>Whose turn it was in a snapshot of the shared volume.</summary>
    public long TurnIn(string volume, string snapshot) =>
        long.Parse(File.ReadAllText(Path.Combine(Volume("custom-snapshots", volume), snapshot, "turn")).Trim(), CultureInfo.InvariantCulture);

    /// <summary>Whose turn it is in the volume itself.</summary>
    public long Turn(string volume) => long.Parse(File.ReadAllText(Path.Combine(Volume("custom", volume), "turn")).Trim(), CultureInfo.InvariantCulture);

    private string Volume(string kind, string volume) =>
        Path.Combine(RealIncus.Directory, "storage-pools", project.Pool, kind, $"{project.Name}_{volume}");

    private long LastIn(string name, string snapshot)
    {
        var path = Path.Combine(RealIncus.Directory, "storage-pools", project.Pool, "containers-snapshots", $"{project.Name}_{name}", snapshot, "rootfs", "root", "log");
        return long.Parse(File.ReadLines(path).Last(l => l.Length > 0), CultureInfo.InvariantCulture);
    }
}
