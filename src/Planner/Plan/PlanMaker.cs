using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Observed;

namespace Brine.Planner.Plan;

/// <summary>
/// Desired state + inventory + instant → plan. The one place where it is decided what a run does. Entries are planned in
/// order, each on the world as the steps before it will have left it.
/// </summary>
public static class PlanMaker
{
    public static Plan Make(DesiredState desired, ObservedState observed, DateTimeOffset now)
    {
        var world = observed;
        var entries = new PlannedEntry[desired.Entries.Length];
        foreach (var index in desired.Order())
        {
            var one = Gate.Closed(desired.Entries[index], entries) ?? PlanOne(desired, index, world, now);
            entries[index] = one;
            world = one.Steps.Aggregate(world, (w, step) => Projection.After(w, step, now));
        }

        return new Plan(now, desired, [.. entries]);
    }

    /// <summary>
    /// The plan of one entry against the facts as they are now; the runner asks this again for what is left of an
    /// instance's entries when one of them failed, for then the rest was planned on facts that never came to be.
    /// </summary>
    public static PlannedEntry PlanOne(DesiredState desired, int index, ObservedState observed, DateTimeOffset now)
    {
        var entry = desired.Entries[index];
        return observed.At(entry.Instance) switch
        {
            Sighting.Unknown unknown => Verdicts.Refused(entry,
                $"Instance {entry.Label} could not be examined: {unknown.Reason}", new Fact(entry.Label, "known", "no")),
            Sighting.Present present => entry switch
            {
                SnapshotPresent e => PresentPlan.For(e, present.Instance, observed, now),
                SnapshotAbsent e => SnapshotPlans.Absent(e, present.Instance),
                SnapshotRenamed e => SnapshotPlans.Renamed(e, present.Instance),
                SnapshotRestored e => RestorePlan.For(e, present.Instance, observed, Reverted(desired, index), now),
                InstancePresent e => InstancePlans.Existing(e, present.Instance),
                InstanceAbsent e => InstancePlans.Absent(e, present.Instance),
                InstanceRunning e => PowerPlans.Running(e, present.Instance),
                InstanceStopped e => PowerPlans.Stopped(e, present.Instance),
                _ => throw new InvalidOperationException($"no plan for {entry.GetType().Name}"),
            },
            _ => entry switch
            {
                SnapshotAbsent { MustExist: false } e => Verdicts.Holds(e,
                    $"Snapshot {e.Name} already absent from instance {e.Label}", new Fact(e.Label, "exists", "no")),
                InstanceAbsent e => Verdicts.Holds(e, $"Instance {e.Label} already absent", new Fact(e.Label, "exists", "no")),
                InstancePresent e => InstancePlans.Missing(e),
                _ => Verdicts.Refused(entry, $"Instance {entry.Label} does not exist", new Fact(entry.Label, "exists", "no")),
            },
        };
    }

    /// <summary>
    /// Declarations of the instance itself that stand before a restore: it takes their config back, so they are applied
    /// once more behind it. Those that stand after it see the reverted config by themselves.
    /// </summary>
    private static IEnumerable<InstancePresent> Reverted(DesiredState desired, int index) =>
        desired.Entries.Take(index).OfType<InstancePresent>().Where(e => e.Instance == desired.Entries[index].Instance);
}
