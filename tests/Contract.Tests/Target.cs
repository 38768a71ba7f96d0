using Brine.Sandbox;

namespace Brine.Contract.Tests;

/// <summary>One server under test.</summary>
public sealed class Target : IAsyncDisposable
{
    private readonly SandboxServer? _sandbox;
    private readonly string? _directory;

    private Target(string name, string socket, SandboxServer? sandbox, string? directory)
    {
        Name = name;
        Incus = new RawIncus(socket);
        _sandbox = sandbox;
        _directory = directory;
    }

    public string Name { get; }

    public RawIncus Incus { get; }

    /// <summary>Null on a real server.</summary>
    public SandboxControl? Control => _sandbox?.Control;

    /// <summary>What the server was seen to be capable of; expectations are chosen by it, never by a version.</summary>
    public Traits Traits { get; private set; } = new();

    public static async Task<Target> SandboxAsync(
        SandboxFlavor flavor, SandboxSeed seed, TimeSpan latency, CancellationToken cancellation)
    {
        var directory = Directory.CreateTempSubdirectory("ct").FullName;
        var server = await SandboxServer.StartAsync(
            new SandboxOptions
            {
                SocketPath = Path.Combine(directory, "s"), Flavor = flavor, Seed = seed, Latency = latency,
            },
            cancellation);
        var target = new Target($"sandbox {flavor}", server.SocketPath, server, directory);
        await target.LookAsync(cancellation);
        return target;
    }

    public static async Task<Target> RealAsync(string daemonDirectory, CancellationToken cancellation)
    {
        var target = new Target("real", Path.Combine(daemonDirectory, "unix.socket"), null, null);
        await target.LookAsync(cancellation);
        return target;
    }

    public async ValueTask DisposeAsync()
    {
        Incus.Dispose();
        if (_sandbox is not null)
            await _sandbox.DisposeAsync();
        if (_directory is not null)
            Directory.Delete(_directory, recursive: true);
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        var server = await Incus.GetAsync("/1.0", cancellation);
        var extensions = server.Metadata!["api_extensions"]!.AsArray().Select(e => (string)e!).ToHashSet();
        Traits = new Traits
        {
            ManualExpiry = extensions.Contains("snapshot_manual_expiry"),
            DiskOnlyRestore = extensions.Contains("instance_snapshot_disk_only_restore"),
            VolumeFull = extensions.Contains("storage_volume_full"),
            // No extension tells of these two; the nearest neighbours in the same release do.
            StrictNames = extensions.Contains("snapshot_manual_expiry"),
            WaitIsAlwaysSync = extensions.Contains("snapshot_manual_expiry"),
            KeepsDescription = extensions.Contains("instance_snapshot_disk_only_restore"),
            NamesConflictBeforehand = extensions.Contains("dependent"),
        };
    }
}
