using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brine.Planner.Desired.Choosing;
using Brine.Planner.Names;
using Brine.Planner.Retention;
using Brine.Salt.States;

namespace Brine.Planner.Desired;

/// <summary>A declaration about several instances.</summary>
/// <param name="Selection">As written.</param>
public abstract record SelectingEntry(Origin Origin, string Label, Selection Selection) : DesiredEntry(Origin, Label)
{
    /// <summary>Whom the selection came to at this run.</summary>
    public Chosen Chosen { get; init; } = Chosen.Nobody;

    [JsonIgnore]
    public override ImmutableArray<InstanceAddress> Instances => Chosen.Instances;
}

/// <summary><c>instance_snapshots_retained</c>, <c>instance_snapshots_rotated</c>, and <c>brine prune</c>.</summary>
/// <param name="Pattern">A glob, as Python's <c>fnmatch</c> reads it; snapshots of other names are left alone.</param>
public sealed record SnapshotsRetained(Origin Origin, string Label, Selection Selection, string Pattern, RetentionPolicy Policy)
    : SelectingEntry(Origin, Label, Selection)
{
    /// <summary>Say what would be deleted, and delete nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Salt's rotation, with the comments that its users parse.</summary>
    public bool IsRotation { get; init; }

    public bool Covers(string snapshot) => Glob.Matches(Pattern, snapshot);
}

/// <summary><c>instance_snapshots_managed</c>: snapshots that shall be there, and how many of their kind are kept.</summary>
public sealed record SnapshotsManaged(
    Origin Origin, InstanceAddress Instance, string Label, ImmutableArray<ManagedSnapshot> Snapshots)
    : InstanceEntry(Origin, Instance, Label);

/// <param name="Id">Its key in <c>snapshots_config</c>.</param>
/// <param name="Pattern">Null: nothing of its kind is deleted.</param>
/// <param name="Keep">At least 1; with <paramref name="Pattern"/> alone.</param>
public sealed record ManagedSnapshot(string Id, SnapshotPresent Snapshot, string? Pattern, int Keep)
{
    public bool Covers(string snapshot) => Pattern is not null && Glob.Matches(Pattern, snapshot);
}
