using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Schedule;

namespace Brine.Planner.Plan.States;

/// <summary>
/// <c>instance_snapshot_restored</c>: holds when the instance's latest restore was to this very snapshot; otherwise a
/// restore, refused beforehand whenever Incus would refuse it half way and leave the instance stopped.
/// </summary>
internal static class RestorePlan
{
    public static PlannedEntry For(
        SnapshotRestored entry, ObservedInstance instance, ObservedState observed, IEnumerable<InstancePresent> reverted, DateTimeOffset now)
    {
        var server = observed.Server(entry.Instance.Remote);
        if (!instance.Snapshots.TryGetValue(entry.Name, out var snapshot))
            return Verdicts.Refused(entry, $"Snapshot {entry.Name} does not exist for instance {entry.Label}",
                new Fact(entry.Origin.ReturnName, "exists", "no"));
        var facts = RestoreFacts.Of(entry, instance, snapshot);
        if (!entry.Again && Ledger(entry, instance, snapshot) is { } ledger)
            return Verdicts.Holds(entry,
                $"Instance {entry.Label} was already restored to snapshot {entry.Name} at {Instants.Readable(ledger.RestoredAt)}; "
                + $"to restore it again: again: true, a new trigger, or 'brine restore {entry.Label}/{entry.Name}'", facts.AsSpan());
        var cut = observed.Interruptions.OfType<Interruption.Restoring>().LastOrDefault(i => i.Instance == entry.Instance
            && i.Snapshot == entry.Name && i.SnapshotCreatedAt == snapshot.CreatedAt && i.Trigger == entry.Trigger);
        if (!entry.Again && cut is not null && cut.GenerationBefore.Length > 0 && cut.GenerationBefore != instance.Generation)
            return Carried(entry, instance, snapshot, cut, facts);
        if (RestoreChecks.Refusal(entry, instance, snapshot, server, now) is { } refusal)
            return Verdicts.Refused(entry, $"Failed to restore snapshot {entry.Name}: {refusal}", facts.AsSpan());

        var step = Step(entry, instance, snapshot, KeptSafety(cut, instance, observed, server));
        var steps = ImmutableArray.Create<PlanStep>(step);
        if (cut is { StatusBefore: "Running" } && instance.Status == "Stopped")
            steps = steps.Add(new SetPower(entry.Instance, PowerAction.Start, false) { Reason = "the restore that was cut off left it stopped" });
        if (!entry.DiskOnly)
            steps = steps.AddRange(PutBack(step, instance, observed, reverted, now));
        return new PlannedEntry
        {
            Entry = entry,
            Verdict = Verdict.Change,
            Comment = $"Instance {entry.Label} would be restored to snapshot {entry.Name}",
            DoneComment = $"Instance {entry.Label} restored to snapshot {entry.Name}",
            FailedComment = $"Failed to restore snapshot {entry.Name}",
            Steps = steps,
            Facts = facts,
            Notes = entry.Notes.AddRange(SafetyNote(entry, instance, step)),
        };
    }

    public static RestoreLedger? Ledger(SnapshotRestored entry, ObservedInstance instance, ObservedSnapshot snapshot) =>
        RestoreLedger.Of(instance) is { } ledger && ledger.Snapshot == entry.Name && ledger.CreatedAt == snapshot.CreatedAt
            && ledger.Trigger == entry.Trigger ? ledger : null;

    /// <summary>The safety snapshot of the run that was cut off; null when it is not there, or may hold no data.</summary>
    private static string? KeptSafety(Interruption.Restoring? cut, ObservedInstance instance, ObservedState observed, ObservedServer server) =>
        cut?.SafetySnapshot is { } name && instance.Snapshots.ContainsKey(name)
            && !observed.Interruptions.Any(i => i is Interruption.CreatingSnapshot c && c.Instance == cut.Instance
                && c.Snapshot == name && !server.IsStill(c.ServerProcess)) ? name : null;

