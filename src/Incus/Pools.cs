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

    /// <summary><c>Created</c>; <c>Unavailable</c>, <c>Pending</c>, <c>Errored</c> when it is not to be had.</summary>
    public string Status { get; init; } = "";

    /// <summary>Cluster members that have it; <c>none</c> alone on a single server.</summary>
    public ImmutableArray<string> Locations { get; init; } = [];

    public IReadOnlyDictionary<string, string> Config { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>A restricted certificate sees no config: then an absent key says nothing.</summary>
    public bool ConfigIsHidden { get; init; }
}

/// <summary>How full a pool is. A total of 0: the driver does not tell.</summary>
/// <param name="Used">Bytes.</param>
/// <param name="Total">Bytes.</param>
public sealed record PoolUse(long Used, long Total, long InodesUsed, long InodesTotal);

/// <summary>Storage pools.</summary>
public sealed class Pools
{
    private readonly Channel _channel;

    internal Pools(Channel channel) => _channel = channel;

    public async Task<StoragePool> GetAsync(string name, CancellationToken ct)
    {
        var answer = await _channel.GetAsync(
            ApiPath.Of("storage-pools", name), $"read pool {name}", WireJson.Default.EnvelopeWirePool, ct);
        return Pool(answer.Metadata ?? new WirePool(), name);
    }

    /// <summary>All that the server has, also those that it cannot use at the moment.</summary>
    public async Task<ImmutableArray<StoragePool>> ListAsync(CancellationToken ct)
    {
        var answer = await _channel.GetAsync(
            ApiPath.Of("storage-pools") + "?recursion=1", "list the pools", WireJson.Default.EnvelopeWirePools, ct);
        return [.. (answer.Metadata ?? []).Select(wire => Pool(wire, ""))];
    }

    /// <param name="member">The cluster member whose part is meant; null: the one that answers.</param>
    public async Task<PoolUse> GetUseAsync(string name, string? member, CancellationToken ct)
    {
        string target = member is null ? "" : $"?target={Uri.EscapeDataString(member)}";
        var answer = await _channel.GetAsync(
            ApiPath.Of("storage-pools", name, "resources") + target, $"read how full pool {name} is",
            WireJson.Default.EnvelopeWirePoolUse, ct);
        var wire = answer.Metadata ?? new WirePoolUse();
        return new PoolUse(wire.Space?.Used ?? 0, wire.Space?.Total ?? 0, wire.Inodes?.Used ?? 0, wire.Inodes?.Total ?? 0);
    }

    private static StoragePool Pool(WirePool wire, string name) => new()
    {
        Name = wire.Name ?? name,
        Driver = wire.Driver ?? "",
        Status = wire.Status ?? "",
        Locations = [.. wire.Locations ?? []],
        Config = WireReading.ToConfig(wire.Config),
        ConfigIsHidden = wire.Config is null,
    };
}
