using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;
using Brine.Planner.Schedule;

namespace Brine.Planner.Plan.States.Groups;

/// <summary>
/// <c>snapshot_group_present</c>: every member has the snapshot and all are of one set, or none has it and the set is
/// taken. Anything between is refused: a snapshot of another moment under the same name would make the set a lie.
/// </summary>
internal static class GroupPresentPlan
{
    public static PlannedEntry For(GroupPresent entry, ObservedState observed, DateTimeOffset now)
    {
        var (seen, refusal) = MembersSeen.Of(entry, observed);
        var facts = seen.Facts(entry.Name).AsSpan();
        if ((refusal ?? seen.MissingText) is { } why)
            return Verdicts.Refused(entry, $"Failed to create snapshot set {entry.Name}: {why}", facts);
        if (seen.Having.Any())
            return (Mixture(entry, seen) ?? SetVolumePlans.Incomplete(entry, seen, observed) ?? (entry.MustBeNew ? "it exists already" : null)) is { } mixed
                ? Verdicts.Refused(entry, $"Failed to create snapshot set {entry.Name}: {mixed}", facts)
                : Existing(entry, seen, observed, now);
        return Take(entry, seen, observed, now);
    }

    /// <summary>Null: all of them are there, of one set.</summary>
    private static string? Mixture(GroupPresent entry, MembersSeen seen)
    {
        var remedy = "; delete what is there, or choose another name";
        if (seen.Having.Where(m => m.Set is null).ToList() is { Count: > 0 } foreign)
            return string.Join(", ", foreign.Select(m => $"{seen.Words[m.At]}/{entry.Name}")) + " is there already and of no set" + remedy;
        if (seen.Lacking.Any())
            return $"{seen.Named(seen.Having)} {Verb(seen.Having)} it already, of set {seen.Having.First().Set!.Id}, "
                + $"and {seen.Named(seen.Lacking)} {(seen.Lacking.Skip(1).Any() ? "have" : "has")} not" + remedy;
        var sets = seen.All.GroupBy(m => m.Set!.Id).ToList();
        return sets.Count == 1 ? null : "the members have it of several sets: "
            + string.Join("; ", sets.Select(s => $"{seen.Named(s)} of {s.Key}")) + remedy;
    }

    private static string Verb(IEnumerable<MemberSeen> members) => members.Skip(1).Any() ? "have" : "has";

    private static PlannedEntry Existing(GroupPresent entry, MembersSeen seen, ObservedState observed, DateTimeOffset now)
    {
        var plans = seen.All.Select(m => PresentPlan.For(Member(entry, m), m.Instance, observed, now)).ToList();
        var volumes = entry.Volumes ? VolumesSeen.Marked(seen, entry.Name, observed) : VolumesSeen.None;
        ImmutableArray<Fact> facts = [.. seen.Facts(entry.Name), .. plans.SelectMany(p => p.Facts), .. volumes.Facts(entry.Name)];
        if (plans.Where(p => p.Failed).Select(p => p.Comment).ToList() is { Count: > 0 } refused)
            return Verdicts.Refused(entry, string.Join("; ", refused), facts.AsSpan());
        ImmutableArray<PlanStep> steps = [.. plans.SelectMany(p => p.Steps.Cast<InstanceStep>().Select(s => s with
        {
            Changes = [.. s.Changes.Select(c => c with { Path = c.Path.Insert(0, $"{seen.Words[s.Instance]}/{entry.Name}") })],
        })), .. volumes.All.SelectMany(v => SetVolumePlans.Corrections(entry, v, seen.Words, now))];
        var notes = entry.Notes.AddRange(plans.SelectMany(p => p.Notes).Distinct());
        if (steps.IsEmpty)
            return Verdicts.Holds(entry, $"Snapshot set {entry.Name} already exists for {entry.Label}", facts.AsSpan()) with { Notes = notes };
        return new PlannedEntry
        {
            Entry = entry,
            Verdict = Verdict.Change,
            Comment = $"Snapshot set {entry.Name} would be updated for {entry.Label}",
            DoneComment = $"Snapshot set {entry.Name} updated for {entry.Label}",
            FailedComment = $"Failed to update snapshot set {entry.Name}",
            Steps = steps,
            Facts = facts,
            Notes = notes,
        };
    }

