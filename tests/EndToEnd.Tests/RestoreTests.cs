using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>Restores once, and once only; what was running is running afterwards, also when the restore fails.</summary>
[Trait("Server", "real")]
public sealed class RestoreTests
{
    private static readonly string[] ToA = ["instance=c1", "name=a"];

    [Theory]
    [InlineData("dirp", true)]
    [InlineData("dirp", false)]
    [InlineData("btr", true)]
    [InlineData("btr", false)]
    public async Task A_restore_happens_once_and_again_only_for_a_reason(string pool, bool isRunning)
    {
        await using var project = await Project.On(pool);
        await project.Container("c1", isRunning);
        await project.State("instance_snapshot_present", ToA);
        await project.State("instance_snapshot_present", "instance=c1", "name=b");
        string Comment(System.Text.Json.Nodes.JsonNode said) => (string)said["comment"]!;
        async Task<string> Generation() => (string)(await project.Query("/1.0/instances/c1"))["config"]!["volatile.uuid.generation"]!;

        var generation = await Generation();
        Assert.Equal("Instance c1 would be restored to snapshot a", Comment(await project.State("instance_snapshot_restored", [.. ToA, "--test"])));
        Assert.Equal("Instance c1 restored to snapshot a", Comment(await project.State("instance_snapshot_restored", ToA)));
        Assert.NotEqual(generation, generation = await Generation());
        Assert.Contains("already restored to snapshot a", Comment(await project.State("instance_snapshot_restored", ToA)), StringComparison.Ordinal);
        Assert.Equal(generation, await Generation());

        await project.Incus("snapshot", "restore", "c1", "b");
        Assert.Equal("Instance c1 restored to snapshot a", Comment(await project.State("instance_snapshot_restored", ToA)));
        Assert.Equal("Instance c1 restored to snapshot a", Comment(await project.State("instance_snapshot_restored", [.. ToA, "trigger=deploy-7"])));
        Assert.Contains("already restored", Comment(await project.State("instance_snapshot_restored", [.. ToA, "trigger=deploy-7"])), StringComparison.Ordinal);
        for (var i = 0; i < 2; i++)
            Assert.Equal("Instance c1 restored to snapshot a", Comment(await project.State("instance_snapshot_restored", [.. ToA, "again=true"])));
        Assert.Equal(isRunning ? "Running" : "Stopped", await project.Status("c1"));
        var safety = (await project.Snapshots("c1")).Where(s => s.StartsWith("before-restore-", StringComparison.Ordinal));
        Assert.Equal(pool == "btr", safety.Any());
    }

    [Fact]
    public async Task A_safety_snapshot_holds_what_the_restore_threw_away_for_seven_days()
    {
        await using var project = await Project.On("btr");
        await project.Container("c1", isRunning: true);
        await project.State("instance_snapshot_present", ToA);
        await project.Incus("exec", "c1", "--", "sh", "-c", "echo new > /root/new");

        var said = await project.State("instance_snapshot_restored", ToA);

        var safety = Assert.Single(await project.Snapshots("c1"), s => s.StartsWith("before-restore-", StringComparison.Ordinal));
        Assert.Equal(safety, (string)said["changes"]!["safety_snapshot"]!["new"]!);
        Assert.Matches("^before-restore-\\d{8}T\\d{6}Z$", safety);
        var record = await project.Query($"/1.0/instances/c1/snapshots/{safety}");
        Assert.Equal(7, (DateTimeOffset.Parse((string)record["expires_at"]!, null) - DateTimeOffset.Parse((string)record["created_at"]!, null)).TotalDays, 0.1);
        await project.Incus("snapshot", "restore", "c1", safety);
        Assert.Equal("new\n", await project.Read("c1", "/root/new"));
    }

