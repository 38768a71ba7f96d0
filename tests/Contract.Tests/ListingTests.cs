using System.Text.Json.Nodes;

namespace Brine.Contract.Tests;

public sealed class ListingTests(Servers servers)
{
    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task The_server_tells_who_it_is(string server)
    {
        await using var bench = servers.Open(server);
        var root = await bench.ReadAsync("/");
        Assert.Equal("""["/1.0"]""", root.ToJsonString());
        var info = await bench.ReadAsync("/1.0");
        Assert.Equal("trusted", (string?)info["auth"]);
        Assert.Equal("stable", (string?)info["api_status"]);
        Assert.Equal("incus", (string?)info["environment"]!["server"]);
        Assert.True((int)info["environment"]!["server_pid"]! > 1);
        Assert.Contains("operation_wait", info["api_extensions"]!.AsArray().Select(e => (string)e!));
        Assert.Contains("btrfs", (string)info["environment"]!["storage"]!, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Every_answer_has_the_servers_date(string server)
    {
        await using var bench = servers.Open(server);
        var answer = await bench.SendAsync("GET", "/1.0/instances");
        Assert.InRange(
            answer.Date!.Value, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Unknown_paths_and_methods_have_their_codes(string server)
    {
        await using var bench = servers.Open(server);
        await bench.FailsAsync("GET", "/1.0/nope", null, "not found", 404);
        await bench.FailsAsync("GET", "/nope", null, "not found", 404);
        await bench.FailsAsync("DELETE", "/1.0", null, "not implemented", 501);
        await bench.FailsAsync("PATCH", "/1.0/instances", "{}", "not implemented", 501);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Instances_are_listed_as_urls_objects_and_full_objects(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        var urls = (await bench.SendAsync("GET", "/1.0/instances")).Names;
        Assert.Contains($"/1.0/instances/{name}", urls);
        Assert.Equal(urls.Order(StringComparer.Ordinal), urls);

        var plain = await RowAsync(bench, "/1.0/instances?recursion=1", name);
        Assert.False(plain.ContainsKey("snapshots"));
        var full = await RowAsync(bench, "/1.0/instances?recursion=2", name);
        Assert.True(full.ContainsKey("snapshots"));
        Assert.Null(full["snapshots"]);
        Assert.Null(full["backups"]);
        Assert.Equal("Stopped", (string?)full["state"]!["status"]);

        await bench.SnapshotAsync(name, "s1");
        full = await RowAsync(bench, "/1.0/instances?recursion=2", name);
        Assert.Equal("s1", (string?)full["snapshots"]!.AsArray().Single()!["name"]);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task An_instance_has_the_fields_that_the_client_reads(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync("dirp", config: new JsonObject { ["user.a"] = "1" });
        var instance = (await bench.InstanceAsync(name)).AsObject();
        Assert.Equal(
            [
                "architecture", "config", "created_at", "description", "devices", "ephemeral", "expanded_config",
                "expanded_devices", "last_used_at", "location", "name", "profiles", "project", "stateful", "status",
                "status_code", "type",
            ],
            instance.Select(f => f.Key).Order(StringComparer.Ordinal));
        Assert.Equal("1", (string?)instance["config"]!["user.a"]);
        Assert.Equal("dirp", (string?)instance["expanded_devices"]!["root"]!["pool"]);
        Assert.Equal(102, (int)instance["status_code"]!);
        Assert.Equal("container", (string?)instance["type"]);
        Assert.Equal("default", (string?)instance["project"]);
        Assert.Equal("none", (string?)instance["location"]);
        Assert.Equal((string?)instance["config"]!["volatile.uuid"],
            (string?)instance["config"]!["volatile.uuid.generation"]);
        Assert.Equal("1970-01-01T00:00:00Z", (string?)instance["last_used_at"]);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task What_is_missing_is_a_404_but_a_missing_instances_snapshot_names_are_an_empty_list(string server)
    {
        await using var bench = servers.Open(server);
        const string Missing = "Failed to fetch instance \"ct-nope\" in project \"default\": Instance not found";
        await bench.FailsAsync("GET", "/1.0/instances/ct-nope", null, Missing, 404);
        await bench.FailsAsync("GET", "/1.0/instances/ct-nope/snapshots?recursion=1", null, Missing, 404);
        Assert.Empty((await bench.SendAsync("GET", "/1.0/instances/ct-nope/snapshots")).Names);
        await bench.FailsAsync(
            "GET", "/1.0/instances/ct-nope/snapshots/s", null, Missing.Replace("nope", "nope/s",
                StringComparison.Ordinal), 404);
        var name = await bench.ContainerAsync();
        await bench.FailsAsync(
            "GET", $"/1.0/instances/{name}/snapshots/nope", null,
            $"Failed to fetch snapshot \"nope\" of instance \"{name}\" in project \"default\": "
            + "Instance_snapshot not found", 404);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_missing_project_is_an_empty_list_or_a_404(string server)
    {
        await using var bench = servers.Open(server);
        Assert.Empty((await bench.SendAsync("GET", "/1.0/instances?project=ct-nope")).Names);
        await bench.FailsAsync("GET", "/1.0/instances/x?project=ct-nope", null, "Project not found", 404);
        await bench.FailsAsync("GET", "/1.0/instances/x/snapshots?recursion=1&project=ct-nope", null,
            "Project not found", 404);
        await bench.FailsAsync(
            "GET", "/1.0/storage-pools/btr/volumes/container?project=ct-nope", null, "Project not found", 404);
        await bench.FailsAsync(
            "GET", "/1.0/instances?all-projects=true&project=default", null,
            "Cannot specify a project when requesting all projects", 400);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Another_projects_urls_name_it(string server)
    {
        await using var bench = servers.Open(server);
        var project = bench.NewName();
        var name = bench.NewName();
        await bench.DoAsync("POST", "/1.0/projects", new JsonObject
        {
            ["name"] = project,
            ["config"] = new JsonObject { ["features.images"] = "false", ["features.profiles"] = "false" },
        }.ToJsonString());
        try
        {
            var body = $$$"""{"name":"{{{name}}}","source":{"type":"none"}}""";
            await bench.DoAsync("POST", $"/1.0/instances?project={project}", body);
            await bench.DoAsync("POST", $"/1.0/instances/{name}/snapshots?project={project}", """{"name":"s"}""");
            var url = $"/1.0/instances/{name}?project={project}";
            Assert.Equal([url], (await bench.SendAsync("GET", $"/1.0/instances?project={project}")).Names);
            Assert.Contains(url, (await bench.SendAsync("GET", "/1.0/instances?all-projects=true")).Names);
            Assert.DoesNotContain(url, (await bench.SendAsync("GET", "/1.0/instances")).Names);
            Assert.Equal(
                [$"/1.0/instances/{name}/snapshots/s?project={project}"],
                (await bench.SendAsync("GET", $"/1.0/instances/{name}/snapshots?project={project}")).Names);
        }
        finally
        {
            await bench.DoAsync("DELETE", $"/1.0/instances/{name}?project={project}");
            await bench.DoAsync("DELETE", $"/1.0/projects/{project}");
        }
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Pools_profiles_projects_and_images_have_their_shapes(string server)
    {
        await using var bench = servers.Open(server);
        Assert.Equal(
            ["/1.0/storage-pools/btr", "/1.0/storage-pools/dirp"], (await bench.SendAsync("GET",
                "/1.0/storage-pools")).Names);
        Assert.Equal("dir", (string?)(await bench.ReadAsync("/1.0/storage-pools/dirp"))["driver"]);
        var rows = (await bench.ReadAsync("/1.0/storage-pools?recursion=1")).AsArray();
        Assert.Equal(["btrfs", "dir"], rows.Select(r => (string)r!["driver"]!));
        var profile = await bench.ReadAsync("/1.0/profiles/default");
        Assert.Equal("dirp", (string?)profile["devices"]!["root"]!["pool"]);
        var project = await bench.ReadAsync("/1.0/projects/default");
        Assert.Equal("true", (string?)project["config"]!["features.profiles"]);
        var alias = await bench.ReadAsync("/1.0/images/aliases/bb");
        var image = await bench.ReadAsync($"/1.0/images/{alias["target"]}");
        Assert.Contains("bb", image["aliases"]!.AsArray().Select(a => (string?)a!["name"])); // others may have named it too

        await bench.FailsAsync("GET", "/1.0/storage-pools/nope", null, "Storage pool not found", 404);
        await bench.FailsAsync("GET", "/1.0/profiles/nope", null, "Fetch profile: Profile not found", 404);
        await bench.FailsAsync("GET", "/1.0/projects/nope", null, "Project not found", 404);
        await bench.FailsAsync("GET", "/1.0/images/aliases/nope", null, "Image alias not found", 404);
        await bench.FailsAsync("GET", "/1.0/cluster/members", null, "Server is not clustered", 500);
    }

    private static async Task<JsonObject> RowAsync(Bench bench, string path, string name) =>
        (await bench.ReadAsync(path)).AsArray().Select(r => r!.AsObject()).Single(r => (string?)r["name"] == name);
}
