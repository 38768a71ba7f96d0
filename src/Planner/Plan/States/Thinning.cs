using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Retention;

namespace Brine.Planner.Plan.States;

/// <summary>
/// What policies delete. Two that cover one snapshot must both let it go: each looks after what it was declared for, and
/// neither undoes the other.
/// </summary>
internal static class Thinning
{
    public static RetentionDecision Of(PolicyUse use, DesiredState desired, ObservedState observed, DateTimeOffset now)
    {
        var protections = new Protections(desired, observed, use.Instances, now);
        var instances = use.Instances.ToHashSet();
        var kept = new Dictionary<(string Series, string Name), Protection>();
        foreach (var other in PolicyUse.All(desired).Where(o => o != use && o.Instances.Any(instances.Contains) && Meet(use, o, observed)))
        {
            var guards = new Protections(desired, observed, other.Instances, now);
            foreach (var verdict in other.Decide(observed, guards.Of, now).Verdicts.Where(v => v.Answer != RetentionAnswer.Delete))
                kept.TryAdd((verdict.Item.Series, verdict.Item.Name), new Protection($"kept by {other.Label}: {string.Join(", ", verdict.Reasons)}"));
        }

        return use.Decide(observed, (at, snapshot) => protections.Of(at, snapshot) ?? kept.GetValueOrDefault((at.ToString(), snapshot.Name)), now);
    }

    /// <summary>Oldest first; independent of each other: the next run finishes what a failure left.</summary>
    /// <param name="change">The key of Salt's changes.</param>
    public static ImmutableArray<PlanStep> Steps(
        RetentionDecision decision, ImmutableArray<InstanceAddress> instances, ObservedState observed, string change)
    {
        var addresses = instances.ToDictionary(i => i.ToString(), StringComparer.Ordinal);
        var reasons = decision.Verdicts.Where(v => v.Answer == RetentionAnswer.Delete)
            .ToDictionary(v => (v.Item.Series, v.Item.Name), v => string.Join("; ", v.Reasons));
        return
        [
            .. decision.Deletions.Select(d => new DeleteSnapshot(addresses[d.Series], d.Name, Identity(observed, addresses[d.Series], d.Name))
            {
                Reason = reasons[(d.Series, d.Name)],
                Changes = [new Change([change], ChangeValue.OfName(instances.Length == 1 ? d.Name : $"{d.Series}/{d.Name}"), ChangeValue.Nothing)],
                IsIndependent = true,
            }),
        ];
    }

    private static DateTimeOffset? Identity(ObservedState observed, InstanceAddress at, string name) =>
        observed.At(at) is Sighting.Present p ? p.Instance.Snapshots[name].Identity : null;

    private static bool Meet(PolicyUse a, PolicyUse b, ObservedState observed) => a.Instances.Intersect(b.Instances)
        .Select(observed.At).OfType<Sighting.Present>().Any(p => p.Instance.Snapshots.Keys.Any(n => a.Covers(n) && b.Covers(n)));
}
