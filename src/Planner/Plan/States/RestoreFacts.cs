using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Schedule;

namespace Brine.Planner.Plan.States;

/// <summary>What a restore rests on; a saved plan is refused when any of it has changed.</summary>
internal static class RestoreFacts
{
    public static ImmutableArray<Fact> Of(SnapshotRestored entry, ObservedInstance instance, ObservedSnapshot snapshot) =>
    [
        new(entry.Label, "status", instance.Status),
        new(entry.Label, "latest restore", instance.Generation),
        new(entry.Origin.ReturnName, "created", Created(snapshot)),
        new(entry.Origin.ReturnName, "stateful", snapshot.Stateful ? "yes" : "no"),
        new(entry.Label, "newer snapshots", string.Join(", ", RestoreChecks.Newer(instance, snapshot).Select(s => s.Name))),
    ];

    public static string Created(ObservedSnapshot snapshot) =>
        snapshot.InThisRun ? "in this run" : Instants.Format(snapshot.CreatedAt);
}