    private static RestoreSnapshot Step(SnapshotRestored entry, ObservedInstance instance, ObservedSnapshot snapshot, string? existing)
    {
        var safety = existing is null && (entry.Safety == SafetyAnswer.Yes
            || (entry.Safety == SafetyAnswer.Auto && instance.Pool is { SafetySnapshotIsCheap: true }));
        return new RestoreSnapshot(entry.Instance, entry.Name, snapshot.Identity, entry.Stateful, entry.DiskOnly, entry.Trigger,
            safety, existing, instance.Status)
        {
            Changes = [Change.Of("restored", "current state", $"snapshot {entry.Name}")],
            Losses = RestoreLosses.Of(entry, instance, snapshot),
            Reason = Reason(entry, instance),
        };
    }

    private static string Reason(SnapshotRestored entry, ObservedInstance instance)
    {
        if (entry.Again)
            return "asked for again";
        if (RestoreLedger.Of(instance) is not { } last)
            return "no restore to it is on record";
        return last.Snapshot != entry.Name ? $"it was last restored to {last.Snapshot}"
            : last.Trigger != entry.Trigger ? $"the trigger is new: {entry.Trigger ?? "none"}"
            : "the snapshot was taken anew since the last restore to it";
    }

    /// <summary>The restore took place although the run that asked for it was killed: only its record is missing.</summary>
    private static PlannedEntry Carried(
        SnapshotRestored entry, ObservedInstance instance, ObservedSnapshot snapshot, Interruption.Restoring cut, ImmutableArray<Fact> facts)
    {
        var steps = ImmutableArray.Create<PlanStep>(new RecordRestore(entry.Instance, entry.Name, snapshot.CreatedAt, entry.Trigger)
        {
            Reason = $"a run that was cut off at {Instants.Readable(cut.At)} did restore it",
            Changes = [Change.Of("restored", "current state", $"snapshot {entry.Name}")],
        });
        if (cut.StatusBefore == "Running" && instance.Status == "Stopped")
            steps = steps.Add(new SetPower(entry.Instance, PowerAction.Start, false) { Reason = "it was running before that restore" });
        return new PlannedEntry
        {
            Entry = entry,
            Verdict = Verdict.Change,
            Comment = $"Instance {entry.Label} was restored to snapshot {entry.Name} by a run that was cut off; this would be recorded",
            DoneComment = $"Instance {entry.Label} was restored to snapshot {entry.Name} by a run that was cut off; recorded, not restored again",
            FailedComment = $"Failed to record the restore to snapshot {entry.Name}",
            Steps = steps,
            Facts = facts,
            Notes = entry.Notes,
        };
    }

    /// <summary>What the restore takes from the declared config of the instance is put back behind it.</summary>
    private static IEnumerable<PlanStep> PutBack(
        RestoreSnapshot step, ObservedInstance instance, ObservedState observed, IEnumerable<InstancePresent> reverted, DateTimeOffset now)
    {
        var world = Projection.After(observed.With(step.Instance, instance), step, now);
        foreach (var declared in reverted)
        {
            if (world.At(step.Instance) is not Sighting.Present after || InstancePlans.Update(declared, after.Instance) is not { } update)
                continue;
            world = Projection.After(world, update, now);
            yield return update with { Reason = $"declared by '{declared.Origin.Id}', reverted by the restore" };
        }
    }

    private static IEnumerable<string> SafetyNote(SnapshotRestored entry, ObservedInstance instance, RestoreSnapshot step)
    {
        if (step.ExistingSafetySnapshot is { } name)
            yield return $"the safety snapshot {name} of the run that was cut off is kept";
        else if (entry.Safety == SafetyAnswer.Auto && !step.TakeSafetySnapshot)
            yield return instance.Pool is { } pool
                ? $"no safety snapshot is taken: on a {pool.Driver} pool it {(pool.RestoresOnlyNewest ? "would itself block the restore" : "copies everything")}"
                    + (pool.RestoresOnlyNewest ? "" : "; safety: true takes one all the same")
                : "no safety snapshot is taken: the storage pool could not be read; safety: true takes one all the same";
    }
}
