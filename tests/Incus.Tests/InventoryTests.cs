using System.Text.Json.Nodes;
using Brine.Incus.Tests.Replay;

namespace Brine.Incus.Tests;

/// <summary>What the server tells of itself beside instances.</summary>
public sealed class InventoryTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pool_is_read_with_how_full_it_is_on_a_member()
    {
        await using var server = new ReplayServer(request => request.Target.Contains("resources", StringComparison.Ordinal)
            ? Reply.Sync("""{"space":{"used":7,"total":10},"inodes":{"used":0,"total":0}}""")
            : Reply.Sync("""[{"name":"a","driver":"zfs","status":"Unavailable","locations":["m1","m2"],"config":null},{"name":"b","driver":"dir","config":{"source":"/x"}}]"""));
        using var client = server.Client();
        Assert.Equal(new PoolUse(7, 10, 0, 0), await client.Pools.GetUseAsync("a", null, Ct));
        await client.Pools.GetUseAsync("a", "m 2", Ct);
        Assert.Equal(["/1.0/storage-pools/a/resources", "/1.0/storage-pools/a/resources?target=m%202"], server.Seen.Select(s => s.Target));
        var pools = await client.Pools.ListAsync(Ct);
        Assert.Equal(("Unavailable", true, 2), (pools[0].Status, pools[0].ConfigIsHidden, pools[0].Locations.Length));
        Assert.Equal("/x", pools[1].Config["source"]);
    }

    [Fact]
    public async Task Operations_of_all_projects_name_their_instances_with_their_projects()
    {
        await using var server = new ReplayServer(_ => Reply.Sync(
            """
            {"running":[{"id":"o1","description":"Restoring snapshot","status_code":103,"created_at":"2026-11-23T08:00:00Z","resources":
               {"instances":["/1.0/instances/c1?project=my%20lab"],"instances_snapshots":["/1.0/instances/c1/snapshots/s?project=my%20lab","/1.0/instances/c2"]}},
              {"id":"o2","description":"Updating images","status_code":103,"created_at":"2026-11-23T08:00:00Z","resources":{}}],
             "success":[{"id":"o3","status_code":200,"resources":{"instances":["/1.0/instances/c3"]}}]}
            """));
        using var client = server.Client();
        var running = await client.Operations.RunningEverywhereAsync(Ct);
        Assert.Equal(["o1", "o2"], running.Select(o => o.Id));
        Assert.Equal([("my lab", "c1"), ("default", "c2")], running[0].Instances);
        Assert.Equal(("Restoring snapshot", 8), (running[0].Description, running[0].CreatedAt.Hour));
        Assert.EndsWith("all-projects=true", server.Seen.Single().Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_images_is_read_again_when_one_of_them_goes_away_meanwhile()
    {
        var lists = 0;
        await using var server = new ReplayServer(_ => ++lists < 3
            ? Reply.Error(404, "Image not found") : Reply.Sync("""[{"fingerprint":"f1","aliases":[{"name":"gold"}]}]"""));
        using var client = server.Client();
        var image = Assert.Single(await client.Images.ListAsync("default", Ct));
        Assert.Equal(("f1", "gold"), (image.Fingerprint, image.Aliases.Single()));

        lists = int.MinValue;
        var e = await Assert.ThrowsAsync<IncusException>(() => client.Images.ListAsync("default", Ct));
        Assert.Equal(MissingThing.Image, e.Missing);
    }

    [Fact]
    public async Task Custom_volumes_have_their_snapshots_in_both_servers_shapes()
    {
        const string old = """
            [{"name":"v1","project":"p","config":{"snapshots.schedule":"@daily"},"created_at":"2026-11-23T08:00:00Z"},
             {"name":"v1/a","project":"p","created_at":"2026-11-24T08:00:00Z"},{"name":"v2","project":"p"}]
            """;
        const string full = """
            [{"name":"v1","project":"p","config":{"snapshots.schedule":"@daily"},"snapshots":[{"name":"a","created_at":"2026-11-24T08:00:00Z"}]},
             {"name":"v2","project":"p","snapshots":null}]
            """;
        foreach (bool isNew in new[] { false, true })
        {
            await using var server = new ReplayServer(request => request.Target == "/1.0"
                ? Reply.Sync($$"""{"api_extensions":["{{(isNew ? "storage_volume_full" : "etag")}}"]}""")
                : Reply.Sync(isNew ? full : old));
            using var client = server.Client();
            var volumes = await client.CustomVolumes.ListAsync("p", "btr", Ct);
            Assert.Equal(["v1", "v2"], volumes.Select(v => v.Volume.Name));
            Assert.Equal(("a", 24), (volumes[0].Snapshots.Single().Name, volumes[0].Snapshots.Single().CreatedAt.Day));
            Assert.Equal("@daily", volumes[0].Volume.Config["snapshots.schedule"]);
            Assert.Empty(volumes[1].Snapshots);
        }
    }

    [Fact]
    public async Task Members_projects_profiles_and_instances_of_everywhere_are_read_as_they_are()
    {
        await using var server = new ReplayServer(request => Reply.Sync(request.Target.Split('?')[0] switch
        {
            "/1.0/cluster/members" => """[{"server_name":"m2","status":"Offline","message":"No heartbeat for 1m"}]""",
            "/1.0/projects" => """[{"name":"lab","config":{"restricted":"true"}}]""",
            "/1.0/profiles" => """[{"name":"default","project":"lab","config":{"snapshots.pattern":"x"}},{"name":"bare","config":null}]""",
            _ => """
                [{"name":"c1","project":"lab","status":"Running","status_code":103,"last_used_at":"2026-11-23T08:00:00Z"},
                 {"name":"c2","status":"Error","status_code":112,"last_used_at":"0001-01-01T00:00:00Z"},
                 {"name":"c3","status":"Stopped","status_code":102,"last_used_at":"1970-01-01T00:00:00Z"}]
                """,
        }));
        using var client = server.Client();
        Assert.Equal(("m2", "Offline", "No heartbeat for 1m"), (await client.Members.ListAsync(Ct)).Select(m => (m.Name, m.Status, m.Message)).Single());
        Assert.Equal("true", (await client.Projects.ListAsync(Ct)).Single().Config["restricted"]);
        var profiles = await client.Profiles.ListEverywhereAsync(Ct);
        Assert.Equal([("lab", "default", 1), ("default", "bare", 0)], profiles.Select(p => (p.Project, p.Name, p.Config.Count)));
        var instances = await client.Instances.ListEverywhereAsync(Ct);
        Assert.Equal([("lab", false), ("default", true), ("default", false)], instances.Select(i => (i.Project, i.IsUnknown)));
        Assert.Equal([8, null, null], instances.Select(i => i.LastUsedAt?.Hour));
    }

    [Fact]
    public async Task A_key_of_a_profile_is_set_under_its_etag()
    {
        await using var server = new ReplayServer(request => request.Method == "GET"
            ? Reply.Sync("""{"name":"web","project":"lab","config":{"a":"1"}}""", "Etag: \"seen\"\r\n") : Reply.Sync());
        using var client = server.Client();
        var profile = await client.Profiles.GetAsync("lab", "web", Ct);
        await client.Profiles.SetConfigAsync("lab", "web", "snapshots.pattern", "", profile.ETag, Ct);
        var sent = server.Seen.Last();
        Assert.Equal(("PATCH", "/1.0/profiles/web?project=lab", "\"seen\""), (sent.Method, sent.Target, sent.Header("If-Match")));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"config":{"snapshots.pattern":""}}"""), JsonNode.Parse(sent.Body)));
    }
}
