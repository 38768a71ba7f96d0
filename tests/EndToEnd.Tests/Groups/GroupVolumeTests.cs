using System.Text.Json.Nodes;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests.Groups;

/// <summary>Sets with custom volumes on a real server, by the data that is in their snapshots.</summary>
[Trait("Server", "real")]
public sealed class GroupVolumeTests
{
    [Theory]
    [InlineData("btr")]
    [InlineData("dirp")]
    public async Task Writers_and_the_volume_they_share_are_of_one_moment_and_go_back_to_it_together(string pool)
    {
        await using var project = await Project.On(pool);
        string[] names = ["w1", "w2"];
        var writers = new Writers(project, names);
        await writers.StartAsync("records");
        string[] set = ["name=x", "instances=[w1, w2]", "volumes=true"];

        var state = await project.State("snapshot_group_present", set);

        Assert.True((bool)state["result"]!, state.ToJsonString());
        Assert.Equal($$$"""{"snapshots":{"old":null,"new":["w1/x","w2/x","{{{pool}}}/records/x"]}}""", state["changes"]!.ToJsonString());
        // Who writes its number hands on the next behind it: between the two lies one step, if all were stopped together.
        var (last, turn) = (writers.LastIn("x"), writers.TurnIn("records", "x"));
        Assert.True(last.Max() - last.Min() < names.Length && turn - last.Max() is 0 or 1, $"the last numbers are {string.Join(", ", last)}, the turn is {turn}");
        Assert.Equal("{}", (await project.State("snapshot_group_present", set))["changes"]!.ToJsonString());
        var shown = await Shown(project);
        Assert.True((bool)shown["whole"]!, shown.ToJsonString());
        Assert.Equal("records", (string)shown["volumes"]![0]!["volume"]!);
        Assert.NotNull(shown["volumes"]![0]!["created_at"]);
        Assert.Contains($"with {pool}/records", (await project.Brine("group", "list")).Ends(0).Out, StringComparison.Ordinal);

        var before = await project.Fingerprint();
        var refused = await project.Brine("group", "restore", "x", "--yes", "--safety", "no");
        refused.Ends(1);
        Assert.Contains("Incus restores a volume only while nobody who has it attached runs", Flat(refused.Out + refused.Err), StringComparison.Ordinal);
        Assert.Equal(before, await project.Fingerprint());
        await project.Incus(["stop", "--force", .. names]);
        Assert.NotEqual(turn, writers.Turn("records"));
        (await project.Brine("group", "restore", "x", "--yes", "--safety", "no")).Ends(0);
        Assert.Equal(turn, writers.Turn("records"));
        foreach (var name in names)
            Assert.Equal("Stopped", await project.Status(name));
        var held = await project.State("snapshot_group_restored", "name=x", "instances=[w1, w2]");
        Assert.Equal((true, "{}"), ((bool)held["result"]!, held["changes"]!.ToJsonString()));

        (await project.Brine("group", "delete", "x", "--yes")).Ends(0);
        Assert.Empty(await VolumeSnapshots(project));
        foreach (var name in names)
            Assert.Empty(await project.Snapshots(name));
    }

    [Theory]
    [InlineData("btr")]
    [InlineData("dirp")]
    public async Task What_stands_in_the_way_of_a_volume_leaves_no_snapshot_at_all(string pool)
    {
        await using var project = await Sharing(pool);
        // The name is taken on the volume: then nothing is touched.
        await project.Incus("storage", "volume", "snapshot", "create", pool, "records", "x");
        var before = await project.Fingerprint();
        var refused = await project.Brine("group", "create", "x", "a", "b", "--volumes");
        refused.Ends(1);
        Assert.Contains($"{pool}/records/x is there already", Flat(refused.Out + refused.Err), StringComparison.Ordinal);
        await project.Incus("storage", "volume", "snapshot", "delete", pool, "records", "x");

        // Its data cannot be written where the pool wants it: a file stands in the way of the snapshot's folder.
        var folder = Path.Combine(RealIncus.Directory, "storage-pools", pool, "custom-snapshots", $"{project.Name}_records");
        if (Directory.Exists(folder))
            Directory.Delete(folder);
        await File.WriteAllTextAsync(folder, "in the way", TestContext.Current.CancellationToken);
        var failed = await project.Brine("group", "create", "x", "a", "b", "--volumes");
        File.Delete(folder);
        failed.Ends(1);
        Assert.Contains($"Failed to create snapshot set x: volume {pool}/records: ", Flat(failed.Out), StringComparison.Ordinal);
        Assert.Equal(before, await project.Fingerprint());
        Assert.Empty(await VolumeSnapshots(project));

        (await project.Brine("group", "create", "x", "a", "b", "--volumes")).Ends(0);
        await project.Incus("storage", "volume", "snapshot", "delete", pool, "records", "x");
        var broken = await project.State("snapshot_group_present", "name=x", "instances=[a, b]", "volumes=true");
        Assert.False((bool)broken["result"]!);
        Assert.Contains($"the set is there, but not whole: {pool}/records/x is not there", (string)broken["comment"]!, StringComparison.Ordinal);
        Assert.False((bool)(await Shown(project))["whole"]!);
    }

