using Brine.EndToEnd.Tests.Bench;
using static Brine.EndToEnd.Tests.SnapshotStateTests;

namespace Brine.EndToEnd.Tests;

/// <summary>The <c>volume_snapshot_*</c> states and <c>brine volume</c> on a real server, by the files in a volume.</summary>
[Trait("Server", "real")]
public sealed class VolumeTests
{
    [Theory]
    [InlineData("dirp")]
    [InlineData("btr")]
    public async Task A_volume_goes_back_to_its_snapshot_once_and_only_while_nobody_runs_on_it(string pool)
    {
        await using var project = await Project.On(pool);
        await project.Incus("storage", "volume", "create", pool, "records", "-q");
        await project.Query($"/1.0/storage-pools/{pool}/volumes/custom/records");
        await project.Container("db");
        await project.Incus("storage", "volume", "attach", pool, "records", "db", "data", "/data");
        await project.Start("db");
        await Write(project, "then");
        string[] at = [$"pool={pool}", "volume=records", "name=a"];

        Says(await project.State("volume_snapshot_present", [.. at, "--test"]), null, "Snapshot a would be created for volume records", """{"snapshot":{"old":null,"new":"a"}}""");
        Says(await project.State("volume_snapshot_present", [.. at, "description=before", "expires=2027-01-01T00:00:00Z"]), true, "Snapshot a created for volume records", """{"snapshot":{"old":null,"new":"a"}}""");
        Says(await project.State("volume_snapshot_present", [.. at, "description=before", "expires=2027-01-01T00:00:00Z"]), true, "Snapshot a already exists for volume records", "{}");
        Says(await project.State("volume_snapshot_present", [.. at, "description=after", "expires=never"]), true, "Snapshot a updated for volume records",
            """{"expires_at":{"old":"2027-01-01T00:00:00Z","new":"never"},"description":{"old":"before","new":"after"}}""");
        var snapshot = await project.Query($"/1.0/storage-pools/{pool}/volumes/custom/records/snapshots/a");
        Assert.Equal(("after", "0001-01-01T00:00:00Z"), ((string)snapshot["description"]!, (string)snapshot["expires_at"]!));

        await Write(project, "now");
        var refused = await project.State("volume_snapshot_restored", at);
        Assert.Equal((false, true), ((bool)refused["result"]!, ((string)refused["comment"]!).Contains($"db (project {project.Name}) is Running; stop it first", StringComparison.Ordinal)));
        Assert.Equal("now", await project.Read("db", "/data/mark"));

        var file = project.Write("back.sls", $$"""
            down:
              incus.instance_stopped: [{name: db}, {force: true}]
            back:
              incus.volume_snapshot_restored:
                - name: a
                - pool: {{pool}}
                - volume: records
                - require: [{incus: down}]
            """);
        (await project.Brine("apply", file)).Ends(0);
        await project.Start("db");
        Assert.Equal("then", await project.Read("db", "/data/mark"));

        var again = await project.State("volume_snapshot_restored", at);
        Assert.Equal((true, "{}"), ((bool)again["result"]!, again["changes"]!.ToJsonString()));
        Assert.StartsWith("Volume records was already restored to snapshot a at ", (string)again["comment"]!, StringComparison.Ordinal);
        await project.Incus("stop", "db", "--force");
        Says(await project.State("volume_snapshot_restored", [.. at, "trigger=2"]), true, "Volume records restored to snapshot a",
            """{"restored":{"old":"current state","new":"snapshot a"}}""");
        Says(await project.State("volume_snapshot_absent", at), true, "Snapshot a deleted from volume records", """{"snapshot":{"old":"a","new":null}}""");
        Says(await project.State("volume_snapshot_absent", at), true, "Snapshot a already absent from volume records", "{}");
        Says(await project.State("volume_snapshot_restored", at), false, "Snapshot a does not exist for volume records", "{}");
    }

