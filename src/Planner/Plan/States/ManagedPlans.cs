using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Retention;

namespace Brine.Planner.Plan.States;

/// <summary>
/// <c>instance_snapshots_managed</c>: what is missing is taken, then old ones of their kinds are deleted, on the set as
/// it is behind the creations, so that a second run has nothing to do.
/// </summary>
internal static class ManagedPlans
{
    public static PlannedEntry For(SnapshotsManaged entry, int index, DesiredState desired, ObservedState observed, DateTimeOffset now)
    {
        var world = observed;
        var steps = new List<PlanStep>();
        var facts = new List<Fact>();
        var notes = entry.Notes;
        foreach (var wanted in entry.Snapshots)
        {
            if (world.At(entry.Instance) is not Sighting.Present { Instance: var instance })
                continue;
            var one = PresentPlan.For(wanted.Snapshot, instance, world, now);
            if (one.Failed)
                return Verdicts.Refused(entry, one.Comment, [.. one.Facts]);
            foreach (var step in one.Steps.Select(s => Belonging(s, wanted, one.FailedComment)))
            {
                steps.Add(step);
                world = Projection.After(world, step, now);
            }

            facts.AddRange(one.Facts);
            notes = notes.AddRange(one.Notes);
        }

        var decisions = new List<RetentionDecision>();
        foreach (var use in PolicyUse.All(desired).Where(u => u.Entry == index))
        {
            var decision = Thinning.Of(use, desired, world, now);
            decisions.Add(decision);
            foreach (var step in Thinning.Steps(decision, entry.Instances, world, "rotated"))
            {
                steps.Add(step);
                world = Projection.After(world, step, now);
            }
        }

        var merged = new RetentionDecision([.. decisions.SelectMany(d => d.Verdicts)]);
        if (steps.Count == 0)
            return Verdicts.Holds(entry, $"Instance {entry.Label} snapshots already in desired state", [.. facts]) with
            {
                Notes = notes, Retention = merged,
            };
        return new PlannedEntry
        {
            Entry = entry,
            Verdict = Verdict.Change,
            Comment = $"Instance {entry.Label} snapshots would be managed",
            DoneComment = $"Instance {entry.Label} snapshots managed successfully",
            FailedComment = "Failed to delete some snapshots",
            Steps = [.. steps],
            Facts = [.. facts],
            Notes = notes,
            Retention = merged,
        };
    }

    private static PlanStep Belonging(PlanStep step, ManagedSnapshot of, string failed) => step with
    {
        FailedComment = failed,
        Changes = step is CreateSnapshot s ? [new Change(["created"], ChangeValue.Nothing, ChangeValue.OfName(s.Name))]
            : [.. step.Changes.Select(c => c with { Path = ["updated", of.Snapshot.Name, .. c.Path] })],
    };
}
