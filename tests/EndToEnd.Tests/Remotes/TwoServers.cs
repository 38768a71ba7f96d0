using System.Globalization;
using System.Text.Json.Nodes;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests.Remotes;

/// <summary>Two private daemons that listen on HTTPS, each with an instance c1. Either may be killed, and is started again.</summary>
[CollectionDefinition(Name)]
public sealed class TwoServers : IAsyncLifetime, ICollectionFixture<TwoServers>
{
    public const string Name = "two servers";

    private readonly string? _bench = Environment.GetEnvironmentVariable("BRINE_TEST_BENCH");

    /// <summary>The daemons' directories.</summary>
    public string A { get; private set; } = "";

    public string B { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (string.IsNullOrEmpty(_bench))
            return; // each test then says that it is skipped
        (A, B) = (await StartAsync("127.0.0.1:18461"), await StartAsync("127.0.0.1:18462"));
    }

    public void SkipWithoutBench() => Assert.SkipWhen(
        string.IsNullOrEmpty(_bench), "no daemons of its own: BRINE_TEST_BENCH is not set (run ./test.sh as root on Debian)");

    /// <summary>At once, as when the machine is gone.</summary>
    public static void Kill(string daemon)
    {
        using var process = System.Diagnostics.Process.GetProcessById(
            int.Parse(File.ReadAllText(Path.Combine(daemon, "incusd.pid")), CultureInfo.InvariantCulture));
        process.Kill();
        process.WaitForExit();
    }

    public async Task StartAgainAsync(string daemon) => (await Ran.Of(_bench!, ["start", daemon])).Ends(0); // it was started before

    /// <summary>A trust token, as an operator gets it.</summary>
    public static async Task<string> TokenAsync(string daemon, string client, params string[] restriction) =>
        (await RealIncus.IncusAt(daemon, ["config", "trust", "add", client, .. restriction])).Trim().Split('\n')[^1];

    /// <summary>A token with some of it changed.</summary>
    public static string Forged(string token, Action<JsonObject> change)
    {
        var body = JsonNode.Parse(Convert.FromBase64String(token))!.AsObject();
        change(body);
        return Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var daemon in (string[])[A, B])
            if (daemon.Length > 0)
                await Ran.Of(_bench!, ["destroy", daemon]); // it was started
    }

    private async Task<string> StartAsync(string address)
    {
        var daemon = Directory.CreateTempSubdirectory("bre").FullName;
        (await Ran.Of(_bench!, ["start", daemon], new Dictionary<string, string> { ["BTRFS_SIZE"] = "512MiB" })).Ends(0); // the caller asked
        await RealIncus.IncusAt(daemon, "config", "set", "core.https_address", address);
        await RealIncus.IncusAt(daemon, "init", "bb", "c1", "-s", "btr", "-q");
        return daemon;
    }
}
