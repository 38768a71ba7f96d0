using System.Text.Json.Nodes;

namespace Brine.Contract.Tests;

/// <summary>What the server tells of itself beside instances: how full pools are, custom volumes, profiles, projects.</summary>
public sealed class InventoryTests(Servers servers)
{
    [Theory, MemberData(nameof(Servers.OnEachPool), MemberType = typeof(Servers))]
    public async Task A_pool_tells_how_full_it_is(string server, string pool)
    {
        await using var bench = servers.Open(server);
        var use = (await bench.ReadAsync($"/1.0/storage-pools/{pool}/resources")).AsObject();
        Assert.Equal(["inodes", "space"], use.Select(f => f.Key).Order(StringComparer.Ordinal));
        Assert.InRange((long)use["space"]!["used"]!, 1, (long)use["space"]!["total"]!);
        Assert.True((long)use["inodes"]!["used"]! <= (long)use["inodes"]!["total"]!);
        var row = (await bench.ReadAsync($"/1.0/storage-pools/{pool}")).AsObject();
        Assert.Equal("Created", (string?)row["status"]);
        Assert.Equal("""["none"]""", row["locations"]!.ToJsonString());
        await bench.FailsAsync("GET", "/1.0/storage-pools/nope/resources", null, "Storage pool not found", 500);
    }

    [Theory, MemberData(nameof(Servers.OnEachPool), MemberType = typeof(Servers))]
    public async Task Custom_volumes_are_listed_with_their_snapshots_and_who_uses_them(string server, string pool)
    {
        await using var bench = servers.Open(server);
        var volumes = $"/1.0/storage-pools/{pool}/volumes/custom";
        var (name, instance) = (bench.NewName(), await bench.ContainerAsync(pool));
        await bench.DoAsync("POST", volumes, RawIncus.Json("name", name));
        try
        {
            await bench.FailsAsync("POST", volumes, RawIncus.Json("name", name), "Volume by that name already exists", 409);
            await bench.DoAsync("POST", $"{volumes}/{name}/snapshots", """{"name":"vs"}""");
            await bench.DoAsync("PATCH", $"/1.0/instances/{instance}", new JsonObject
            {
                ["devices"] = new JsonObject
                {
                    ["data"] = new JsonObject { ["type"] = "disk", ["pool"] = pool, ["source"] = name, ["path"] = "/data" },
                },
            }.ToJsonString());
            var one = (await bench.ReadAsync($"{volumes}/{name}")).AsObject();
            Assert.Equal("custom", (string?)one["type"]);
            Assert.Equal("default", (string?)one["project"]);
            Assert.Equal($"""["/1.0/instances/{instance}"]""", one["used_by"]!.ToJsonString());

            var rows = (await bench.ReadAsync($"{volumes}?recursion={(bench.Traits.VolumeFull ? 2 : 1)}")).AsArray();
            var names = rows.Select(r => (string)r!["name"]!).Where(n => n.Split('/')[0] == name);
            Assert.Equal(bench.Traits.VolumeFull ? [name] : [name, $"{name}/vs"], names);
            if (bench.Traits.VolumeFull)
            {
                var row = rows.Single(r => (string?)r!["name"] == name)!;
                Assert.Equal("vs", ((string)row["snapshots"]!.AsArray().Single()!["name"]!).Split('/')[^1]);
            }
        }
        finally
        {
            await bench.DoAsync("DELETE", $"/1.0/instances/{instance}");
            await bench.DoAsync("DELETE", $"{volumes}/{name}");
        }

        await bench.FailsAsync("GET", $"{volumes}/{name}", null, "Storage pool volume not found", 404);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Profiles_of_all_projects_are_listed_and_patched_by_key(string server)
    {
        await using var bench = servers.Open(server);
        var project = bench.NewName();
        await bench.DoAsync("POST", "/1.0/projects", RawIncus.Json("name", project));
        try
        {
            var profile = $"/1.0/profiles/default?project={project}";
            await bench.DoAsync("PATCH", profile, """{"config":{"user.a":"1","user.b":"2"}}""");
            await bench.DoAsync("PATCH", profile, """{"config":{"user.a":""}}""");
            var answer = await bench.SendAsync("PATCH", profile, """{"config":{"user.c":"3"}}""", "nope");
            Assert.Equal(412, answer.Status);
            var row = (await bench.ReadAsync("/1.0/profiles?recursion=1&all-projects=true")).AsArray()
                .Single(p => (string?)p!["project"] == project)!;
            Assert.Equal("""{"user.b":"2"}""", row["config"]!.ToJsonString());
            Assert.Equal("default", (string?)row["name"]);
            Assert.DoesNotContain((await bench.ReadAsync("/1.0/profiles?recursion=1")).AsArray(), p => (string?)p!["project"] == project);
        }
        finally
        {
            await bench.DoAsync("DELETE", $"/1.0/projects/{project}");
        }
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_restricted_project_takes_no_snapshots_unless_it_says_so(string server)
    {
        await using var bench = servers.Open(server);
        var (project, name) = (bench.NewName(), bench.NewName());
        await bench.DoAsync("POST", "/1.0/projects", Project(project, "block"));
        try
        {
            await bench.DoAsync("POST", $"/1.0/instances?project={project}", new JsonObject
            {
                ["name"] = name, ["source"] = new JsonObject { ["type"] = "none" }, ["devices"] = Bench.Root("btr"),
            }.ToJsonString());
            await bench.FailsAsync("POST", $"/1.0/instances/{name}/snapshots?project={project}", """{"name":"s"}""",
                $"Project \"{project}\" doesn't allow for snapshot creation", 500);
            var row = (await bench.ReadAsync("/1.0/projects?recursion=1")).AsArray().Single(p => (string?)p!["name"] == project)!;
            Assert.Equal("block", (string?)row["config"]!["restricted.snapshots"]);
        }
        finally
        {
            await bench.DoAsync("DELETE", $"/1.0/instances/{name}?project={project}");
            await bench.DoAsync("DELETE", $"/1.0/projects/{project}");
        }
    }

    private static string Project(string name, string snapshots) => new JsonObject
    {
        ["name"] = name,
        ["config"] = new JsonObject
        {
            ["features.images"] = "false", ["restricted"] = "true", ["restricted.snapshots"] = snapshots,
        },
    }.ToJsonString();
}