    [Fact]
    public async Task The_commands_list_create_delete_and_restore()
    {
        await using var project = await Project.On("btr");
        await project.Incus("storage", "volume", "create", "btr", "records", "-q");
        await RealIncus.Incus("query", "-X", "PATCH", $"/1.0/storage-pools/btr/volumes/custom/records?project={project.Name}", "-d", """{"description":"inherited by snapshots"}""");

        (await project.Brine("volume", "create", "btr/records/a")).Ends(0);
        (await project.Brine("volume", "create", "btr/records/b", "--description", "second")).Ends(0);
        Assert.Contains("Snapshot a already exists for volume records", (await project.Brine("volume", "create", "btr/records/a")).Ends(1).Err, StringComparison.Ordinal);
        var listed = (await RealIncusBrine(project, "volume", "list", "btr/records")).Ends(0).Out;
        Assert.Contains("second", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("inherited", listed, StringComparison.Ordinal);
        (await project.Brine("volume", "restore", "btr/records/a")).Ends(3);
        (await project.Brine("volume", "restore", "btr/records/a", "--yes")).Ends(0);
        Assert.Equal("inherited by snapshots", (string)(await project.Query("/1.0/storage-pools/btr/volumes/custom/records"))["description"]!);
        (await project.Brine("volume", "delete", "btr/records/a", "btr/records/b", "--yes")).Ends(0);
        Assert.Contains("no snapshots", (await RealIncusBrine(project, "volume", "list", "btr/records")).Ends(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_has_the_volume_by_a_profile_stands_in_the_way_too_and_a_pin_holds()
    {
        await using var project = await Project.On("btr");
        await project.Incus("storage", "volume", "create", "btr", "records", "-q");
        await project.Incus("profile", "device", "add", "default", "data", "disk", "pool=btr", "source=records", "path=/data");
        await project.Container("db", isRunning: true);
        (await project.Brine("volume", "create", "btr/records/a")).Ends(0);
        var before = (await project.Query("/1.0/storage-pools/btr/volumes/custom/records")).ToJsonString();

        var refused = (await project.Brine("volume", "restore", "btr/records/a", "--yes")).Ends(1);
        Assert.Contains("is Running; stop it first, or detach the volume", refused.Err, StringComparison.Ordinal);
        Assert.Equal(before, (await project.Query("/1.0/storage-pools/btr/volumes/custom/records")).ToJsonString());
        await project.Incus("stop", "db", "--force");
        (await project.Brine("volume", "restore", "btr/records/a", "--yes")).Ends(0);

        await RealIncus.Incus("query", "-X", "PATCH", $"/1.0/storage-pools/btr/volumes/custom/records/snapshots/a?project={project.Name}", "-d",
            """{"description":"kept\n\nBrine-Pin: for the audit"}""");
        Assert.Contains("it is pinned (for the audit)", (await project.Brine("volume", "delete", "btr/records/a", "--yes")).Ends(1).Err, StringComparison.Ordinal);
        Assert.Contains("pinned", (await RealIncusBrine(project, "volume", "list", "btr/records")).Ends(0).Out, StringComparison.Ordinal);
        await project.Incus("profile", "device", "remove", "default", "data");
        Says(await project.State("volume_snapshot_present", "pool=btr", "volume=records", "name=a", "expires=7d"), true, "Snapshot a already exists for volume records", "{}");
    }

    [Fact]
    public async Task A_missing_pool_and_a_missing_volume_are_told_apart()
    {
        await using var project = await Project.On("btr");

        Says(await project.State("volume_snapshot_present", "pool=nope", "volume=v", "name=a"), false, "Storage pool nope does not exist, so neither does its volume v", "{}");
        Says(await project.State("volume_snapshot_present", "pool=btr", "volume=v", "name=a"), false, "Volume v does not exist in pool btr", "{}");
        Says(await project.State("volume_snapshot_absent", "pool=btr", "volume=v", "name=a"), true, "Snapshot a already absent from volume v", "{}");
    }

    // What only looks knows no state directory.
    private static Task<Ran> RealIncusBrine(Project project, params string[] arguments) =>
        Ran.Of(RealIncus.Brine, [.. arguments, "--project", project.Name], RealIncus.EnvironmentOf(RealIncus.Directory));

    private static Task Write(Project project, string text) => project.Incus("exec", "db", "--", "sh", "-c", $"echo -n {text} > /data/mark");
}
