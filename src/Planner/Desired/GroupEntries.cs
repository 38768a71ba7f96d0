using System.Collections.Immutable;
using Brine.Planner.Desired.Choosing;
using Brine.Planner.Schedule;
using Brine.Salt.States;

namespace Brine.Planner.Desired;

/// <summary>A declaration about a set: one snapshot of each of several instances, worth something only together.</summary>
/// <param name="Selection">The members; their order is that in which they are frozen.</param>
/// <param name="Name">Of each member's snapshot.</param>
public abstract record GroupEntry(Origin Origin, string Label, Selection Selection, string Name)
    : SelectingEntry(Origin, Label, Selection);

/// <param name="Stateful">Null: not declared, so not compared.</param>
/// <param name="Description">Null: not declared, so not compared.</param>
/// <param name="Expires">Null: not declared, so not compared; new snapshots never expire.</param>
public sealed record GroupPresent(
    Origin Origin, string Label, Selection Selection, string Name, bool? Stateful, string? Description, Expiry? Expires)
    : GroupEntry(Origin, Label, Selection, Name)
{
    /// <summary>Stop all that run before the first snapshot begins, until the last has ended.</summary>
    public bool Freeze { get; init; } = true;

    /// <summary>Snapshot the custom volumes attached to the members with them.</summary>
    public bool Volumes { get; init; }

    public ImmutableArray<GroupCommand> Before { get; init; } = [];

    public ImmutableArray<GroupCommand> After { get; init; } = [];

    /// <summary>A one-off <c>group create</c>: an existing set is then an error.</summary>
    public bool MustBeNew { get; init; }
}

public sealed record GroupAbsent(Origin Origin, string Label, Selection Selection, string Name)
    : GroupEntry(Origin, Label, Selection, Name)
{
    /// <summary>A one-off <c>group delete</c>: a missing set is then an error.</summary>
    public bool MustExist { get; init; }
}

/// <param name="Trigger">Any text; a new one asks for a new restore. Null: none.</param>
/// <param name="Again">Restore even if the latest restore of every member was to this very set.</param>
public sealed record GroupRestored(
    Origin Origin, string Label, Selection Selection, string Name, bool Stateful, bool DiskOnly, string? Trigger,
    SafetyAnswer Safety, bool Again) : GroupEntry(Origin, Label, Selection, Name);

/// <summary>A shell command that is run inside members.</summary>
/// <param name="Members">Glob on their names.</param>
public sealed record GroupCommand(string Members, string Command, TimeSpan Timeout)
{
    public bool IsFor(string instance) => Glob.Matches(Members, instance);
}
