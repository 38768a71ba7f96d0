using System.Text.Json.Nodes;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>Every branch of present and absent through <c>brine state</c>, on both kinds of pool, running and stopped.</summary>
[Trait("Server", "real")]
public sealed class SnapshotStateTests
{
    [Theory]
    [InlineData("dirp", false)]
    [InlineData("dirp", true)]
    [InlineData("btr", false)]
    [InlineData("btr", true)]
    public async Task Present_takes_keeps_and_corrects_a_snapshot_and_absent_deletes_it(string pool, bool isRunning)
    {
        await using var project = await Project.On(pool);
        await project.Container("c1", isRunning);
        string[] declared = ["instance=c1", "name=a", "description=first"];

        Says(await project.State("instance_snapshot_present", [.. declared, "--test"]), null, "Snapshot a would be created for instance c1", """{"snapshot":{"old":null,"new":"a"}}""");
        Assert.Empty(await project.Snapshots("c1"));
        Says(await project.State("instance_snapshot_present", declared), true, "Snapshot a created for instance c1", """{"snapshot":{"old":null,"new":"a"}}""");
        Says(await project.State("instance_snapshot_present", declared), true, "Snapshot a already exists for instance c1", "{}");

        Says(await project.State("instance_snapshot_present", "instance=c1", "name=a", "description=second", "expires=2027-01-01T00:00:00Z"),
            true, "Snapshot a updated for instance c1",
            """{"expires_at":{"old":"never","new":"2027-01-01T00:00:00Z"},"description":{"old":"first","new":"second"}}""");
        Assert.Equal("2027-01-01T00:00:00Z", (string)(await project.Query("/1.0/instances/c1/snapshots/a"))["expires_at"]!);
        Says(await project.State("instance_snapshot_present", "instance=c1", "name=a", "expires=never", "on_drift=ignore"), true, "Snapshot a already exists for instance c1", "{}");
        Says(await project.State("instance_snapshot_present", "instance=c1", "name=a", "expires=never"), true, "Snapshot a updated for instance c1",
            """{"expires_at":{"old":"2027-01-01T00:00:00Z","new":"never"}}""");

        Says(await project.State("instance_snapshot_absent", "instance=c1", "name=a", "--test"), null, "Snapshot a would be deleted from instance c1", """{"snapshot":{"old":"a","new":null}}""");
        Says(await project.State("instance_snapshot_absent", "instance=c1", "name=a"), true, "Snapshot a deleted from instance c1", """{"snapshot":{"old":"a","new":null}}""");
        Says(await project.State("instance_snapshot_absent", "instance=c1", "name=a"), true, "Snapshot a already absent from instance c1", "{}");
        Assert.Equal(isRunning ? "Running" : "Stopped", await project.Status("c1"));
    }

    [Fact]
    public async Task A_missing_instance_has_no_snapshot_but_cannot_get_one()
    {
        await using var project = await Project.On("dirp");

        Says(await project.State("instance_snapshot_present", "instance=nope", "name=a"), false, "Instance nope does not exist", "{}");
        Says(await project.State("instance_snapshot_absent", "instance=nope", "name=a"), true, "Snapshot a already absent from instance nope", "{}");
        Says(await project.State("instance_snapshot_restored", "instance=nope", "name=a"), false, "Instance nope does not exist", "{}");
    }

    [Fact]
    public async Task A_declared_snapshot_outlives_the_expiry_of_its_instance()
    {
        await using var project = await Project.On("btr");
        await project.Container("c1", false, "snapshots.expiry=7d");

        await project.State("instance_snapshot_present", "instance=c1", "name=kept");
        await project.State("instance_snapshot_present", "instance=c1", "name=inherited", "expires=inherit");
        await project.State("instance_snapshot_present", "instance=c1", "name=two-days", "expires=2d");

        var expiries = (await project.Query("/1.0/instances/c1/snapshots?recursion=1")).AsArray().ToDictionary(s => (string)s!["name"]!, s => s!);
        Assert.Equal("0001-01-01T00:00:00Z", (string)expiries["kept"]["expires_at"]!);
        Assert.Equal(7, Days(expiries["inherited"]));
        Assert.Equal(2, Days(expiries["two-days"]));
        Says(await project.State("instance_snapshot_present", "instance=c1", "name=two-days", "expires=2d"), true, "Snapshot two-days already exists for instance c1", "{}");
    }

