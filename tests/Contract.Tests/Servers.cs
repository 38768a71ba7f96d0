using Brine.Contract.Tests;
using Brine.Sandbox;

[assembly: AssemblyFixture(typeof(Servers))]

namespace Brine.Contract.Tests;

/// <summary>
/// The servers that every test of the suite runs against: the sandbox in both flavours, and the daemon whose directory
/// is in BRINE_TEST_INCUS (see tests/bench/incus.sh).
/// </summary>
public sealed class Servers : IAsyncLifetime
{
    public const string Real = "real";

    // Long enough for two requests to meet inside one operation.
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(25);

    private readonly Dictionary<string, Target> _targets = new(StringComparer.Ordinal);

    public static TheoryData<string> All => [.. Rows.Select(r => Row(r))];

    public static TheoryData<string, string> OnEachPool =>
    [
        .. Rows.SelectMany(_ => (string[])["btr", "dirp"], (server, pool) =>
        {
            var row = new TheoryDataRow<string, string>(server, pool);
            row.Traits.Add("Server", [server == Real ? Real : "sandbox"]);
            return row;
        }),
    ];

    private static string[] Rows => ["sandbox 6.0.4", "sandbox 7.0.2", Real];

    /// <summary>A fresh bench on the named server; skips the test when there is no real one.</summary>
    public Bench Open(string server)
    {
        if (!_targets.TryGetValue(server, out var target))
            Assert.Skip("BRINE_TEST_INCUS names no daemon directory; tests/bench/incus.sh start DIR makes one");
        return Bench.On(target);
    }

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        _targets["sandbox 6.0.4"] =
            await Target.SandboxAsync(SandboxFlavor.Incus604, SandboxSeed.Bench(), Latency, cancellation);
        _targets["sandbox 7.0.2"] =
            await Target.SandboxAsync(SandboxFlavor.Incus702, SandboxSeed.Bench(), Latency, cancellation);
        if (Environment.GetEnvironmentVariable("BRINE_TEST_INCUS") is { Length: > 0 } directory)
            _targets[Real] = await Target.RealAsync(directory, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var target in _targets.Values)
            await target.DisposeAsync();
    }

    private static TheoryDataRow<string> Row(string server)
    {
        var row = new TheoryDataRow<string>(server);
        row.Traits.Add("Server", [server == Real ? Real : "sandbox"]);
        return row;
    }
}
