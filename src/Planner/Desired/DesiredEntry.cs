using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brine.Planner.Checks;
using Brine.Planner.Names;

namespace Brine.Planner.Desired;

/// <summary>One declaration, compiled and validated: everything that a plan may want, nothing that still needs parsing.</summary>
/// <param name="Label">The instance, or the instances, as the operator wrote it; used in comments.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SnapshotPresent), "snapshot-present")]
[JsonDerivedType(typeof(SnapshotAbsent), "snapshot-absent")]
[JsonDerivedType(typeof(SnapshotRestored), "snapshot-restored")]
[JsonDerivedType(typeof(SnapshotRenamed), "snapshot-renamed")]
[JsonDerivedType(typeof(SnapshotPinned), "snapshot-pinned")]
[JsonDerivedType(typeof(SnapshotPublished), "snapshot-published")]
[JsonDerivedType(typeof(SnapshotsManaged), "snapshots-managed")]
[JsonDerivedType(typeof(SnapshotsRetained), "snapshots-retained")]
[JsonDerivedType(typeof(GroupPresent), "group-present")]
[JsonDerivedType(typeof(GroupAbsent), "group-absent")]
[JsonDerivedType(typeof(GroupRestored), "group-restored")]
[JsonDerivedType(typeof(VolumeSnapshotPresent), "volume-snapshot-present")]
[JsonDerivedType(typeof(VolumeSnapshotAbsent), "volume-snapshot-absent")]
[JsonDerivedType(typeof(VolumeSnapshotRestored), "volume-snapshot-restored")]
[JsonDerivedType(typeof(InstancePresent), "instance-present")]
[JsonDerivedType(typeof(InstanceCloned), "instance-cloned")]
[JsonDerivedType(typeof(InstanceAbsent), "instance-absent")]
[JsonDerivedType(typeof(InstanceRunning), "instance-running")]
[JsonDerivedType(typeof(InstanceStopped), "instance-stopped")]
public abstract record DesiredEntry(Origin Origin, string Label)
{
    /// <summary>Whom it speaks of, in the order written; what selects instances speaks of none before it was resolved.</summary>
    [JsonIgnore]
    public abstract ImmutableArray<InstanceAddress> Instances { get; }

    /// <summary>Whom it only looks at, such as what a copy is made of.</summary>
    [JsonIgnore]
    public virtual ImmutableArray<InstanceAddress> Sources => [];

    /// <summary>What it works on: it keeps its place among all that work on the same or look at it.</summary>
    [JsonIgnore]
    public virtual ImmutableArray<Lane> Lanes => [.. Instances.Select(Lane.Of)];

    /// <summary>Declarations that must have come out in a certain way first; indices into <see cref="DesiredState.Entries"/>.</summary>
    public ImmutableArray<Dependency> Dependencies { get; init; } = [];

    public bool FailHard { get; init; }

    /// <summary>What is asked of the host before and after; null: nothing.</summary>
    public EntryChecks? Checks { get; init; }

    /// <summary>Null: it is tried once.</summary>
    public RetryRule? Retry { get; init; }

    /// <summary>Things worth saying once (a translated pattern); shown with the plan and the outcome.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}

/// <summary>A declaration about one instance.</summary>
public abstract record InstanceEntry(Origin Origin, InstanceAddress Instance, string Label) : DesiredEntry(Origin, Label)
{
    [JsonIgnore]
    public override ImmutableArray<InstanceAddress> Instances => [Instance];
}
