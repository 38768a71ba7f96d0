using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Schedule;

namespace Brine.Planner.Desired;

/// <param name="Description">Null: not declared, so not compared; new snapshots get the empty text.</param>
/// <param name="Expires">Null: not declared, so not compared; new snapshots never expire.</param>
/// <param name="Stateful">Null: not declared, so not compared; new snapshots are stateless.</param>
public sealed record SnapshotPresent(
    Origin Origin, InstanceAddress Instance, string Label, string Name, bool? Stateful, string? Description,
    Expiry? Expires, DriftAnswer OnDrift) : InstanceEntry(Origin, Instance, Label)
{
    /// <summary>A one-off <c>create</c>: an existing snapshot is then an error, not the goal reached.</summary>
    public bool MustBeNew { get; init; }
}

public enum DriftAnswer
{
    Fix,
    Recreate,
    Ignore,
}

public sealed record SnapshotAbsent(Origin Origin, InstanceAddress Instance, string Label, string Name)
    : InstanceEntry(Origin, Instance, Label)
{
    /// <summary>A one-off <c>delete</c>: a missing snapshot is then an error.</summary>
    public bool MustExist { get; init; }
}

/// <param name="Trigger">Any text; a new one asks for a new restore. Null: none.</param>
/// <param name="Again">Restore even if the latest restore was to this very snapshot.</param>
public sealed record SnapshotRestored(
    Origin Origin, InstanceAddress Instance, string Label, string Name, bool Stateful, bool DiskOnly, string? Trigger,
    SafetyAnswer Safety, bool Again) : InstanceEntry(Origin, Instance, Label);

public enum SafetyAnswer
{
    Auto,
    Yes,
    No,
}

/// <summary>One-off <c>rename</c>; not a state, for a name is not something that stays true.</summary>
public sealed record SnapshotRenamed(Origin Origin, InstanceAddress Instance, string Label, string Name, string NewName)
    : InstanceEntry(Origin, Instance, Label);

/// <summary>One-off <c>pin</c> and <c>unpin</c>.</summary>
/// <param name="Pin">Null: no pin any more.</param>
public sealed record SnapshotPinned(Origin Origin, InstanceAddress Instance, string Label, string Name, SnapshotPin? Pin)
    : InstanceEntry(Origin, Instance, Label);

/// <summary><c>snapshot_published</c>: an image of the snapshot, and an alias that points at it.</summary>
/// <param name="IsPublic">Null: not declared, so not compared; new images are not.</param>
/// <param name="Properties">Declared ones only; others are left alone.</param>
/// <param name="Compression">Null: as the server is set.</param>
public sealed record SnapshotPublished(
    Origin Origin, InstanceAddress Instance, string Label, string Name, string Alias, bool? IsPublic,
    ImmutableSortedDictionary<string, string> Properties, string? Compression) : InstanceEntry(Origin, Instance, Label)
{
    [JsonIgnore]
    public override ImmutableArray<Lane> Lanes => [Lane.Of(Instance), new Lane(Instance.Remote, Instance.Project, "image alias", Alias)];
}
