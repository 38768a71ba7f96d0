using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brine.Planner.Names;
using Brine.Planner.Schedule;

namespace Brine.Planner.Desired;

/// <summary>A declaration about a custom storage volume.</summary>
public abstract record VolumeEntry(Origin Origin, VolumeAddress Volume, string Label, string Name) : DesiredEntry(Origin, Label)
{
    [JsonIgnore]
    public override ImmutableArray<InstanceAddress> Instances => [];

    [JsonIgnore]
    public override ImmutableArray<Lane> Lanes => [Volume.Lane];
}

/// <param name="Description">Null: not declared, so not compared; new snapshots get the empty text.</param>
/// <param name="Expires">Null: not declared, so not compared; new snapshots never expire.</param>
public sealed record VolumeSnapshotPresent(
    Origin Origin, VolumeAddress Volume, string Label, string Name, string? Description, Expiry? Expires)
    : VolumeEntry(Origin, Volume, Label, Name)
{
    /// <summary>A one-off creation: an existing snapshot is then an error, not the goal reached.</summary>
    public bool MustBeNew { get; init; }
}

public sealed record VolumeSnapshotAbsent(Origin Origin, VolumeAddress Volume, string Label, string Name)
    : VolumeEntry(Origin, Volume, Label, Name)
{
    /// <summary>A one-off deletion: a missing snapshot is then an error.</summary>
    public bool MustExist { get; init; }
}

/// <param name="Trigger">Any text; a new one asks for a new restore. Null: none.</param>
/// <param name="Again">Restore even if the latest restore was to this very snapshot.</param>
public sealed record VolumeSnapshotRestored(
    Origin Origin, VolumeAddress Volume, string Label, string Name, string? Trigger, bool Again)
    : VolumeEntry(Origin, Volume, Label, Name);
