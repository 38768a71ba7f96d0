using System.Text.Json.Nodes;
using Brine.Incus.Tests.Replay;

namespace Brine.Incus.Tests;

/// <summary>What the answers become.</summary>
public sealed class ReadingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Snapshots_are_null_when_the_server_said_null_and_the_list_of_an_offline_member_is_an_error()
    {
        int code = 102;
        string status = "Stopped";
        await using var server = new ReplayServer(_ => Reply.Sync(
            $$"""
            {"name":"c2","status":"{{status}}","status_code":{{code}},"location":"m2","config":null,"snapshots":null}
            """));
        using var client = server.Client();
        var instance = await client.Instances.GetAsync("default", "c2", Ct);
        Assert.Null(instance.Snapshots);
        Assert.Empty(instance.Config);
        Assert.Empty(await client.Snapshots.ListAsync("default", "c2", Ct));
        (code, status) = (112, "Error");
        Assert.True((await client.Instances.GetAsync("default", "c2", Ct)).IsUnknown);
        var error = await Assert.ThrowsAsync<IncusException>(() => client.Snapshots.ListAsync("default", "c2", Ct));
        Assert.Equal(IncusErrorKind.Offline, error.Kind);
        Assert.Contains("m2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "Project not found", IncusErrorKind.NotFound)]
    [InlineData(403, "User does not have permission for project \"p\"", IncusErrorKind.Forbidden)]
    public async Task An_empty_list_is_believed_only_of_a_project_that_may_be_seen(
        int status, string text, IncusErrorKind kind)
    {
        bool isSeen = true;
        await using var server = new ReplayServer(request => request.Target != "/1.0/projects/p"
            ? Reply.Sync(request.Target == "/1.0" ? "{}" : "[]")
            : isSeen ? Reply.Sync("""{"name":"p"}""") : Reply.Error(status, text));
        using var client = server.Client();
        Func<Task>[] lists =
        [
            () => client.Instances.NamesAsync("p", Ct), () => client.Profiles.NamesAsync("p", Ct),
            () => client.Instances.ListAsync("p", InstanceDetail.Full, Ct),
            () => client.Volumes.DescriptionsAsync("p", "btr", "container", _ => true, Ct),
        ];
        foreach (var list in lists)
        {
            isSeen = true;
            await list();
            isSeen = false;
            var error = await Assert.ThrowsAsync<IncusException>(list);
            Assert.Equal(kind, error.Kind);
        }
    }

    [Fact]
    public async Task The_zero_time_means_never()
    {
        await using var server = new ReplayServer(request => Reply.Sync(
            $$"""{"name":"a","stateful":true,"created_at":"2026-11-23T08:41:24.341292404Z","expires_at":"{{(
                request.Target.Contains("never", StringComparison.Ordinal)
                    ? "0001-01-01T00:00:00Z" : "2026-12-01T00:00:00Z")}}","size":-1}"""));
        using var client = server.Client();
        var never = await client.Snapshots.TryGetAsync("default", "c1", "never", Ct);
        Assert.Null(never!.ExpiresAt);
        Assert.True(never.Stateful);
        Assert.Equal(341, never.CreatedAt.Millisecond);
        var soon = await client.Snapshots.TryGetAsync("default", "c1", "soon", Ct);
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), soon!.ExpiresAt);
    }

    [Fact]
    public async Task Descriptions_come_from_the_rows_of_old_servers_and_from_inside_the_rows_of_new_ones()
    {
        const string old = """
            [{"name":"x1","description":"vd","project":"default"},
             {"name":"x1/a","description":"sa","project":"default"},
             {"name":"x1/b","description":"","project":"default"},{"name":"y","description":"","project":"other"}]
            """;
        const string full = """
            [{"name":"x1","description":"vd","project":"default","snapshots":
             [{"name":"a","description":"sa","expires_at":null},{"name":"x1/b","description":""}]}]
            """;
        foreach (bool isNew in new[] { false, true })
        {
            await using var server = new ReplayServer(request => request.Target == "/1.0"
                ? Reply.Sync($$"""{"api_extensions":["{{(isNew ? "storage_volume_full" : "etag")}}"]}""")
                : Reply.Sync(isNew ? full : old));
            using var client = server.Client();
            var all = await client.Volumes.DescriptionsAsync("default", "btr", "container", _ => true, Ct);
            Assert.EndsWith($"&recursion={(isNew ? 2 : 1)}", server.Seen.Last().Target, StringComparison.Ordinal);
            Assert.Equal("vd", Assert.Single(all.Instances).Value);
            Assert.Equal("sa", all.OfSnapshot("x1", "a"));
            Assert.Equal("", all.OfSnapshot("x1", "b"));
            Assert.Null(all.OfSnapshot("x1", "c"));
            await client.Volumes.DescriptionsAsync("default", "btr", "container", _ => true, Ct);
            Assert.Single(server.Seen, request => request.Target == "/1.0");
        }
    }

    [Fact]
    public async Task The_server_is_read_as_it_describes_itself()
    {
        await using var server = new ReplayServer(_ => Reply.Sync(
            """
            {"api_extensions":["etag","storage_volume_full"],"auth":"trusted","environment":
             {"server_version":"6.0.4","server_name":"vm","server_pid":5731,"server_clustered":true,"project":"lab"}}
            """));
        using var client = server.Client();
        var info = await client.GetServerAsync(Ct);
        Assert.True(info.Has("etag"));
        Assert.False(info.Has("dependent"));
        Assert.Equal(
            ("6.0.4", "vm", 5731, "trusted"), (info.ServerVersion, info.ServerName, info.ServerPid, info.Auth));
        Assert.True(info.ServerClustered);
        Assert.Equal("lab", info.Project);
    }

    [Fact]
    public async Task A_patch_sends_what_changes_empties_what_goes_and_says_the_description_again()
    {
        await using var server = new ReplayServer(_ => Reply.Sync("""{"name":"c1","description":"keep"}"""));
        using var client = server.Client();
        await client.Instances.PatchAsync("default", "c1", new InstancePatch
        {
            Config = new Dictionary<string, string?> { ["user.a"] = "1", ["user.b"] = null },
        }, "\"tag\"", Ct);
        var request = server.Seen.Last();
        Assert.Equal(["GET", "PATCH"], server.Seen.Select(seen => seen.Method));
        Assert.Equal("\"tag\"", request.Header("If-Match"));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"config":{"user.a":"1","user.b":""},"description":"keep"}"""),
            JsonNode.Parse(request.Body)));
    }

    [Fact]
    public async Task Removing_a_device_writes_the_whole_instance_under_its_etag()
    {
        await using var server = new ReplayServer(request => request.Method == "GET"
            ? Reply.Sync(
                """
                {"name":"c1","architecture":"x86_64","config":{"user.a":"1","user.b":"2"},"profiles":["default"],
                 "devices":{"d1":{"type":"disk"},"d2":{"type":"disk"}},"description":"keep","ephemeral":false}
                """,
                "Etag: \"seen\"\r\n")
            : Reply.Sync());
        using var client = server.Client();
        await client.Instances.PatchAsync("default", "c1", new InstancePatch
        {
            Config = new Dictionary<string, string?> { ["user.b"] = null },
            Devices = new Dictionary<string, IReadOnlyDictionary<string, string>?> { ["d1"] = null },
        }, null, Ct);
        var put = server.Seen.Last();
        Assert.Equal("PUT", put.Method);
        Assert.Equal("\"seen\"", put.Header("If-Match"));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(
                """
                {"architecture":"x86_64","config":{"user.a":"1"},"devices":{"d2":{"type":"disk"}},
                 "profiles":["default"],"ephemeral":false,"description":"keep"}
                """),
            JsonNode.Parse(put.Body)));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(2, true)]
    public async Task An_instance_runs_when_it_has_processes(int processes, bool runs)
    {
        await using var server = new ReplayServer(
            _ => Reply.Sync($$"""{"status":"Running","status_code":103,"processes":{{processes}},"pid":7}"""));
        using var client = server.Client();
        Assert.Equal(runs, await client.Instances.RunsAsync("default", "vm1", Ct));
    }
}
