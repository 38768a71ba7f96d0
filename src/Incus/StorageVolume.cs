using System.Collections.Immutable;

namespace Brine.Incus;

/// <summary>A storage volume, as far as Brine cares.</summary>
public sealed record StorageVolume
{
    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public IReadOnlyDictionary<string, string> Config { get; init; } = ImmutableDictionary<string, string>.Empty;

    public string? ETag { get; init; }
}

/// <summary>The descriptions on the volumes of a pool's instances; "" where nothing was written.</summary>
public sealed record VolumeDescriptions
{
    /// <summary>By instance.</summary>
    public required IReadOnlyDictionary<string, string> Instances { get; init; }

    /// <summary>By instance, then by snapshot.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Snapshots { get; init; }

    /// <summary>Null: the volume has no such snapshot.</summary>
    public string? OfSnapshot(string instance, string snapshot) =>
        Snapshots.TryGetValue(instance, out var ofInstance) && ofInstance.TryGetValue(snapshot, out string? text)
            ? text : null;
}