    [Theory]
    [InlineData(false, "start it first: incus start c1")]
    [InlineData(true, "set it: incus config set c1 migration.stateful=true")]
    public async Task A_stateful_snapshot_of_an_unprepared_container_is_refused_with_the_remedy(bool isRunning, string remedy)
    {
        await using var project = await Project.On("dirp");
        await project.Container("c1", isRunning);
        var before = await project.Fingerprint();

        var said = await project.State("instance_snapshot_present", "instance=c1", "name=a", "stateful=true");

        Assert.False((bool)said["result"]!);
        Assert.Contains(remedy, (string)said["comment"]!, StringComparison.Ordinal);
        Assert.Equal(before, await project.Fingerprint());
    }

    [Fact]
    public async Task A_stateful_snapshot_without_criu_fails_with_the_servers_words_and_leaves_nothing()
    {
        await using var project = await Project.On("dirp");
        await project.Container("c1", true, "migration.stateful=true");

        var said = await project.State("instance_snapshot_present", "instance=c1", "name=a", "stateful=true");

        Assert.False((bool)said["result"]!);
        Assert.Contains("CRIU", (string)said["comment"]!, StringComparison.Ordinal);
        Assert.Empty(await project.Snapshots("c1"));
        Assert.Equal("Running", await project.Status("c1"));
    }

    [Fact]
    public async Task A_stateless_snapshot_declared_stateful_is_refused_or_ignored_as_declared()
    {
        await using var project = await Project.On("dirp");
        await project.Container("c1");
        await project.Incus("snapshot", "create", "c1", "a");

        var said = await project.State("instance_snapshot_present", "instance=c1", "name=a", "stateful=true");
        Assert.False((bool)said["result"]!);
        Assert.Contains("cannot be made stateful", (string)said["comment"]!, StringComparison.Ordinal);
        Says(await project.State("instance_snapshot_present", "instance=c1", "name=a", "stateful=true", "on_drift=ignore"), true, "Snapshot a already exists for instance c1", "{}");
        Says(await project.State("instance_snapshot_present", "instance=c1", "name=a", "stateful=false"), true, "Snapshot a already exists for instance c1", "{}");
    }

    [Fact]
    public async Task Recreate_replaces_a_stateless_snapshot_only_when_a_stateful_one_can_be_had()
    {
        await using var project = await Project.On("dirp");
        await project.Container("c1");
        await project.Incus("snapshot", "create", "c1", "a");
        var before = await project.Fingerprint();

        var said = await project.State("instance_snapshot_present", "instance=c1", "name=a", "stateful=true", "on_drift=recreate");

        Assert.False((bool)said["result"]!);
        Assert.Equal(before, await project.Fingerprint());
    }

    [Theory]
    [InlineData("dirp")]
    [InlineData("btr")]
    public async Task A_description_left_by_a_restore_is_not_inherited_by_the_next_snapshot(string pool)
    {
        await using var project = await Project.On(pool);
        await project.Container("c1");
        await project.State("instance_snapshot_present", "instance=c1", "name=a", "description=the text of a");
        await project.Incus("snapshot", "restore", "c1", "a");

        await project.State("instance_snapshot_present", "instance=c1", "name=b");

        Assert.Equal("", (string)(await project.Query($"/1.0/storage-pools/{pool}/volumes/container/c1/snapshots/b"))["description"]!);
    }

    [Fact]
    public async Task Names_on_the_server_may_be_wilder_than_ours()
    {
        await using var project = await Project.On("dirp");
        await project.Container("c1");
        await project.Incus("snapshot", "create", "c1", "a#b");

        Says(await project.State("instance_snapshot_present", "instance=c1", "name=ab"), true, "Snapshot ab created for instance c1", """{"snapshot":{"old":null,"new":"ab"}}""");
        Assert.Contains("a#b", (await project.Brine("list", "c1")).Ends(0).Out, StringComparison.Ordinal);
        await project.Container("1st--one");
        Says(await project.State("instance_snapshot_present", "instance=1st--one", "name=a"), true, "Snapshot a created for instance 1st--one", """{"snapshot":{"old":null,"new":"a"}}""");
    }

    internal static void Says(JsonNode said, bool? result, string comment, string changes)
    {
        Assert.Equal(comment, (string)said["comment"]!);
        Assert.Equal(result, (bool?)said["result"]);
        Assert.Equal(changes, said["changes"]!.ToJsonString());
    }

    private static int Days(JsonNode snapshot) =>
        (int)Math.Round((DateTimeOffset.Parse((string)snapshot["expires_at"]!, System.Globalization.CultureInfo.InvariantCulture)
            - DateTimeOffset.Parse((string)snapshot["created_at"]!, System.Globalization.CultureInfo.InvariantCulture)).TotalDays);
}
