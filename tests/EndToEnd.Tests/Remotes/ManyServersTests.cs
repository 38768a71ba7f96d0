using System.Text.Json.Nodes;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests.Remotes;

/// <summary>One run over two real servers, one of which has two names; then one of them is killed.</summary>
[Collection(TwoServers.Name)]
[Trait("Server", "real")]
public sealed class ManyServersTests(TwoServers servers)
{
    [Fact]
    public async Task Declarations_and_globs_reach_all_servers_and_one_that_is_killed_fails_for_itself_alone()
    {
        servers.SkipWithoutBench();
        using var client = new Client(local: servers.A);
        // "a" is the local server over HTTPS: a glob must not take it twice.
        (await client.Brine("remote", "add", "a", await TwoServers.TokenAsync(servers.A, "a"))).Ends(0);
        (await client.Brine("remote", "add", "b", await TwoServers.TokenAsync(servers.B, "b"))).Ends(0);
        await RealIncus.IncusAt(servers.B, "project", "create", "shop", "-c", "features.images=false", "-c", "features.profiles=false");
        await RealIncus.IncusAt(servers.B, "init", "bb", "till", "-s", "btr", "-q", "--project", "shop");
        var file = client.Write("many.sls", """
            here:
              incus.instance_snapshot_present: [instance: c1, name: s1]
            there:
              incus.instance_snapshot_present: [instance: 'b:c1', name: s1]
            there-too:
              incus.instance_snapshot_present: [instance: c1, remote: b, name: s2]
            shop:
              incus.instance_snapshot_present: [instance: 'b:till', project: shop, name: s1]
            thin:
              incus.instance_snapshots_retained: [instances: ['*:*', {except: till}], pattern: 'x*', last: 1]

            """);

        (await client.Brine("apply", file)).Ends(0);
        Assert.Equal(["c1/s1", "b:c1/s1", "b:c1/s2"], await Names(client, "list", "*:"));
        Assert.Equal(["b:c1/s1", "b:c1/s2", "b:till/s1"], await Names(client, "list", "b:", "--all-projects"));
        Assert.Contains("b:till  project shop  Stopped", (await client.Brine("list", "b:", "--all-projects")).Ends(0).Out, StringComparison.Ordinal);
        var set = (await client.Data("group", "create", "both", "*:c*"))["declarations"]![0]!;
        Assert.True((bool)set["result"]!, set.ToJsonString());
        Assert.Equal("local b", string.Join(' ', set["instances"]!.AsArray().Select(i => (string)i!["remote"]!)));

        TwoServers.Kill(servers.B);
        var again = client.Write("again.sls", (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("name: s", "name: t", StringComparison.Ordinal));
        var ran = (await client.Brine("apply", again)).Ends(1);
        Assert.Single(ran.Err.Split('\n'), l => l.Contains("server 'b' cannot be asked", StringComparison.Ordinal));
        Assert.Contains("3 declarations are about what it holds, which is unknown", ran.Err, StringComparison.Ordinal);
        Assert.DoesNotContain("does not exist", ran.Out + ran.Err, StringComparison.Ordinal);
        Assert.Contains("c1/t1", await Names(client, "list", "c1"));

        var listed = (await client.Brine("list", "*:")).Ends(1);
        Assert.Contains("t1", listed.Out, StringComparison.Ordinal);
        Assert.Single(listed.Err.Split('\n'), l => l.Contains("on b could not be listed", StringComparison.Ordinal));
        (await client.Brine("list", "b:")).Ends(4);
        var pruned = await client.Data("prune", "*:", "--pattern", "s*", "--last", "1", "--yes");
        Assert.Contains("on b could not be listed", pruned.ToJsonString(), StringComparison.Ordinal);
        // A set is whole or not at all.
        var refused = (await client.Brine("group", "create", "half", "*:c*")).Ends(1);
        Assert.Contains("on b could not be listed", refused.Err, StringComparison.Ordinal);
        Assert.DoesNotContain("c1/half", await Names(client, "list", "c1"));

        await servers.StartAgainAsync(servers.B);
        (await client.Brine("apply", again)).Ends(0);
        Assert.Equal(["b:c1/s1", "b:c1/s2", "b:c1/both", "b:c1/t1", "b:c1/t2"], await Names(client, "list", "b:c1"));
    }

    private static async Task<List<string>> Names(Client client, params string[] command) =>
        [.. (await client.Data(command))["snapshots"]!.AsArray().Select(s => Called(s!))];

    private static string Called(JsonNode snapshot) =>
        ((string?)snapshot["remote"] is "local" ? "" : $"{snapshot["remote"]}:") + $"{snapshot["instance"]}/{snapshot["name"]}";
}