    private static PlannedEntry Take(GroupPresent entry, MembersSeen seen, ObservedState observed, DateTimeOffset now)
    {
        var plans = seen.All.Select(m => PresentPlan.For(Member(entry, m), m.Instance, observed, now)).ToList();
        var volumes = entry.Volumes ? VolumesSeen.Attached(seen, entry.Name, observed) : VolumesSeen.None;
        ImmutableArray<Fact> facts = [.. seen.Facts(entry.Name), .. plans.SelectMany(p => p.Facts).Distinct(), .. volumes.Facts(entry.Name)];
        List<string> reasons =
        [
            .. plans.Where(p => p.Failed).Select(p => p.Comment[(p.Comment.IndexOf(": ", StringComparison.Ordinal) + 2)..]),
            .. seen.All.Select(m => m.At.Remote).Distinct().Where(r => !observed.Server(r).MayEditVolumes).Select(r =>
                $"the members of a set are marked in the descriptions of their storage volumes, which this client may not edit on {r}; "
                + "use a certificate that may"),
            .. CommandRefusals(entry, seen),
            .. SetVolumePlans.Refusals(entry, seen.Words, volumes),
        ];
        if (reasons.Count > 0)
            return Verdicts.Refused(entry, $"Failed to create snapshot set {entry.Name}: {string.Join("; ", reasons)}", facts.AsSpan());
        var step = new TakeGroup(seen.All[0].At, entry.Name, [.. plans.SelectMany(p => p.Steps).OfType<CreateSnapshot>()
            .Select(c => c with { Changes = [], Home = DescriptionHome.Volume })], entry.Freeze)
        {
            Before = Commands(entry.Before, seen),
            After = Commands(entry.After, seen),
            Volumes = [.. volumes.All.Select(v => new CreateVolumeSnapshot(v.At, entry.Name, entry.Expires ?? new Expiry.Never(), entry.Description ?? ""))],
            Changes =
            [
                new Change(["snapshots"], ChangeValue.Nothing, ChangeValue.Of([.. seen.Words.Snapshots(seen.All.Select(m => m.At), entry.Name),
                    .. volumes.All.Select(v => seen.Words.Snapshot(v.At, entry.Name))])),
            ],
            Reason = Reason(entry, seen),
        };
        return new PlannedEntry
        {
            Entry = entry,
            Verdict = Verdict.Change,
            Comment = $"Snapshot set {entry.Name} would be created for {entry.Label}",
            DoneComment = $"Snapshot set {entry.Name} created for {entry.Label}",
            FailedComment = $"Failed to create snapshot set {entry.Name}",
            Steps = [step],
            Facts = facts,
            Notes = [.. entry.Notes, .. plans.SelectMany(p => p.Notes).Distinct(), .. SetVolumePlans.LeftOut(volumes)],
        };
    }

    private static string Reason(GroupPresent entry, MembersSeen seen)
    {
        var running = seen.All.Count(m => m.Instance.IsRunning);
        return !entry.Freeze ? "nothing is frozen, as declared"
            : running == 0 ? "none of them runs" : running == seen.All.Length ? "all frozen meanwhile"
            : FormattableString.Invariant($"{running} of {seen.All.Length} run and are frozen meanwhile");
    }

    private static IEnumerable<string> CommandRefusals(GroupPresent entry, MembersSeen seen)
    {
        foreach (var (word, commands) in ((string, ImmutableArray<GroupCommand>)[])[("before", entry.Before), ("after", entry.After)])
        {
            foreach (var glob in commands.Select(c => c.Members).Distinct().Where(g => !seen.All.Any(m => new GroupCommand(g, "", default).IsFor(m.At.Name))))
                yield return $"'{word}' has commands for '{glob}', which is no member; correct the name";
            foreach (var member in seen.All.Where(m => !m.Instance.IsRunning && commands.Any(c => c.IsFor(m.At.Name))))
                yield return $"'{word}' has commands for {seen.Words[member.At]}, which is {member.Instance.Status}; start it first: incus start {member.At.Name}";
        }
    }

    private static ImmutableArray<MemberCommand> Commands(ImmutableArray<GroupCommand> commands, MembersSeen seen) =>
        [.. commands.SelectMany(c => seen.All.Where(m => c.IsFor(m.At.Name)).Select(m => new MemberCommand(m.At, c.Command, c.Timeout)))];

    /// <summary>What the declaration says of one member.</summary>
    private static SnapshotPresent Member(GroupPresent entry, MemberSeen member) => new(
        entry.Origin with { ReturnName = $"{member.At}/{entry.Name}" }, member.At, member.At.ToString(), entry.Name,
        entry.Stateful, entry.Description, entry.Expires, DriftAnswer.Fix);
}
