using Brine.EndToEnd.Tests.Bench;
using static Brine.EndToEnd.Tests.SnapshotStateTests;

namespace Brine.EndToEnd.Tests;

/// <summary><c>brine clone</c> on a real server, by the files in the clones.</summary>
[Trait("Server", "real")]
public sealed class CloneTests
{
    [Theory]
    [InlineData("dirp")]
    [InlineData("btr")]
    public async Task A_clone_has_the_snapshots_files_and_nothing_that_brine_noted_on_its_source(string pool)
    {
        await using var project = await Project.On(pool);
        await project.Container("web");
        await Put(project, "web", "then");
        (await project.Brine("create", "web/a", "--description", "golden")).Ends(0);
        (await project.Brine("pin", "web/a")).Ends(0);
        (await project.Brine("restore", "web/a", "--yes")).Ends(0);
        await Put(project, "web", "now");

        var cloned = (await project.Brine("clone", "web/a", "old", "--description", "a test", "--out", "json")).Ends(0);
        (await project.Brine("clone", "web", "same")).Ends(0);

        Assert.Contains("web/a cloned to old", cloned.Out, StringComparison.Ordinal);
        Assert.Equal("then", await project.Read("old", "/root/mark"));
        Assert.Equal("now", await project.Read("same", "/root/mark"));
        foreach (var name in new[] { "old", "same" })
        {
            var made = await project.Query($"/1.0/instances/{name}");
            Assert.DoesNotContain("user.brine", made["config"]!.ToJsonString(), StringComparison.Ordinal);
            Assert.Equal("Stopped", (string)made["status"]!);
            Assert.Empty(await project.Snapshots(name));
            Assert.Equal("", (string)(await project.Query($"/1.0/storage-pools/{pool}/volumes/container/{name}"))["description"]!);
        }

        Assert.Equal("a test", (string)(await project.Query("/1.0/instances/old"))["description"]!);
        var again = (await project.Brine("clone", "web/a", "old")).Ends(1);
        Assert.Contains("Instance old already exists", again.Err, StringComparison.Ordinal);
        Assert.Contains("snapshot b does not exist for instance web", (await project.Brine("clone", "web/b", "new")).Ends(1).Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clone_without_network_starts_without_the_devices_of_profiles()
    {
        await using var project = await Project.On("btr");
        await project.Incus("profile", "device", "add", "default", "eth0", "nic", "nictype=p2p");
        await project.Container("web");
        await project.Incus("snapshot", "create", "web", "a");

        (await project.Brine("clone", "web/a", "alone", "--start", "--no-network")).Ends(0);
        (await project.Brine("clone", "web/a", "social", "--start")).Ends(0);

        Assert.Equal("Running", await project.Status("alone"));
        Assert.DoesNotContain("eth0", await project.Said("alone", "cat /proc/net/dev"), StringComparison.Ordinal);
        Assert.Contains("eth0", await project.Said("social", "cat /proc/net/dev"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clone_can_be_made_in_another_pool_and_another_project()
    {
        await using var project = await Project.On("btr");
        await using var other = await Project.On("dirp");
        await project.Container("web");
        await Put(project, "web", "then");
        await project.Incus("snapshot", "create", "web", "a");

        (await project.Brine("clone", "web/a", "far", "--pool", "dirp", "--to-project", other.Name)).Ends(0);

        Assert.Equal("then", await other.Read("far", "/root/mark"));
        Assert.Equal("dirp", (string)(await other.Query("/1.0/instances/far"))["devices"]!["root"]!["pool"]!);
    }

    [Fact]
    public async Task A_clone_that_does_not_start_is_left_and_told_of()
    {
        await using var project = await Project.On("btr");
        await project.Empty("hollow");
        await project.Incus("config", "device", "add", "hollow", "eth0", "nic", "nictype=physical", "parent=there-is-none");
        await project.Incus("snapshot", "create", "hollow", "a");

        var failed = (await project.Brine("clone", "hollow/a", "new", "--start", "--out", "json")).Ends(1);

        Assert.Contains("hollow/a was cloned to new, which did not start and is left stopped (incus delete new takes it away): ", failed.Out, StringComparison.Ordinal);
        Assert.Contains("\"new\": \"new\"", failed.Out, StringComparison.Ordinal);
        Assert.Equal("Stopped", await project.Status("new"));
    }

    [Fact]
    public async Task A_declared_copy_waits_for_the_snapshot_that_stands_before_it()
    {
        await using var project = await Project.On("btr");
        await project.Container("web");
        await Put(project, "web", "then");
        var file = project.Write("fleet.sls", """
            golden:
              incus.instance_snapshot_present:
                - instance: web
            """ + string.Concat(Enumerable.Range(1, 4).Select(i => $$"""

            c{{i}}:
              incus.instance_present:
                - source: {type: copy, source: web/golden}
            """)));

        (await project.Brine("apply", file)).Ends(0);

        for (var i = 1; i <= 4; i++)
            Assert.Equal("then", await project.Read($"c{i}", "/root/mark"));
        Says(await project.State("instance_present", "name=d", "source={type: copy, source: web/none}"), false,
            "Failed to create instance d: snapshot none does not exist for instance web", "{}");
    }

    // Through the server, so that a stopped instance's files are met as well.
    private static async Task Put(Project project, string instance, string text) =>
        await project.Incus("file", "push", project.Write("mark", text), $"{instance}/root/mark");
}
