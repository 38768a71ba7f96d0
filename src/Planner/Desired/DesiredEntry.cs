using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brine.Planner.Checks;
using Brine.Planner.Names;
using Brine.Planner.Schedule;

namespace Brine.Planner.Desired;

/// <summary>One declaration, compiled and validated: everything that a plan may want, nothing that still needs parsing.</summary>
/// <param name="Label">The instance as the operator wrote it; used in comments.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SnapshotPresent), "snapshot-present")]
[JsonDerivedType(typeof(SnapshotAbsent), "snapshot-absent")]
[JsonDerivedType(typeof(SnapshotRestored), "snapshot-restored")]
[JsonDerivedType(typeof(SnapshotRenamed), "snapshot-renamed")]
[JsonDerivedType(typeof(InstancePresent), "instance-present")]
[JsonDerivedType(typeof(InstanceAbsent), "instance-absent")]
[JsonDerivedType(typeof(InstanceRunning), "instance-running")]
[JsonDerivedType(typeof(InstanceStopped), "instance-stopped")]
public abstract record DesiredEntry(Origin Origin, InstanceAddress Instance, string Label)
{
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

/// <summary>How another declaration's outcome binds this one.</summary>
public readonly record struct Dependency(int On, DependencyKind Kind);

/// <summary>In the order in which Salt looks after what is waited for.</summary>
public enum DependencyKind
{
    /// <summary>require, watch: it must have succeeded.</summary>
    Success,

    /// <summary>require_any, watch_any: one of these must have succeeded.</summary>
    AnySuccess,

    /// <summary>prereq: this goes first, and only if one of these would change something.</summary>
    Foreseen,

    /// <summary>onfail: this runs only if one of these failed.</summary>
    Failure,

    /// <summary>onfail_any: the same.</summary>
    AnyFailure,

    /// <summary>onchanges: none of these may have failed, and one must have changed something.</summary>
    Changes,

    /// <summary>onchanges_any: one of these must have changed something.</summary>
    AnyChange,

    /// <summary>onfail_all: this runs only if all of these failed.</summary>
    AllFailures,

    /// <summary>The other end of <see cref="Foreseen"/>: it has gone first, and must have succeeded.</summary>
    First,
}

/// <param name="Description">Null: not declared, so not compared; new snapshots get the empty text.</param>
/// <param name="Expires">Null: not declared, so not compared; new snapshots never expire.</param>
/// <param name="Stateful">Null: not declared, so not compared; new snapshots are stateless.</param>
public sealed record SnapshotPresent(
    Origin Origin, InstanceAddress Instance, string Label, string Name, bool? Stateful, string? Description,
    Expiry? Expires, DriftAnswer OnDrift) : DesiredEntry(Origin, Instance, Label)
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
    : DesiredEntry(Origin, Instance, Label)
{
    /// <summary>A one-off <c>delete</c>: a missing snapshot is then an error.</summary>
    public bool MustExist { get; init; }
}

/// <param name="Trigger">Any text; a new one asks for a new restore. Null: none.</param>
/// <param name="Again">Restore even if the latest restore was to this very snapshot.</param>
public sealed record SnapshotRestored(
    Origin Origin, InstanceAddress Instance, string Label, string Name, bool Stateful, bool DiskOnly, string? Trigger,
    SafetyAnswer Safety, bool Again) : DesiredEntry(Origin, Instance, Label);

public enum SafetyAnswer
{
    Auto,
    Yes,
    No,
}

/// <summary>One-off <c>rename</c>; not a state, for a name is not something that stays true.</summary>
public sealed record SnapshotRenamed(Origin Origin, InstanceAddress Instance, string Label, string Name, string NewName)
    : DesiredEntry(Origin, Instance, Label);

/// <param name="Source">Needed to create; null: the instance must be there already.</param>
/// <param name="Type">Null: not declared; new instances are containers.</param>
/// <param name="Config">Declared keys only, as Incus stores them; others are left alone.</param>
/// <param name="Devices">Declared devices and properties only.</param>
/// <param name="Profiles">Null: not declared.</param>
/// <param name="Ephemeral">Null: not declared; new instances are not.</param>
public sealed record InstancePresent(
    Origin Origin, InstanceAddress Instance, string Label, InstanceSource? Source, string? Type,
    ImmutableSortedDictionary<string, string> Config,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Devices,
    ImmutableArray<string>? Profiles, bool? Ephemeral) : DesiredEntry(Origin, Instance, Label);

/// <param name="Kind"><c>image</c>, <c>copy</c> or <c>none</c>.</param>
/// <param name="Copy">For <c>copy</c>: <c>instance</c> or <c>instance/snapshot</c>.</param>
public sealed record InstanceSource(
    string Kind, string? Alias = null, string? Fingerprint = null, string? Server = null, string? Protocol = null,
    string? Copy = null, string? Project = null);

public sealed record InstanceAbsent(Origin Origin, InstanceAddress Instance, string Label, bool Force)
    : DesiredEntry(Origin, Instance, Label);

/// <param name="ReadyWithin">Null: not waited for. Otherwise the agent (VM) or the processes (container) must answer in this time.</param>
public sealed record InstanceRunning(Origin Origin, InstanceAddress Instance, string Label, TimeSpan? ReadyWithin)
    : DesiredEntry(Origin, Instance, Label);

public sealed record InstanceStopped(Origin Origin, InstanceAddress Instance, string Label, bool Force)
    : DesiredEntry(Origin, Instance, Label);
