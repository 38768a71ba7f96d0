using System.Collections.Immutable;
using System.Globalization;
using Brine.Sandbox;

namespace Brine.Scale;

/// <summary>Simulated servers, each with its share of the instances, and the remotes of the <c>incus</c> command for them.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    public const int Servers = 50, Snapshots = 10;

    private static readonly DateTimeOffset s_first = new(2026, 11, 1, 3, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bsc");
    private readonly List<SandboxServer> _servers = [];

    /// <summary>For <c>INCUS_CONF</c>.</summary>
    public string Configuration => _folder.FullName;

    public int Requests => _servers.Sum(s => s.Control.RequestCount);

    /// <param name="instances">In all, on all servers.</param>
    public static async Task<Fleet> StartAsync(int instances)
    {
        var fleet = new Fleet();
        var seed = new SandboxSeed
        {
            Pools = [new SeedPool { Name = "default", Driver = "btrfs" }],
            Instances =
            [
                .. Enumerable.Range(0, instances / Servers).Select(i => new SeedInstance { Name = Name(i), Snapshots = Days(Snapshots) }),
            ],
        };
        for (var i = 0; i < Servers; i++)
            fleet._servers.Add(await SandboxServer.StartAsync(new SandboxOptions { SocketPath = fleet.Socket(i), Seed = seed }, CancellationToken.None));
        await File.WriteAllTextAsync(Path.Combine(fleet.Configuration, "config.yml"), "remotes:\n"
            + string.Concat(Enumerable.Range(0, Servers).Select(i => $"  s{i}: {{addr: 'unix://{fleet.Socket(i)}'}}\n")));
        return fleet;
    }

    /// <summary>
    /// Declares so many snapshots, one an instance, on all servers alike; those of the seed, with a new one each tenth. In files
    /// of ten thousand, for none may have more than 4 MiB.
    /// </summary>
    public string[] Declare(int count) =>
    [
        .. Enumerable.Range(0, count).Chunk(10_000).Select((part, number) =>
        {
            var path = Path.Combine(_folder.FullName, string.Create(CultureInfo.InvariantCulture, $"d{count}-{number}.sls"));
            File.WriteAllLines(path, part.Select(i => string.Create(CultureInfo.InvariantCulture,
                $"d{i}: {{incus.instance_snapshot_present: [{{name: {(i % 10 == 0 ? "new" : "daily-0")}}}, {{instance: 's{i % Servers}:{Name(i / Servers)}'}}]}}")));
            return path;
        }),
    ];

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static ImmutableArray<SeedSnapshot> Days(int count) =>
    [
        .. Enumerable.Range(0, count).Select(d => new SeedSnapshot
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"daily-{d}"), CreatedAt = s_first.AddDays(d), Description = "Daily snapshot",
        }),
    ];

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"i{index:00000}");

    private string Socket(int index) => Path.Combine(_folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{index}.sock"));
}
