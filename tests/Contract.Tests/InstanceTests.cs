using System.Text.Json.Nodes;

namespace Brine.Contract.Tests;

public sealed class InstanceTests(Servers servers)
{
    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_name_that_is_taken_is_refused(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        var body = $$$"""{"name":"{{{name}}}","source":{"type":"none"}}""";
        if (bench.Traits.NamesConflictBeforehand)
        {
            await bench.FailsAsync("POST", "/1.0/instances", body, $"Instance \"{name}\" already exists", 500);
        }
        else
        {
            await bench.FailsAsync(
                "POST", "/1.0/instances", body,
                "Failed creating instance record: Add instance info to the database: Failed to create \"instances\" "
                + "entry: UNIQUE constraint failed: instances.project_id, instances.name");
        }

        Assert.Equal("Stopped", await bench.StatusAsync(name));
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task What_a_new_instance_needs_must_exist(string server)
    {
        await using var bench = servers.Open(server);
        var name = bench.NewName();
        const string Instances = "/1.0/instances";
        await bench.FailsAsync("POST", Instances, Body("""{"type":"zz"}"""), "Unknown source type zz", 400);
        await bench.FailsAsync(
            "POST", Instances, Body("""{"type":"none"}""", ""","profiles":["nope"]"""),
            "Requested profile \"nope\" doesn't exist", 500);
        await bench.FailsAsync(
            "POST", Instances, Body("""{"type":"copy","source":"ct-nope"}"""),
            "Failed to fetch instance \"ct-nope\" in project \"default\": Instance not found", 404);
        await bench.FailsAsync(
            "POST", Instances, Body("""{"type":"image","alias":"nope"}"""), "Image not provided for instance creation");
        await bench.FailsAsync(
            "POST", Instances, Body("""{"type":"none"}""", ""","profiles":[]"""),
            "Failed creating instance record: Failed initializing instance: Failed getting root disk: "
            + "No root device could be found");
        await bench.FailsAsync(
            "POST", Instances, Body("""{"type":"none"}""",
                ""","devices":{"root":{"type":"disk","path":"/","pool":"nope"}}"""),
            "Failed creating instance record: Failed initializing instance: Failed loading storage pool: "
            + "Storage pool not found");
        await bench.FailsAsync(
            "POST", Instances, Body("""{"type":"none"}""", ""","config":{"nope.key":"1"}"""),
            "Failed creating instance record: Unknown configuration key: nope.key");
        await bench.FailsAsync("POST", Instances, "", "EOF", 400);
        await bench.FailsAsync(
            "GET", $"{Instances}/{name}", null,
            $"Failed to fetch instance \"{name}\" in project \"default\": Instance not found", 404);

        string Body(string source, string more = "") => $$"""{"name":"{{name}}","source":{{source}}{{more}}}""";
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_copy_takes_snapshots_and_descriptions_along_and_a_clone_of_a_snapshot_takes_none(string server)
    {
        await using var bench = servers.Open(server);
        var origin = await bench.ContainerAsync(config: new JsonObject { ["user.a"] = "1" });
        await bench.SnapshotAsync(origin, "s1");
        const string Volumes = "/1.0/storage-pools/btr/volumes/container";
        await bench.DoAsync("PUT", $"{Volumes}/{origin}/snapshots/s1", """{"description":"kept"}""");
        await bench.PatchConfigAsync(origin, "user.a", "2");

        var copy = bench.NewName();
        await bench.DoAsync("POST", "/1.0/instances",
            $$$"""{"name":"{{{copy}}}","source":{"type":"copy","source":"{{{origin}}}"}}""");
        Assert.Equal(["s1"], await bench.SnapshotNamesAsync(copy));
        Assert.Equal(
            (string?)(await bench.SnapshotOfAsync(origin, "s1"))["created_at"],
            (string?)(await bench.SnapshotOfAsync(copy, "s1"))["created_at"]);
        Assert.Equal("kept", (string?)(await bench.ReadAsync($"{Volumes}/{copy}/snapshots/s1"))["description"]);
        var copied = await bench.InstanceAsync(copy);
        Assert.Equal(("2", ""), ((string?)copied["config"]!["user.a"], (string?)copied["description"]));

        var clone = bench.NewName();
        await bench.DoAsync("POST", "/1.0/instances", $$$"""
            {"name":"{{{clone}}}","source":{"type":"copy","source":"{{{origin}}}/s1"},"config":{"user.new":"1"}}
            """);
        Assert.Empty(await bench.SnapshotNamesAsync(clone));
        var cloned = await bench.InstanceAsync(clone);
        Assert.Equal(
            ("1", "1"), ((string?)cloned["config"]!["user.a"], (string?)cloned["config"]!["user.new"]));
        Assert.Equal("""["default"]""", cloned["profiles"]!.ToJsonString());
        var plain = bench.NewName();
        await bench.DoAsync("POST", "/1.0/instances", $$$"""
            {"name":"{{{plain}}}","source":{"type":"copy","source":"{{{origin}}}","instance_only":true},"config":{"user.a":""}}
            """);
        Assert.Null((await bench.InstanceAsync(plain))["config"]!["user.a"]);
        Assert.Empty(await bench.SnapshotNamesAsync(plain));
        Assert.Equal("btr", (string?)cloned["expanded_devices"]!["root"]!["pool"]);
        Assert.Equal("", (string?)(await bench.ReadAsync($"{Volumes}/{clone}"))["description"]);
        await bench.FailsAsync(
            "POST", "/1.0/instances",
                $$$"""{"name":"{{{bench.NewName()}}}","source":{"type":"copy","source":"{{{origin}}}/no"}}""",
            $"Failed to fetch snapshot \"no\" of instance \"{origin}\" in project \"default\": "
            + "Instance_snapshot not found",
            404);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_copy_can_do_without_profiles_and_devices_and_stay_the_same_machine_to_cloud_init(string server)
    {
        await using var bench = servers.Open(server);
        var origin = await bench.ContainerAsync(config: new JsonObject { ["snapshots.schedule"] = "@daily" });
        await bench.DoAsync("PATCH", $"/1.0/instances/{origin}", """{"devices":{"p":{"type":"nic","nictype":"p2p"}}}""");
        await bench.SnapshotAsync(origin, "s1");
        const string MachineId = "volatile.cloud-init.instance-id";
        var id = (string?)(await bench.InstanceAsync(origin))["config"]![MachineId];

        var clone = bench.NewName();
        await bench.DoAsync("POST", "/1.0/instances", $$$"""
            {"name":"{{{clone}}}","source":{"type":"copy","source":"{{{origin}}}/s1"},"profiles":[],
            "config":{"snapshots.schedule":"","boot.autostart":"false","{{{MachineId}}}":"{{{id}}}" },
            "devices":{"p":{"type":"none"},"root":{"type":"disk","path":"/","pool":"btr"} } }
            """);

        var cloned = await bench.InstanceAsync(clone);
        Assert.Empty(cloned["profiles"]!.AsArray());
        Assert.Equal("none", (string?)cloned["expanded_devices"]!["p"]!["type"]);
        var config = cloned["expanded_config"]!.AsObject();
        Assert.Equal(("false", id), ((string?)config["boot.autostart"], (string?)config[MachineId]));
        Assert.DoesNotContain(config, c => c.Key == "snapshots.schedule" || c.Key.EndsWith(".hwaddr", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Every_state_change_has_its_refusal(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        await RefusedAsync("stop", "The instance is already stopped");
        await RefusedAsync("restart", "The instance is already stopped");
        await RefusedAsync("freeze", "The instance isn't running");
        await RefusedAsync("unfreeze", "The container isn't running");
        await bench.ActAsync(name, "start");
        Assert.Equal(("Running", 103), await StateAsync());
        await RefusedAsync("start", "The instance is already running");
        await RefusedAsync("unfreeze", "The container is already running");
        await bench.FailsAsync("DELETE", $"/1.0/instances/{name}", null, "Instance is running", 400);
        await bench.ActAsync(name, "freeze");
        Assert.Equal(("Frozen", 110), await StateAsync());
        await RefusedAsync("freeze", "The container is already frozen");
        await RefusedAsync("start", "The instance is already running");
        await bench.ActAsync(name, "unfreeze");
        Assert.Equal(("Running", 103), await StateAsync());
        await bench.ActAsync(name, "restart");
        await bench.ActAsync(name, "stop");
        Assert.Equal(("Stopped", 102), await StateAsync());
        await bench.FailsAsync(
            "PUT", $"/1.0/instances/{name}/state", """{"action":"dance"}""", "Unknown action: 'dance'", 400);
        await bench.FailsAsync(
            "PUT", "/1.0/instances/ct-nope/state", """{"action":"start"}""",
            "Failed to fetch instance \"ct-nope\" in project \"default\": Instance not found", 404);

        Task RefusedAsync(string action, string text) => bench.FailsAsync(
            "PUT", $"/1.0/instances/{name}/state", $$"""{"action":"{{action}}","force":true}""", text);

        async Task<(string, int)> StateAsync()
        {
            var state = await bench.ReadAsync($"/1.0/instances/{name}/state");
            return ((string)state["status"]!, (int)state["status_code"]!);
        }
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Power_shows_in_the_volatile_keys(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        Assert.Equal("create", await KeyAsync("volatile.apply_template"));
        await bench.ActAsync(name, "start");
        Assert.Null(await KeyAsync("volatile.apply_template"));
        Assert.Equal("RUNNING", await KeyAsync("volatile.last_state.power"));
        await bench.ActAsync(name, "stop");
        Assert.Equal("STOPPED", await KeyAsync("volatile.last_state.power"));

        async Task<string?> KeyAsync(string key) => (string?)(await bench.InstanceAsync(name))["config"]![key];
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task An_ephemeral_instance_is_gone_after_its_stop_but_survives_a_restore(string server)
    {
        await using var bench = servers.Open(server);
        var name = bench.NewName();
        await bench.DoAsync("POST", "/1.0/instances", new JsonObject
        {
            ["name"] = name,
            ["source"] = new JsonObject { ["type"] = "image", ["alias"] = "bb" },
            ["devices"] = Bench.Root("btr"),
            ["ephemeral"] = true,
            ["start"] = true,
        }.ToJsonString());
        await bench.SnapshotAsync(name, "s");
        await bench.RestoreAsync(name, "s");
        var restored = await bench.InstanceAsync(name);
        Assert.Equal(("Running", true), ((string?)restored["status"], (bool)restored["ephemeral"]!));
        await bench.ActAsync(name, "stop");
        await Until.TrueAsync(async () => (await bench.SendAsync("GET", $"/1.0/instances/{name}")).Status == 404);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_stateful_snapshot_is_refused_for_the_first_reason_that_holds(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync(start: true);
        const string Stateful = """{"name":"st","stateful":true}""";
        var path = $"/1.0/instances/{name}/snapshots";
        await bench.FailsAsync(
            "POST", path, Stateful,
            "Stateful snapshots require that the instance has migration.stateful be set to true");
        await bench.PatchConfigAsync(name, "migration.stateful", "true");
        await bench.FailsAsync(
            "POST", path, Stateful, "Unable to create a stateful snapshot. CRIU isn't installed");
        await bench.ActAsync(name, "stop");
        await bench.FailsAsync(
            "POST", path, Stateful, "Unable to create a stateful snapshot. The instance isn't running");
        Assert.Empty(await bench.SnapshotNamesAsync(name));
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task An_instance_is_renamed_with_its_snapshots(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        await bench.SnapshotAsync(name, "s");
        var other = bench.NewName();
        await bench.DoAsync("POST", $"/1.0/instances/{name}", RawIncus.Json("name", other));
        Assert.Equal([$"/1.0/instances/{other}/snapshots/s"], (await bench.SendAsync("GET",
            $"/1.0/instances/{other}/snapshots")).Names);
        await bench.FailsAsync(
            "POST", $"/1.0/instances/{name}", RawIncus.Json("name", "x"),
            "Failed to get address of instance's member: Instance not found", 404);
        await bench.DoAsync("DELETE", $"/1.0/instances/{other}");
        await bench.FailsAsync(
            "DELETE", $"/1.0/instances/{other}", null,
            $"Failed to fetch instance \"{other}\" in project \"default\": Instance not found", 404);
    }
}
