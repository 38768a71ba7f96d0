using System.Globalization;
using System.Text.Json.Nodes;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests.Groups;

/// <summary>Sets on a real server, by the data that is in their snapshots.</summary>
[Trait("Server", "real")]
public sealed class GroupTests
{
    [Theory]
    [InlineData("btr")]
    [InlineData("dirp")]
    public async Task Four_writers_are_stopped_together(string pool)
    {
        await using var project = await Project.On(pool);
        string[] names = ["w1", "w2", "w3", "w4"];
        var writers = new Writers(project, names);
        await writers.StartAsync();

        var state = await project.State("snapshot_group_present", "name=x", "instances=[w1, w2, w3, w4]");

        Assert.True((bool)state["result"]!, state.ToJsonString());
        Assert.Equal("w1, w2, w3, w4/x", (string)state["name"]!);
        Assert.Equal("""{"snapshots":{"old":null,"new":["w1/x","w2/x","w3/x","w4/x"]}}""", state["changes"]!.ToJsonString());
        var last = writers.LastIn("x");
        Assert.True(last.Max() - last.Min() < names.Length, $"the last numbers are {string.Join(", ", last)}");
        foreach (var name in names)
            Assert.Equal("Running", await project.Status(name));
        // The skew that is told is that of the server's own dates.
        var dates = new List<DateTimeOffset>();
        foreach (var name in names)
            dates.Add((DateTimeOffset)(await project.Query($"/1.0/instances/{name}/snapshots/x"))["created_at"]!);
        var skew = Math.Round((dates.Max() - dates.Min()).TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        Assert.EndsWith($", skew {skew} ms", (string)state["comment"]!, StringComparison.Ordinal);
        var shown = JsonNode.Parse((await project.Brine("group", "show", "x", "--out", "json")).Ends(0).Out)!;
        Assert.Equal(skew, shown["skew_ms"]!.ToJsonString());
        Assert.True((bool)shown["whole"]!);
    }

    [Theory]
    [InlineData("btr")]
    [InlineData("dirp")]
    public async Task A_member_that_cannot_be_snapshotted_leaves_nothing(string pool)
    {
        await using var project = await Project.On(pool);
        foreach (var name in (string[])["a", "b", "c"])
            await project.Container(name, isRunning: true);
        // Its data cannot be written where the pool wants it: a file stands in the way of the snapshot's folder.
        var folder = Path.Combine(RealIncus.Directory, "storage-pools", pool, "containers-snapshots", $"{project.Name}_b");
        await File.WriteAllTextAsync(folder, "in the way", TestContext.Current.CancellationToken);
        var before = await project.Fingerprint();

        var ran = await project.Brine("group", "create", "x", "a", "b", "c");

        File.Delete(folder);
        ran.Ends(1);
        Assert.Contains("Failed to create snapshot set x: b: ", Flat(ran.Out), StringComparison.Ordinal);
        Assert.Equal(before, await project.Fingerprint());
        foreach (var name in (string[])["a", "b", "c"])
            Assert.Equal("Running", await project.Status(name));
        (await project.Brine("group", "create", "x", "a", "b", "c")).Ends(0);
        Assert.Equal(["x"], await project.Snapshots("b"));
        (await project.Brine("group", "delete", "x", "--yes")).Ends(0);
        Assert.Equal(before, await project.Fingerprint());
    }

    [Fact]
    public async Task Commands_run_inside_their_output_is_told_and_one_that_fails_leaves_nothing()
    {
        await using var project = await Project.On("btr");
        await project.Container("a", isRunning: true);
        await project.Container("b", isRunning: true);
        var file = project.Write("g.sls", """
            tiers:
              incus.snapshot_group_present:
                - instances: [b, a]
                - name: x
                - before: {a: 'echo flushed > /flag; echo done'}
                - after: 'rm -f /flag; echo on'
            """);

        var ran = (await project.Brine("apply", file)).Ends(0);

        Assert.Contains("before in a: done", ran.Out, StringComparison.Ordinal);
        Assert.Contains("after in b: on", ran.Out, StringComparison.Ordinal);
        // What 'before' wrote is in the snapshot, and what 'after' removed is gone.
        await project.Incus("snapshot", "restore", "a", "x");
        Assert.Equal("flushed\n", await project.Read("a", "/flag"));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(RealIncus.Directory, "containers", $"{project.Name}_a"), "exec_*", SearchOption.AllDirectories));
        (await project.Brine("plan", file)).Ends(0);
        var slow = await project.Brine("group", "create", "y", "a", "b", "--before", "sleep 60", "--command-timeout", "1s");
        slow.Ends(1);
        Assert.Contains("did not end within 1 s", Flat(slow.Out), StringComparison.Ordinal);
        var failed = await project.Brine("group", "create", "y", "a", "b", "--before", "b=echo no room; exit 3", "--after", "echo on");
        failed.Ends(1);
        Assert.Contains("'before' failed in b: 'echo no room; exit 3' exited with 3", Flat(failed.Out), StringComparison.Ordinal);
        Assert.Contains("before in b: no room", Flat(failed.Out), StringComparison.Ordinal);
        Assert.Contains("after in a: on", Flat(failed.Out), StringComparison.Ordinal);
        foreach (var name in (string[])["a", "b"])
        {
            Assert.Equal(["x"], await project.Snapshots(name));
            Assert.Equal("Running", await project.Status(name));
        }

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(project.Folder, "state")));
    }

    /// <summary>As if the screen were endlessly wide.</summary>
    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
