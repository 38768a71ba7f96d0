using System.Text.Json.Nodes;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests.Remotes;

/// <summary><c>brine remote</c> against real servers over HTTPS; what it adds, <c>incus</c> uses.</summary>
[Collection(TwoServers.Name)]
[Trait("Server", "real")]
public sealed class RemoteAddTests(TwoServers servers)
{
    [Fact]
    public async Task A_token_makes_a_server_known_to_brine_and_to_incus_and_removal_leaves_the_rest_as_it_was()
    {
        servers.SkipWithoutBench();
        using var client = new Client();
        var token = await TwoServers.TokenAsync(servers.B, "one");
        // Where it really is stands behind an address at which nobody is.
        var added = (await client.Brine("remote", "add", "b", TwoServers.Forged(token, t => t["addresses"] = new JsonArray("127.0.0.1:1", "127.0.0.1:18462")))).Ends(0);

        Assert.Contains("Added b: https://127.0.0.1:18462, Incus ", added.Out, StringComparison.Ordinal);
        Assert.Contains("c1", (await client.Incus("list", "b:", "-f", "csv", "-c", "n")).Ends(0).Out, StringComparison.Ordinal);
        Assert.Contains("images", (await client.Incus("remote", "list", "-f", "csv")).Ends(0).Out, StringComparison.Ordinal);
        (await client.Brine("create", "b:c1/over-https")).Ends(0);
        Assert.Contains("over-https", (await client.Brine("list", "b:")).Ends(0).Out, StringComparison.Ordinal);
        (await client.Brine("delete", "b:c1/over-https", "--yes")).Ends(0);
        Assert.Equal("600 client.crt\n600 client.key\n", (await Ran.Of("stat", ["-c", "%a %n", "client.crt", "client.key"], folder: client.Conf)).Ends(0).Out);
        (await client.Brine("remote", "add", "b", token)).Ends(3);

        // A client that is trusted needs no token, and the same key serves all servers.
        var config = Path.Combine(client.Conf, "config.yml");
        await File.AppendAllTextAsync(config, "# mine\naliases: {ll: list}\n", TestContext.Current.CancellationToken);
        var before = await File.ReadAllTextAsync(config, TestContext.Current.CancellationToken);
        (await client.Brine("remote", "add", "again", "127.0.0.1:18462", "--accept-certificate", "--project", "default")).Ends(0);
        (await client.Incus("list", "again:")).Ends(0);
        var rows = (await client.Data("remote", "list"))["remotes"]!.AsArray();
        Assert.Equal("reachable", (string?)rows.Single(r => (string?)r!["name"] == "b")!["state"]);
        Assert.Equal("image server", (string?)rows.Single(r => (string?)r!["name"] == "images")!["state"]);
        Assert.Equal("unreachable", (string?)rows.Single(r => (string?)r!["name"] == "local")!["state"]);

        (await client.Brine("remote", "remove", "again")).Ends(0);
        Assert.Equal(before, await File.ReadAllTextAsync(config, TestContext.Current.CancellationToken));
        Assert.Equal(["b.crt"], Directory.GetFiles(Path.Combine(client.Conf, "servercerts")).Select(Path.GetFileName));
        Assert.NotEqual(0, (await client.Incus("list", "again:")).Exit);
        (await client.Brine("remote", "remove", "again")).Ends(3);
        (await client.Brine("remote", "remove", "local")).Ends(3);
    }

    [Theory]
    [InlineData("expired", 3, "The token expired at 2020-01-01 00:00:00 UTC")]
    [InlineData("another server's", 4, "The token is for the server with the certificate 00")]
    [InlineData("nowhere", 4, "The server cannot be reached: cannot connect to https://127.0.0.1:1")]
    [InlineData("used", 4, "does not take the token: ")]
    [InlineData("no token", 4, "was not accepted")]
    [InlineData("a stranger", 4, "does not trust this client")]
    [InlineData("no name", 3, "'a:b' is no name for a remote")]
    [InlineData("no address", 3, "is no address of a server over HTTPS")]
    public async Task What_goes_wrong_is_one_clear_error_and_nothing_is_written(string what, int exit, string message)
    {
        servers.SkipWithoutBench();
        using var client = new Client();
        var token = await TwoServers.TokenAsync(servers.B, "t" + Guid.NewGuid().ToString("N")[..8]);
        if (what == "used")
        {
            using var first = new Client();
            (await first.Brine("remote", "add", "b", token)).Ends(0);
        }

        string[] arguments = what switch
        {
            "expired" => ["b", TwoServers.Forged(token, t => t["expires_at"] = "2020-01-01T00:00:00Z")],
            "another server's" => ["b", TwoServers.Forged(token, t => t["fingerprint"] = new string('0', 64))],
            "nowhere" => ["b", TwoServers.Forged(token, t => t["addresses"] = new JsonArray("127.0.0.1:1", "127.0.0.3:1"))],
            "used" => ["b", token],
            "no token" => ["b", "https://127.0.0.1:18462"],
            "a stranger" => ["b", "https://127.0.0.1:18462", "--accept-certificate"],
            "no name" => ["a:b", token],
            _ => ["b", "http://127.0.0.1:18462"],
        };
        var ran = (await client.Brine(["remote", "add", .. arguments])).Ends(exit);

        Assert.Contains(message, ran.Err, StringComparison.Ordinal);
        Assert.Single(ran.Err.Split('\n'), l => l.StartsWith("error: ", StringComparison.Ordinal));
        Assert.False(Directory.Exists(client.Conf), "something was written");
        if (what != "used") // nothing of it was sent
            (await client.Brine("remote", "add", "b", token)).Ends(0);
    }
}
