using System.Collections.Immutable;
using Brine.Incus.Transport;
using Brine.Incus.Wire;

namespace Brine.Incus;

/// <summary>A storage pool. <see cref="Driver"/> decides what a restore does to newer snapshots.</summary>
public sealed record StoragePool
{
    public required string Name { get; init; }

    /// <summary><c>dir</c>, <c>btrfs</c>, <c>zfs</c>, <c>lvm</c>, <c>ceph</c>…</summary>
    public string Driver { get; init; } = "";

    public string Status { get; init; } = "";

    public IReadOnlyDictionary<string, string> Config { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>A restricted certificate sees no config: then an absent key says nothing.</summary>
    public bool ConfigIsHidden { get; init; }
}

/// <summary>Storage pools.</summary>
public sealed class Pools
{
    private readonly Channel _channel;

    internal Pools(Channel channel) => _channel = channel;

    public async Task<StoragePool> GetAsync(string name, CancellationToken ct)
    {
        var answer = await _channel.GetAsync(
            ApiPath.Of("storage-pools", name), $"read pool {name}", WireJson.Default.EnvelopeWirePool, ct);
        var wire = answer.Metadata ?? new WirePool();
        return new StoragePool
        {
            Name = wire.Name ?? name,
            Driver = wire.Driver ?? "",
            Status = wire.Status ?? "",
            Config = WireReading.ToConfig(wire.Config),
            ConfigIsHidden = wire.Config is null,
        };
    }
}
