using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Schedule;

namespace Brine.Planner.Plan.States;

/// <summary>Absent and renamed: the plans of a snapshot that need no weighing.</summary>
internal static class SnapshotPlans
{
    public static PlannedEntry Absent(SnapshotAbsent entry, ObservedInstance instance, DateTimeOffset now)
    {
        var subject = entry.Origin.ReturnName;
        if (!instance.Snapshots.TryGetValue(entry.Name, out var snapshot))
            return entry.MustExist
                ? Verdicts.Refused(entry, $"Snapshot {entry.Name} does not exist for instance {entry.Label}", new Fact(subject, "exists", "no"))
                : Verdicts.Holds(entry, $"Snapshot {entry.Name} already absent from instance {entry.Label}", new Fact(subject, "exists", "no"));
        if (PinPlans.Refusal(snapshot, entry.Label, now) is { } pinned)
            return Verdicts.Refused(entry, $"Failed to delete snapshot {entry.Name}: {pinned}", new Fact(subject, "exists", "yes"));
        return new PlannedEntry
        {
            Entry = entry,
            Verdict = Verdict.Change,
            Comment = $"Snapshot {entry.Name} would be deleted from instance {entry.Label}",
            DoneComment = $"Snapshot {entry.Name} deleted from instance {entry.Label}",
            FailedComment = $"Failed to delete snapshot {entry.Name}",
            Steps =
            [
                new DeleteSnapshot(entry.Instance, entry.Name, snapshot.Identity)
                {
                    Changes = [Change.Of("snapshot", entry.Name, null)],
                    Reason = snapshot.InThisRun ? "taken in this run" : $"taken {Instants.Readable(snapshot.CreatedAt)}",
                },
            ],
            Facts = [new(subject, "exists", "yes"), new(subject, "created", RestoreFacts.Created(snapshot))],
            Notes = entry.Notes,
        };
    }

    public static PlannedEntry Renamed(SnapshotRenamed entry, ObservedInstance instance)
    {
        var subject = entry.Origin.ReturnName;
        if (!instance.Snapshots.ContainsKey(entry.Name))
            return Verdicts.Refused(entry, $"Snapshot {entry.Name} does not exist for instance {entry.Label}", new Fact(subject, "exists", "no"));
        if (instance.Snapshots.ContainsKey(entry.NewName))
            return Verdicts.Refused(entry, $"Snapshot {entry.NewName} already exists for instance {entry.Label}", new Fact(subject, "exists", "yes"));
        return new PlannedEntry
        {
            Entry = entry,
            Verdict = Verdict.Change,
            Comment = $"Snapshot {entry.Name} of instance {entry.Label} would be renamed to {entry.NewName}",
            DoneComment = $"Snapshot {entry.Name} of instance {entry.Label} renamed to {entry.NewName}",
            FailedComment = $"Failed to rename snapshot {entry.Name}",
            Steps =
            [
                new RenameSnapshot(entry.Instance, entry.Name, entry.NewName)
                {
                    Changes = [Change.Of("snapshot", entry.Name, entry.NewName)],
                },
            ],
            Facts = [new(subject, "exists", "yes")],
        };
    }
}
