using Brine.Planner.Names;
using Brine.Planner.Schedule;
using Brine.Salt.States;

namespace Brine.Planner.Desired;

/// <summary><c>snapshot_drilled</c>, and <c>brine drill</c>: a clone of the snapshot starts, and a check inside it ends well.</summary>
/// <param name="Name">Null: the newest whose name matches <paramref name="Pattern"/>.</param>
/// <param name="Pattern">A glob.</param>
/// <param name="Check">For the shell inside the clone.</param>
/// <param name="Timeout">How long the check may take.</param>
/// <param name="ReadyWithin">How long the clone may take until a command can be run in it. Null: as is usual for its type.</param>
/// <param name="Every">A drill that passed is good for so long. Null: each run drills.</param>
public sealed record SnapshotDrilled(
    Origin Origin, InstanceAddress Instance, string Label, string? Name, string Pattern, string Check, TimeSpan Timeout,
    TimeSpan? ReadyWithin, ExpiryDuration? Every) : InstanceEntry(Origin, Instance, Label)
{
    public static readonly TimeSpan UsualTimeout = TimeSpan.FromMinutes(5);

    public bool Covers(string snapshot) => Name is { } name ? snapshot == name : Glob.Matches(Pattern, snapshot);
}