    [Fact]
    public async Task Safety_is_forced_on_dir_and_omitted_on_btrfs_when_declared()
    {
        await using var dir = await Project.On("dirp");
        await dir.Container("c1");
        await dir.State("instance_snapshot_present", ToA);
        await dir.State("instance_snapshot_restored", [.. ToA, "safety=true"]);
        Assert.Contains(await dir.Snapshots("c1"), s => s.StartsWith("before-restore-", StringComparison.Ordinal));

        await using var btrfs = await Project.On("btr");
        await btrfs.Container("c1");
        await btrfs.State("instance_snapshot_present", ToA);
        await btrfs.State("instance_snapshot_restored", [.. ToA, "safety=false"]);
        Assert.Equal(["a"], await btrfs.Snapshots("c1"));
    }

    [Fact]
    public async Task What_Incus_would_fail_after_stopping_is_refused_while_the_container_runs()
    {
        await using var project = await Project.On("dirp");
        await project.Container("c1", isRunning: true);
        await project.State("instance_snapshot_present", ToA);
        var before = await project.Fingerprint();

        var stateful = await project.State("instance_snapshot_restored", [.. ToA, "stateful=true"]);
        Assert.Contains("it is stateless, and a stateful restore was asked for", (string)stateful["comment"]!, StringComparison.Ordinal);
        var missing = await project.State("instance_snapshot_restored", "instance=c1", "name=nope");
        Assert.Equal("Snapshot nope does not exist for instance c1", (string)missing["comment"]!);
        Assert.Equal(before, await project.Fingerprint());
    }

    [Fact]
    public async Task Disk_only_is_done_or_refused_by_what_the_server_says_it_can()
    {
        await using var project = await Project.On("dirp");
        await project.Container("c1");
        await project.State("instance_snapshot_present", ToA);
        await project.Incus("config", "set", "c1", "user.later=1");

        var said = await project.State("instance_snapshot_restored", [.. ToA, "disk_only=true"]);

        var can = (await project.Query("/1.0"))["api_extensions"]!.AsArray().Any(e => (string)e! == "instance_snapshot_disk_only_restore");
        Assert.Equal(can, (bool)said["result"]!);
        Assert.Equal("1", (string)(await project.Query("/1.0/instances/c1"))["config"]!["user.later"]!);
        if (!can)
            Assert.Contains("knows no disk_only", (string)said["comment"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dirp")]
    [InlineData("btr")]
    public async Task A_container_that_ran_is_running_after_a_restore_that_failed(string pool)
    {
        await using var project = await Project.On(pool);
        await project.Container("c1", isRunning: true);
        await project.State("instance_snapshot_present", ToA);
        // The data of the snapshot is taken away behind Incus's back: it stops the container, and only then fails.
        // The daemon may have mounted the pool in a namespace of its own.
        var daemon = (await project.Query("/1.0"))["environment"]!["server_pid"]!.ToString();
        var data = $"{RealIncus.Directory}/storage-pools/{pool}/containers-snapshots/{project.Name}_c1/a";
        string[] delete = pool == "btr" ? ["btrfs", "subvolume", "delete", data] : ["rm", "-r", data];
        (await Ran.Of("nsenter", ["-t", daemon, "-m", "-r", "--", .. delete])).Ends(0);

        var said = await project.State("instance_snapshot_restored", ToA);

        Assert.False((bool)said["result"]!);
        Assert.StartsWith("Failed to restore snapshot a: ", (string)said["comment"]!, StringComparison.Ordinal);
        Assert.Contains("Running", (string)said["comment"]!, StringComparison.Ordinal);
        Assert.Equal("Running", await project.Status("c1"));
    }

    [Fact]
    public async Task Declared_config_comes_back_behind_a_restore_and_the_second_apply_changes_nothing()
    {
        await using var project = await Project.On("btr");
        await project.Container("c1");
        await project.Incus("snapshot", "create", "c1", "a");
        var file = project.Write("r.sls", """
            c1:
              incus.instance_present:
                - config:
                    snapshots.schedule: "@daily"
                    user.tier: web
            back:
              incus.instance_snapshot_restored:
                - instance: c1
                - name: a
            """);

        (await project.Brine("apply", file, "--yes")).Ends(0);

        var config = (await project.Query("/1.0/instances/c1"))["config"]!;
        Assert.Equal("@daily", (string)config["snapshots.schedule"]!);
        Assert.Equal("web", (string)config["user.tier"]!);
        (await project.Brine("plan", file)).Ends(0);
    }
}
