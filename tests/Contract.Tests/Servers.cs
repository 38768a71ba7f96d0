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

    // Long enough for two requests to meet inside one operation, also on a busy machine.
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

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

    /// <summary>The same server with operations so slow that requests overlap; a real one is slow by itself.</summary>
    public Bench OpenSlow(string server) => Open(server == Real ? Real : $"{server} slow");

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        foreach (var (name, flavor) in new[]
                 {
                     ("sandbox 6.0.4", SandboxFlavor.Incus604), ("sandbox 7.0.2", SandboxFlavor.Incus702),
                 })
        {
            _targets[name] = await Target.SandboxAsync(flavor, SandboxSeed.Bench(), TimeSpan.Zero, cancellation);
            _targets[$"{name} slow"] = await Target.SandboxAsync(flavor, SandboxSeed.Bench(), Slow, cancellation);
        }

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
