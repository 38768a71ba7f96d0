using System.Collections.Immutable;

namespace Brine.Planner.Observed;

/// <summary>One snapshot as the server listed it.</summary>
public sealed record ObservedSnapshot
{
    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not there yet: an earlier step of this plan takes it, and only the server will date it.</summary>
    public bool InThisRun { get; init; }

    /// <summary>What tells it from another of its name; null as long as only the plan knows it.</summary>
    public DateTimeOffset? Identity => InThisRun ? null : CreatedAt;

    /// <summary>Null: never expires.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public bool Stateful { get; init; }

    /// <summary>Text with trailers, from the storage volume snapshot or the config key. Null: not read.</summary>
    public string? Description { get; init; }

    public ImmutableSortedDictionary<string, string> Config { get; init; } = Maps.Text;

    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Devices { get; init; } = Maps.Devices;

    /// <summary>With that of its profiles, as they are now.</summary>
    public ImmutableSortedDictionary<string, string> ExpandedConfig { get; init; } = Maps.Text;

    /// <summary>With those of its profiles, as they are now.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> ExpandedDevices { get; init; } = Maps.Devices;

    public ImmutableArray<string> Profiles { get; init; } = [];

    public bool Ephemeral { get; init; }

    /// <summary>Bytes; null when the driver does not tell.</summary>
    public long? Size { get; init; }
}
