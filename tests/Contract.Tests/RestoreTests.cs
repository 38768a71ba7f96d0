using System.Text.Json.Nodes;

namespace Brine.Contract.Tests;

public sealed class RestoreTests(Servers servers)
{
    [Theory, MemberData(nameof(Servers.OnEachPool), MemberType = typeof(Servers))]
    public async Task A_restore_brings_config_devices_and_profiles_back_and_a_new_generation(string server, string pool)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync(pool, config: new JsonObject { ["user.a"] = "1" });
        await bench.SnapshotAsync(name, "s");
        var before = await bench.InstanceAsync(name);
        await bench.DoAsync("PATCH", $"/1.0/instances/{name}", """
            {"config":{"user.a":"2","user.b":"x","snapshots.schedule":"@daily"},
             "devices":{"extra":{"type":"none"}}}
            """);
        await bench.RestoreAsync(name, "s");
        var after = await bench.InstanceAsync(name);
        Assert.Equal(["volatile.uuid.generation"], Differences(before["config"]!, after["config"]!));
        Assert.Equal(before["devices"]!.ToJsonString(), after["devices"]!.ToJsonString());
        Assert.Equal("Stopped", (string?)after["status"]);
    }

    [Theory, MemberData(nameof(Servers.OnEachPool), MemberType = typeof(Servers))]
    public async Task A_running_and_a_frozen_instance_end_running(string server, string pool)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync(pool, start: true, new JsonObject { ["user.a"] = "1" });
        Assert.Equal("Running", await bench.StatusAsync(name));
        await bench.SnapshotAsync(name, "s1");
        await bench.SnapshotAsync(name, "s2");
        await bench.PatchConfigAsync(name, "user.a", "2");
        await bench.RestoreAsync(name, "s1");
        Assert.Equal("Running", await bench.StatusAsync(name));
        Assert.Equal("1", (string?)(await bench.InstanceAsync(name))["config"]!["user.a"]);
        // On these pools newer snapshots survive.
        Assert.Equal(["s1", "s2"], await bench.SnapshotNamesAsync(name));

        await bench.ActAsync(name, "freeze");
        await bench.SnapshotAsync(name, "s3");
        Assert.Equal("Frozen", await bench.StatusAsync(name));
        await bench.RestoreAsync(name, "s1");
        Assert.Equal("Running", await bench.StatusAsync(name));
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_missing_snapshot_is_refused_before_the_instance_is_touched(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync(start: true);
        await bench.FailsAsync(
            "PUT", $"/1.0/instances/{name}", RawIncus.Json("restore", "nope"), $"Snapshot {name}/nope does not exist");
        Assert.Equal("Running", await bench.StatusAsync(name));
        await bench.FailsAsync(
            "PUT", "/1.0/instances/ct-nope", RawIncus.Json("restore", "s"),
            "Failed to fetch instance \"ct-nope\" in project \"default\": Instance not found", 404);
    }

    [Theory, MemberData(nameof(Servers.OnEachPool), MemberType = typeof(Servers))]
    public async Task A_stateful_restore_of_a_stateless_snapshot_fails_late_and_leaves_it_stopped(string server,
        string pool)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync(pool, start: true, new JsonObject { ["user.a"] = "1" });
        await bench.SnapshotAsync(name, "s");
        await bench.PatchConfigAsync(name, "user.a", "2");
        await bench.FailsAsync(
            "PUT", $"/1.0/instances/{name}", """{"restore":"s","stateful":true}""",
            "Stateful snapshot restore requested but snapshot is stateless");
        Assert.Equal("Stopped", await bench.StatusAsync(name));
        Assert.Equal("1", (string?)(await bench.InstanceAsync(name))["config"]!["user.a"]);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task The_instances_description_is_kept_or_wiped(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        await bench.SnapshotAsync(name, "s");
        await bench.DoAsync("PATCH", $"/1.0/instances/{name}", RawIncus.Json("description", "changed"));
        Assert.Equal("changed", (string?)(await bench.InstanceAsync(name))["description"]);
        await bench.RestoreAsync(name, "s");
        Assert.Equal(
            bench.Traits.KeepsDescription ? "made by the suite" : "",
            (string?)(await bench.InstanceAsync(name))["description"]);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Disk_only_keeps_the_config_where_it_exists_and_is_a_full_restore_elsewhere(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync(config: new JsonObject { ["user.a"] = "1" });
        await bench.SnapshotAsync(name, "s");
        await bench.PatchConfigAsync(name, "user.a", "2");
        var before = await bench.InstanceAsync(name);
        await bench.DoAsync("PUT", $"/1.0/instances/{name}", """{"restore":"s","disk_only":true}""");
        var after = await bench.InstanceAsync(name);
        Assert.Equal(
            bench.Traits.DiskOnlyRestore ? ["volatile.uuid.generation"] : ["user.a", "volatile.uuid.generation"],
            Differences(before["config"]!, after["config"]!));
        const string Both = """{"restore":"s","disk_only":true,"stateful":true}""";
        if (bench.Traits.DiskOnlyRestore)
        {
            await bench.FailsAsync(
                "PUT", $"/1.0/instances/{name}", Both,
                "Cannot use option disk_only and stateful together on snapshot restore", 400);
        }
        else
        {
            await bench.FailsAsync(
                "PUT", $"/1.0/instances/{name}", Both, "Stateful snapshot restore requested but snapshot is stateless");
        }
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_restore_takes_an_If_Match_and_PATCH_cannot_restore(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        await bench.SnapshotAsync(name, "s");
        var path = $"/1.0/instances/{name}";
        var etag = (await bench.SendAsync("GET", path)).ETag!;
        var refused = await bench.SendAsync("PUT", path, RawIncus.Json("restore", "s"), "bad");
        Assert.Equal((412, $"ETag doesn't match: {etag.Trim('"')} vs bad"), (refused.Status, refused.Error));
        var taken = await bench.SendAsync("PUT", path, RawIncus.Json("restore", "s"), etag);
        Assert.Equal("", (await bench.Incus.WaitAsync(taken, TestContext.Current.CancellationToken)).Error);
        await bench.FailsAsync("PATCH", path, RawIncus.Json("restore", "s"), "Can't call PATCH in restore mode", 400);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Only_a_restore_makes_a_new_generation(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync(start: true);
        var first = await GenerationAsync();
        await bench.SnapshotAsync(name, "s");
        await bench.PatchConfigAsync(name, "user.a", "1");
        await bench.ActAsync(name, "restart");
        await bench.ActAsync(name, "stop");
        Assert.Equal(first, await GenerationAsync());
        await bench.RestoreAsync(name, "s");
        var second = await GenerationAsync();
        Assert.NotEqual(first, second);
        await bench.RestoreAsync(name, "s");
        Assert.NotEqual(second, await GenerationAsync());

        async Task<string?> GenerationAsync() =>
            (string?)(await bench.InstanceAsync(name))["config"]!["volatile.uuid.generation"];
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task While_a_restore_runs_a_deletion_fails_and_a_snapshot_succeeds(string server)
    {
        await using var bench = servers.OpenSlow(server);
        var name = await bench.ContainerAsync("dirp");
        await bench.SnapshotAsync(name, "s");
        var restore = await bench.SendAsync("PUT", $"/1.0/instances/{name}", RawIncus.Json("restore", "s"));
        var snapshot = await bench.SendAsync("POST", $"/1.0/instances/{name}/snapshots", """{"name":"during"}""");
        var delete = await bench.SendAsync("DELETE", $"/1.0/instances/{name}");
        var cancellation = TestContext.Current.CancellationToken;
        Assert.Equal(
            "Failed to create instance delete operation: Instance is busy running a \"restore\" operation",
            (await bench.Incus.WaitAsync(delete, cancellation)).Error);
        Assert.Equal("", (await bench.Incus.WaitAsync(snapshot, cancellation)).Error);
        Assert.Equal("", (await bench.Incus.WaitAsync(restore, cancellation)).Error);
    }

    private static string[] Differences(JsonNode before, JsonNode after) =>
    [
        .. before.AsObject().Concat(after.AsObject()).Select(e => e.Key).Distinct()
            .Where(key => (string?)before[key] != (string?)after[key]).Order(StringComparer.Ordinal),
    ];
}
