using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Plan.States.Volumes;
using Brine.Planner.Schedule;

namespace Brine.Planner.Plan.States.Groups;

/// <summary><c>snapshot_group_absent</c>: no member has the snapshot any more; nothing goes that is not of the set.</summary>
internal static class GroupAbsentPlan
{
    public static PlannedEntry For(GroupAbsent entry, ObservedState observed, DateTimeOffset now)
    {
        var (seen, refusal) = MembersSeen.Of(entry, observed);
        var facts = seen.Facts(entry.Name);
        if (refusal is not null && !(entry.Instances.IsEmpty && entry.Chosen.Problems.IsEmpty))
            return Verdicts.Refused(entry, $"Failed to delete snapshot set {entry.Name}: {refusal}", facts.AsSpan());
        if (!seen.Having.Any())
            return entry.MustExist ? Verdicts.Refused(entry, $"Snapshot set {entry.Name} does not exist for {entry.Label}", facts.AsSpan())
                : Verdicts.Holds(entry, $"Snapshot set {entry.Name} already absent from {entry.Label}", facts.AsSpan());
        var volumes = VolumesSeen.Marked(seen, entry.Name, observed);
        facts = [.. facts, .. volumes.Facts(entry.Name)];
        if ((Refusal(entry, seen, now) ?? VolumeRefusal(entry, seen, volumes, now)) is { } why)
            return Verdicts.Refused(entry, $"Failed to delete snapshot set {entry.Name}: {why}", facts.AsSpan());
        var having = seen.Having.ToList();
        var going = Going(seen, volumes).ToList();
        return new PlannedEntry
        {
            Entry = entry,
            Verdict = Verdict.Change,
            Comment = $"Snapshot set {entry.Name} would be deleted from {entry.Label}",
            DoneComment = $"Snapshot set {entry.Name} deleted from {entry.Label}",
            FailedComment = $"Failed to delete snapshot set {entry.Name}",
            Steps =
            [
                new DeleteGroup(having[0].At, entry.Name, [.. having.Select(m => new DeleteSnapshot(m.At, entry.Name, m.Snapshot!.Identity))])
                {
                    Volumes = [.. going.Select(v => new DeleteVolumeSnapshot(v.At, entry.Name, v.Snapshot!.Identity))],
                    Changes =
                    [
                        new Change(["snapshots"], ChangeValue.Of([.. seen.Words.Snapshots(having.Select(m => m.At), entry.Name),
                            .. going.Select(v => seen.Words.Snapshot(v.At, entry.Name))]), ChangeValue.Nothing),
                    ],
                    Reason = having[0].Snapshot!.InThisRun ? "taken in this run" : $"taken {Instants.Readable(having[0].Snapshot!.CreatedAt)}",
                },
            ],
            Facts = facts,
            Notes = entry.Notes,
        };
    }

    private static string? Refusal(GroupAbsent entry, MembersSeen seen, DateTimeOffset now)
    {
        if (seen.Having.Where(m => m is { Set: null, Snapshot.InThisRun: false }).Select(m => $"{seen.Words[m.At]}/{entry.Name}").ToList() is { Count: > 0 } foreign)
            return $"{string.Join(", ", foreign)} is of no set; delete it by itself: brine delete {foreign[0]}";
        if (seen.Having.Select(m => PinPlans.Refusal(m.Snapshot!, seen.Words[m.At], now) is { } pin ? $"{seen.Words[m.At]}/{entry.Name}: {pin}" : null)
            .FirstOrDefault(r => r is not null) is { } pinned)
            return pinned;
        return Outside(entry, seen);
    }

    /// <summary>What is there of them; a snapshot that has taken the name since is somebody else's.</summary>
    private static IEnumerable<SetVolume> Going(MembersSeen seen, VolumesSeen volumes) =>
        volumes.All.Where(v => seen.Having.Any(m => v.IsOf(m.Set!.Id)));

    private static string? VolumeRefusal(GroupAbsent entry, MembersSeen seen, VolumesSeen volumes, DateTimeOffset now)
    {
        // A volume that is gone took its snapshots along.
        if (volumes.Unknown.FirstOrDefault() is { } unknown)
            return unknown;
        return Going(seen, volumes).Select(v => VolumePlans.Pinned(v.At, v.Snapshot!, now) is { } pin ? $"{seen.Words.Snapshot(v.At, entry.Name)}: {pin}" : null)
            .FirstOrDefault(r => r is not null);
    }

    /// <summary>A set whose other members are not named would be left in parts.</summary>
    internal static string? Outside(GroupEntry entry, MembersSeen seen)
    {
        var others = seen.Having.SelectMany(m => m.Set?.Members ?? []).Distinct().Where(m => !entry.Instances.Contains(m)).ToList();
        return others.Count == 0 ? null : $"the set has {(others.Count == 1 ? "a member" : "members")} that "
            + $"{(others.Count == 1 ? "is" : "are")} not named: {string.Join(", ", others)}; name all of them";
    }
}