    [Theory]
    [InlineData("btr")]
    [InlineData("dirp")]
    public async Task After_a_kill_any_command_leaves_neither_volume_nor_instance_snapshots_of_a_set_in_parts(string pool)
    {
        await using var project = await Sharing(pool);
        var environment = RealIncus.EnvironmentOf(RealIncus.Directory).Append(KeyValuePair.Create("XDG_STATE_HOME", Path.Combine(project.Folder, "x"))).ToDictionary();
        var state = Path.Combine(project.Folder, "x", "brine");
        bool IsUnderWay() => Directory.Exists(state) && Directory.EnumerateFiles(state).Any(f => new FileInfo(f).Length > 0);
        var (seed, left) = (Environment.TickCount, 0);
        var random = new Random(seed);
        for (var point = 1; point <= 6; point++)
        {
            var (name, told) = (FormattableString.Invariant($"x{point}"), FormattableString.Invariant($"seed {seed}, point {point}"));
            using (var running = Ran.Start(RealIncus.Brine, ["group", "create", name, "a", "b", "--volumes", "--project", project.Name], environment, project.Folder))
            {
                while (!IsUnderWay() && !running.HasExited)
                    await Task.Delay(1, TestContext.Current.CancellationToken);
                // The pause is the subject: where the kill falls.
                await Task.Delay(random.Next(point % 2 == 0 ? 150 : 900), TestContext.Current.CancellationToken);
                running.Kill();
                await running.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            var listed = await Ran.Of(RealIncus.Brine, ["list", "--project", project.Name], environment, project.Folder);
            Assert.True(listed.Exit == 0, $"{told}: {listed.Exit}\n{listed.Out}\n{listed.Err}");
            left += listed.Err.Length > 0 ? 1 : 0;
            foreach (var member in (string[])["a", "b"])
                Assert.True(await project.Status(member) == "Running", $"{told}: {member} does not run\n{listed.Err}");
            bool[] have = [(await project.Snapshots("a")).Contains(name), (await project.Snapshots("b")).Contains(name), (await VolumeSnapshots(project)).Contains(name)];
            Assert.True(have.Distinct().Count() == 1, $"{told}: a, b, volume: {string.Join(", ", have)}\n{listed.Err}");
            Assert.False(IsUnderWay(), $"{told}: the journal was not settled\n{listed.Err}");
        }

        Assert.True(left > 0, "no kill fell where there was something to put right");
        var sets = JsonNode.Parse((await project.Brine("group", "list", "--out", "json")).Ends(0).Out)!["sets"]!.AsArray();
        Assert.All(sets, s => Assert.True((bool)s!["whole"]! && s["volumes"]!.AsArray().Count == 1, s.ToJsonString()));
    }

    /// <summary>Two running containers that have one volume by a profile.</summary>
    private static async Task<Project> Sharing(string pool)
    {
        var project = await Project.On(pool);
        await project.Incus("storage", "volume", "create", pool, "records", "-q");
        await project.Incus("profile", "device", "add", "default", "data", "disk", $"pool={pool}", "source=records", "path=/data");
        foreach (var name in (string[])["a", "b"])
            await project.Container(name, isRunning: true);
        return project;
    }

    private static async Task<string[]> VolumeSnapshots(Project project) =>
        [.. (await project.Query($"/1.0/storage-pools/{project.Pool}/volumes/custom/records/snapshots?recursion=1")).AsArray().Select(s => ((string)s!["name"]!).Split('/')[^1])];

    private static async Task<JsonNode> Shown(Project project) =>
        JsonNode.Parse((await project.Brine("group", "show", "x", "--out", "json")).Ends(0).Out)!;

    /// <summary>As if the screen were endlessly wide.</summary>
    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
