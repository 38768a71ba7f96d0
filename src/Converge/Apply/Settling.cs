using System.Collections.Immutable;
using Brine.Converge.Journal;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;
using Brine.Planner.Plan;

namespace Brine.Converge.Apply;

/// <summary>Which unfinished work of dead runs a run has judged, so that it is not told again.</summary>
internal static class Settling
{
    public static void Settle(RunJournal journal, ObservedState observed, ImmutableArray<Outcome> outcomes)
    {
        foreach (var cut in observed.Interruptions)
        {
            var isGone = observed.Instances.GetValueOrDefault(cut.Instance) is Sighting.Missing;
            if (isGone || outcomes.Any(o =>
                o.Result == true && o.Entry.Instances.Contains(cut.Instance) && Covers(o.Entry, cut)))
                journal.Settle(cut);
        }
    }

    private static bool Covers(DesiredEntry entry, Interruption cut) => (entry, cut) switch
    {
        (InstanceAbsent, _) => true,
        (SnapshotPresent e, Interruption.CreatingSnapshot c) => e.Name == c.Snapshot,
        (SnapshotsManaged e, Interruption.CreatingSnapshot c) => e.Snapshots.Any(s => s.Snapshot.Name == c.Snapshot),
        (SnapshotAbsent e, Interruption.CreatingSnapshot c) => e.Name == c.Snapshot,
        // The safety snapshot that was being taken when the run before was cut off is dropped by the restore.
        (SnapshotRestored, Interruption.CreatingSnapshot c) => SafetySnapshot.Is(c.Snapshot),
        (GroupRestored, Interruption.CreatingSnapshot c) => SafetySnapshot.Is(c.Snapshot),
        (SnapshotRestored e, Interruption.Restoring c) => e.Name == c.Snapshot,
        (GroupRestored e, Interruption.Restoring c) => e.Name == c.Snapshot,
        (GroupRestored e, RestoringSet c) => c.Members.All(m => e.Instances.Contains(m)),
        _ => false,
    };
}
