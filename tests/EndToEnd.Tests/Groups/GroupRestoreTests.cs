using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests.Groups;

/// <summary>Restores of a whole set, and what happens to it when one member does not take part.</summary>
[Trait("Server", "real")]
public sealed class GroupRestoreTests
{
    private static readonly string[] Members = ["a", "b"];

    [Fact]
    public async Task What_would_refuse_one_member_refuses_all_before_the_first_is_touched()
    {
        await using var project = await Project.On("btr");
        await Taken(project);

        // This Incus knows no restore of the disk alone.
        if (!(await project.Query("/1.0"))["api_extensions"]!.AsArray().Any(e => (string)e! == "instance_snapshot_disk_only_restore"))
            await IsRefused(project, "x", "knows no disk_only", [.. Members, "--disk-only"]);
        // The other member has another snapshot of that name since, which is of no set.
        await project.Incus("snapshot", "delete", "b", "x");
        await project.Incus("snapshot", "create", "b", "x");
        await IsRefused(project, "x", "b: snapshot x is of no set", Members);
        // It has none at all.
        await project.Incus("snapshot", "delete", "b", "x");
        await IsRefused(project, "x", "Snapshot x does not exist for instance b");
    }

    [Theory]
    [InlineData("btr", "auto")]
    [InlineData("dirp", "yes")]
    [InlineData("dirp", "auto")]
    public async Task When_one_member_fails_half_way_the_others_go_back_or_it_is_told_why_not(string pool, string safety)
    {
        await using var project = await Project.On(pool);
        await Taken(project);
        // The data of one member's snapshot is lost behind Incus's back.
        var data = Path.Combine(RealIncus.Directory, "storage-pools", pool, "containers-snapshots", $"{project.Name}_b", "x");
        var kept = data + ".kept";
        Directory.Move(data, kept);

        var failed = await project.Brine("group", "restore", "x", "--yes", "--safety", safety);

        Directory.Move(kept, data);
        failed.Ends(1);
        var said = Flat(failed.Out);
        Assert.Contains("Failed to restore snapshot set x: b: ", said, StringComparison.Ordinal);
        foreach (var name in Members)
            Assert.Equal("Running", await project.Status(name));
        Assert.Equal("new\n", await project.Read("b", "/state"));
        var isKept = (pool, safety) != ("dirp", "auto"); // there it is not cheap, so none is taken unless asked for
        Assert.Equal(isKept ? "new\n" : "old\n", await project.Read("a", "/state"));
        Assert.Matches(isKept ? "a was put back from before-restore-[0-9TZ]+" : "a stays restored to x: no safety snapshot was taken of it", said);

        (await project.Brine("group", "restore", "x", "--yes")).Ends(0);
        foreach (var name in Members)
            Assert.Equal("old\n", await project.Read(name, "/state"));
        var state = await project.State("snapshot_group_restored", "name=x", "instances=[a, b]");
        Assert.True((bool)state["result"]!);
        Assert.Equal("{}", state["changes"]!.ToJsonString());
    }

    [Fact]
    public async Task A_restore_that_is_killed_is_told_and_the_same_again_brings_all_back()
    {
        await using var project = await Project.On("btr");
        await Taken(project);
        var state = Path.Combine(project.Folder, "state");
        bool IsUnderWay() => Directory.EnumerateFiles(state).Any(f => new FileInfo(f).Length > 0);
        var (told, seed) = (0, Environment.TickCount);
        var random = new Random(seed);
        for (var point = 1; point <= 4; point++)
        {
            foreach (var name in Members)
                await project.Incus("exec", name, "--", "sh", "-c", "echo new > /state");
            string[] restore = ["group", "restore", "x", "--yes"];
            using (var running = Ran.Start(RealIncus.Brine, project.Arguments(restore), RealIncus.EnvironmentOf(RealIncus.Directory), project.Folder))
            {
                while (!IsUnderWay() && !running.HasExited)
                    await Task.Delay(1, TestContext.Current.CancellationToken);
                // The pause is the subject: where the kill falls.
                await Task.Delay(random.Next(1000), TestContext.Current.CancellationToken);
                running.Kill();
                await running.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            var isOpen = IsUnderWay();
            var recovered = Flat((await project.Brine("recover")).Ends(0).Out);
            Assert.Equal(isOpen, recovered.Contains("left the restore of a, b to the set x unfinished: its members may be of two moments", StringComparison.Ordinal));
            told += isOpen ? 1 : 0;
            var again = await project.Brine(restore);
            Assert.True(again.Exit == 0, $"seed {seed}, point {point}: {again.Exit}\n{again.Out}\n{again.Err}");
            foreach (var name in Members)
            {
                Assert.Equal("Running", await project.Status(name));
                Assert.Equal("old\n", await project.Read(name, "/state"));
            }

            Assert.False(IsUnderWay(), $"seed {seed}, point {point}: the journal was not settled");
        }

        Assert.True(told > 0, "no kill fell into a restore");
    }

    /// <summary>A set x of members that say "old", which say "new" now.</summary>
    private static async Task Taken(Project project)
    {
        foreach (var name in Members)
        {
            await project.Container(name, isRunning: true);
            await project.Incus("exec", name, "--", "sh", "-c", "echo old > /state");
        }

        (await project.Brine(["group", "create", "x", .. Members])).Ends(0);
        foreach (var name in Members)
            await project.Incus("exec", name, "--", "sh", "-c", "echo new > /state");
    }

    private static async Task IsRefused(Project project, string set, string why, params string[] members)
    {
        var (before, processes) = (await project.Fingerprint(), await Processes(project));

        var ran = await project.Brine(["group", "restore", set, .. members, "--yes"]);

        ran.Ends(1);
        Assert.Contains(why, Flat(ran.Out + ran.Err), StringComparison.Ordinal);
        // Incus gives an instance another generation with every restore, and another first process with every start.
        Assert.Equal(before, await project.Fingerprint());
        Assert.Equal(processes, await Processes(project));
    }

    private static async Task<string> Processes(Project project)
    {
        var found = "";
        foreach (var name in Members)
            found += (await project.Query($"/1.0/instances/{name}/state"))["pid"] + " ";
        return found;
    }

    /// <summary>As if the screen were endlessly wide.</summary>
    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
