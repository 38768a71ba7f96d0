using System.Collections.Immutable;

namespace Brine.Incus.Storage;

/// <summary>A custom storage volume.</summary>
public sealed record CustomVolume
{
    public required string Name { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string Description { get; init; } = "";

    public IReadOnlyDictionary<string, string> Config { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Instances that have it attached, with their projects.</summary>
    public ImmutableArray<(string Project, string Instance)> Users { get; init; } = [];
}

/// <param name="ExpiresAt">Null: never.</param>
public sealed record VolumeSnapshot(string Name, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string Description);
