using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Retention;
using Brine.Planner.Schedule;

namespace Brine.Planner.Plan.States;

/// <summary><c>instance_snapshots_retained</c>, <c>_rotated</c> and <c>brine prune</c>.</summary>
internal static class RetentionPlans
{
    public static PlannedEntry For(SnapshotsRetained entry, int index, DesiredState desired, ObservedState observed, DateTimeOffset now)
    {
        var shortfalls = Shortfalls(entry, observed);
        Fact[] facts = [new(entry.Label, "instances", string.Join(", ", entry.Instances))];
        if (!shortfalls.IsEmpty && !entry.Instances.Select(observed.At).OfType<Sighting.Present>().Any())
            return Verdicts.Refused(entry, string.Join("; ", shortfalls), facts);
        var use = PolicyUse.All(desired).First(u => u.Entry == index);
        var decision = Thinning.Of(use, desired, observed, now);
        if (decision.Refusal is { } refusal)
            return Verdicts.Refused(entry, refusal, facts) with { Retention = decision };
        facts = [.. facts, .. decision.Deletions.Select(d => new Fact($"{d.Series}/{d.Name}", "created", Instants.Format(d.CreatedAt)))];
        var notes = entry.Notes.AddRange(Notes(entry, decision));
        if (entry.Instances.IsEmpty)
            notes = notes.Add($"no instance matches {entry.Label}");
        if (decision.Deletions.IsEmpty || entry.DryRun)
            return Verdicts.Holds(entry, Idle(entry, decision), facts) with
            {
                Shortfalls = shortfalls, Notes = notes, Retention = decision,
            };
        return new PlannedEntry
        {
            Entry = entry,
            Verdict = Verdict.Change,
            Comment = "Would delete" + Counted(entry, decision),
            DoneComment = "Deleted" + Counted(entry, decision),
            FailedComment = "Failed to delete some snapshots",
            Steps = Thinning.Steps(decision, entry.Instances, observed, "deleted"),
            Facts = [.. facts],
            Notes = notes,
            Shortfalls = shortfalls,
            Retention = decision,
        };
    }

    private static string Counted(SnapshotsRetained entry, RetentionDecision decision) =>
        string.Create(CultureInfo.InvariantCulture, $" {decision.Deletions.Length} old snapshots matching pattern '{entry.Pattern}'")
        + (entry.IsRotation ? "" : Keeping(entry, decision));

    private static string Keeping(SnapshotsRetained entry, RetentionDecision decision) => string.Create(CultureInfo.InvariantCulture,
        $", keeping {decision.Count(RetentionAnswer.Keep)} ({entry.Policy})");

    private static string Idle(SnapshotsRetained entry, RetentionDecision decision)
    {
        if (entry.DryRun && !decision.Deletions.IsEmpty)
            return "Would delete" + Counted(entry, decision) + "; dry_run: nothing is deleted";
        var count = decision.Verdicts.Length;
        return entry.IsRotation
            ? string.Create(CultureInfo.InvariantCulture, $"Snapshot rotation not needed: {count} snapshots (keeping {entry.Policy.Last})")
            : string.Create(CultureInfo.InvariantCulture, $"Snapshot retention not needed: {count} snapshots matching pattern '{entry.Pattern}'")
                + Keeping(entry, decision);
    }

    /// <summary>What was spared although no rule keeps it, and what a dry run would delete.</summary>
    private static IEnumerable<string> Notes(SnapshotsRetained entry, RetentionDecision decision)
    {
        foreach (var left in decision.Verdicts.Where(v => v.Answer == RetentionAnswer.Leave))
            yield return $"{left.Item.Series}/{left.Item.Name} is left alone: {string.Join(", ", left.Reasons)}";
        foreach (var spared in decision.Verdicts.Where(v => v.IsSpared))
            yield return $"{spared.Item.Series}/{spared.Item.Name} is kept: {spared.Item.Protection}";
        if (entry.DryRun)
            foreach (var doomed in decision.Verdicts.Where(v => v.Answer == RetentionAnswer.Delete))
                yield return $"{doomed.Item.Series}/{doomed.Item.Name} would be deleted: {string.Join("; ", doomed.Reasons)}";
    }

    private static ImmutableArray<string> Shortfalls(SnapshotsRetained entry, ObservedState observed) =>
    [
        .. entry.Chosen.Problems,
        .. entry.Instances.Where(at => observed.At(at) is Sighting.Missing).Select(at => $"Instance {at} does not exist"),
        .. Unexamined.Of(entry.Instances, observed),
    ];
}
