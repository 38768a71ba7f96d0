using System.Collections.Immutable;

namespace Brine.Incus.Storage;

/// <summary>A custom storage volume.</summary>
public sealed record CustomVolume
{
    public required string Name { get; init; }

    /// <summary>Whose it is; a project without volumes of its own shows those of <c>default</c>.</summary>
    public string Project { get; init; } = "default";

    /// <summary>Incus's own word: <c>filesystem</c>, <c>block</c>, <c>iso</c>.</summary>
    public string ContentType { get; init; } = "filesystem";

    public DateTimeOffset CreatedAt { get; init; }

    public string Description { get; init; } = "";

    public IReadOnlyDictionary<string, string> Config { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Instances that have it attached by a device of their own, with their projects.</summary>
    public ImmutableArray<(string Project, string Instance)> Users { get; init; } = [];

    /// <summary>Profiles that attach it; the instances that have it by these are not among <see cref="Users"/> (6.0.4).</summary>
    public ImmutableArray<(string Project, string Name)> Profiles { get; init; } = [];
}

/// <summary>A row of a list, with what it tells of the snapshots; 6.0 leaves out when they expire.</summary>
public sealed record ListedVolume(CustomVolume Volume, ImmutableArray<(string Name, DateTimeOffset CreatedAt)> Snapshots);

/// <param name="ExpiresAt">Null: never.</param>
public sealed record VolumeSnapshot(string Name, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string Description);
