using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Schedule;

namespace Brine.Planner.Plan.States.Groups;

/// <summary>
/// <c>snapshot_group_restored</c>: holds when the latest restore of every member was to this very set; otherwise all of
/// them are restored, refused beforehand if one of them would be.
/// </summary>
internal static class GroupRestorePlan
{
    public static PlannedEntry For(
        GroupRestored entry, ObservedState observed, Func<InstanceAddress, IEnumerable<InstancePresent>> reverted, DateTimeOffset now)
    {
        var (seen, refusal) = MembersSeen.Of(entry, observed);
        var facts = seen.Facts(entry.Name);
        if ((refusal ?? seen.MissingText ?? Parts(entry, seen)) is { } why)
            return Verdicts.Refused(entry, $"Failed to restore snapshot set {entry.Name}: {why}", facts.AsSpan());
        var ledgers = seen.All.Select(m => RestorePlan.Ledger(Member(entry, m), m.Instance, m.Snapshot!)).ToList();
        if (!entry.Again && ledgers.TrueForAll(l => l is not null))
            return Verdicts.Holds(entry, $"Snapshot set {entry.Name} was already restored on {entry.Label} at "
                + $"{Instants.Readable(ledgers.Max(l => l!.RestoredAt))}; to restore it again: again: true, a new trigger, "
                + $"or 'brine group restore {entry.Name}'", facts.AsSpan());
        // One whose latest restore was to the set goes back too: it has run on since.
        var plans = seen.All.Select(m => RestorePlan.For(Member(entry, m), m.Instance, observed, reverted(m.At), now)).ToList();
        var volumes = VolumesSeen.Marked(seen, entry.Name, observed);
        facts = [.. facts, .. plans.SelectMany(p => p.Facts), .. volumes.Facts(entry.Name)];
        var (backs, hindrances) = SetVolumePlans.Restored(entry, seen, volumes, now);
        if (plans.Select((p, i) => p.Failed ? $"{seen.Words[seen.All[i].At]}: {Cause(p.Comment)}" : null).OfType<string>().Concat(hindrances).ToList() is { Count: > 0 } refused)
            return Verdicts.Refused(entry, $"Failed to restore snapshot set {entry.Name}: {string.Join("; ", refused)}", facts.AsSpan());
        var parts = plans.SelectMany(p => p.Steps).OfType<RestoreSnapshot>().Select(s => s with { Changes = [] }).ToImmutableArray();
        var step = new RestoreGroup(seen.All[0].At, entry.Name, parts)
        {
            Volumes = backs,
            Changes =
            [
                new Change(["restored"], ChangeValue.Of("current state"), ChangeValue.Of([.. seen.Words.Snapshots(seen.All.Select(m => m.At), entry.Name),
                    .. backs.Select(v => seen.Words.Snapshot(v.Volume, entry.Name))])),
            ],
            Reason = entry.Again ? "asked for again" : ledgers.Exists(l => l is not null) ? "not all members were last restored to it" : "no restore to it is on record",
        };
        return new PlannedEntry
        {
            Entry = entry,
            Verdict = Verdict.Change,
            Comment = $"Snapshot set {entry.Name} would be restored on {entry.Label}",
            DoneComment = $"Snapshot set {entry.Name} restored on {entry.Label}",
            FailedComment = $"Failed to restore snapshot set {entry.Name}",
            Steps = [step, .. plans.SelectMany(p => p.Steps).Where(s => s is not RestoreSnapshot)],
            Facts = facts,
            Notes = entry.Notes.AddRange(plans.SelectMany(p => p.Notes).Distinct()),
        };
    }

    /// <summary>Null: every member has the snapshot, all are of one set, and the set has no others.</summary>
    private static string? Parts(GroupRestored entry, MembersSeen seen)
    {
        if (seen.Lacking.Any())
            return string.Join("; ", seen.Lacking.Select(m => $"Snapshot {entry.Name} does not exist for instance {seen.Words[m.At]}"));
        // One that this run takes has no id yet; whoever takes it takes the whole set.
        var sets = seen.All.Where(m => !m.Snapshot!.InThisRun).GroupBy(m => m.Set?.Id).ToList();
        if (sets.FirstOrDefault(s => s.Key is null) is { } foreign)
            return $"{seen.Named(foreign)}: snapshot {entry.Name} is of no set; restore it by itself: brine restore {seen.Words[foreign.First().At]}/{entry.Name}";
        return sets.Count > 1 ? "the members have it of several sets: " + string.Join("; ", sets.Select(s => $"{seen.Named(s)} of {s.Key}"))
            : GroupAbsentPlan.Outside(entry, seen);
    }

    private static string Cause(string comment) =>
        comment.Split(": ", 2) is [var front, var cause] && front.StartsWith("Failed", StringComparison.Ordinal) ? cause : comment;

    private static SnapshotRestored Member(GroupRestored entry, MemberSeen member) => new(
        entry.Origin with { ReturnName = $"{member.At}/{entry.Name}" }, member.At, member.At.ToString(), entry.Name,
        entry.Stateful, entry.DiskOnly, entry.Trigger, entry.Safety, Again: true);
}
