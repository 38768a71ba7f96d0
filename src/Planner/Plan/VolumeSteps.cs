using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brine.Planner.Names;
using Brine.Planner.Schedule;

namespace Brine.Planner.Plan;

/// <summary>A change of a custom storage volume.</summary>
public abstract record VolumeStep(VolumeAddress Volume, string Name) : PlanStep
{
    [JsonIgnore]
    public override Lane Lane => Volume.Lane;

    [JsonIgnore]
    public override string Place => Volume.ToString();
}

/// <param name="Description">Text with trailers; set in any case, for a new snapshot inherits the volume's.</param>
public sealed record CreateVolumeSnapshot(VolumeAddress Volume, string Name, Expiry Expires, string Description) : VolumeStep(Volume, Name);

/// <param name="CreatedAt">The snapshot that was observed; another one of that name is not deleted. Null: taken in this run.</param>
public sealed record DeleteVolumeSnapshot(VolumeAddress Volume, string Name, DateTimeOffset? CreatedAt) : VolumeStep(Volume, Name);

/// <param name="ExpiresAt">Null: never.</param>
public sealed record SetVolumeSnapshotExpiry(VolumeAddress Volume, string Name, DateTimeOffset? ExpiresAt) : VolumeStep(Volume, Name);

public sealed record SetVolumeSnapshotDescription(VolumeAddress Volume, string Name, string Description) : VolumeStep(Volume, Name);

/// <param name="CreatedAt">The snapshot that was observed; the restore is refused if another one bears the name now. Null: taken in this run.</param>
public sealed record RestoreVolume(VolumeAddress Volume, string Name, DateTimeOffset? CreatedAt, string? Trigger) : VolumeStep(Volume, Name)
{
    /// <summary>What the restore destroys, a line each.</summary>
    public ImmutableArray<string> Losses { get; init; } = [];
}
