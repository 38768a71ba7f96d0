using System.Collections.Immutable;
using Brine.Planner.Names;
using Brine.Planner.Observed.Drills;

namespace Brine.Planner.Plan;

/// <summary>
/// Clones a snapshot, starts the clone, runs the check in it, removes it whatever happened, and notes the result on the
/// snapshot.
/// </summary>
/// <param name="CreatedAt">The snapshot that was observed. Null: taken in this run.</param>
/// <param name="Type">Of the instance.</param>
/// <param name="Config">What the clone gets beside, or instead of, the snapshot's own; the empty text takes a key away.</param>
/// <param name="Devices">The same of devices.</param>
/// <param name="Before">The drill noted before. Null: none.</param>
public sealed record DrillSnapshot(
    InstanceAddress Instance, string Name, DateTimeOffset? CreatedAt, string Type, string Check, TimeSpan Timeout, TimeSpan ReadyWithin,
    ImmutableSortedDictionary<string, string> Config,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Devices, SnapshotDrill? Before) : InstanceStep(Instance)
{
    /// <summary>What of the snapshot the clone does without, a line each, for the reader of the plan.</summary>
    public ImmutableArray<string> LeftOut { get; init; } = [];
}
