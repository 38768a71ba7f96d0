using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Checks;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Plan.States;
using Brine.Planner.Plan.States.Copies;
using Brine.Planner.Plan.States.Drills;
using Brine.Planner.Plan.States.Volumes;
using Brine.Planner.Plan.States.Groups;

namespace Brine.Planner.Plan;

/// <summary>
/// Desired state + inventory + instant → plan. The one place where it is decided what a run does. Entries are planned in
/// order, each on the world as the steps before it will have left it.
/// </summary>
public static class PlanMaker
{
    /// <param name="checks">Asked about <c>onlyif</c> and its kin when an entry's turn has come and its requisites let it run.</param>
    public static Plan Make(DesiredState desired, ObservedState observed, DateTimeOffset now, ICheckHost checks)
    {
        var world = observed;
        var entries = new PlannedEntry?[desired.Entries.Length];
        foreach (var index in desired.Order())
        {
            var one = Gated(desired, index, entries, on => Foresee(desired, on, entries, world, now, checks), () => PlanOne(desired, index, world, now), checks);
            entries[index] = one;
            world = one.Steps.Aggregate(world, (w, step) => Projection.After(w, step, now));
        }

        return new Plan(now, desired, [.. entries.Select(e => e!)]) // the order has each index once
        {
            Unasked = Maps.Text.SetItems(observed.Servers.Values.Where(s => s.Unasked is not null)
                .Select(s => KeyValuePair.Create(s.Remote, s.Unasked!))), // just asked
        };
    }

    private static PlannedEntry Gated(DesiredState desired, int index, PlannedEntry?[] entries, Func<int, Foresight> foresee,
        Func<PlannedEntry> plan, ICheckHost checks)
    {
        var entry = desired.Entries[index];
        ImmutableArray<Foresight> foreseen =
            [.. entry.Dependencies.Where(d => d.Kind == DependencyKind.Foreseen).Select(d => foresee(d.On))];
        if (Gate.Closed(entry, d => Facts(d, entries, foreseen), on => desired.Entries[on]) is { } closed)
        {
            // What went first failed because this would fail: then this says why.
            if (closed.IsByFirst && foresee(index).Failed && plan() is { Failed: true } own)
                return own;
            return new PlannedEntry
            {
                Entry = entry, Verdict = Verdict.Skipped, Comment = closed.Comment, DoneComment = closed.Comment,
                Failed = closed.Failed, IsUncalled = closed.IsUncalled, Foreseen = foreseen,
            };
        }

        var planned = CheckGate.Closed(entry, checks) is { } comment
            ? Verdicts.Holds(entry, comment) with { IsCheckedOut = true } : plan();
        return planned with { Foreseen = foreseen, Ahead = [.. Ahead(planned)] };
    }

    /// <summary>What an entry would come to if those that go first because of it did not.</summary>
    private static Foresight Foresee(
        DesiredState desired, int index, PlannedEntry?[] entries, ObservedState world, DateTimeOffset now, ICheckHost checks)
    {
        var entry = desired.Entries[index] with
        {
            Dependencies = [.. desired.Entries[index].Dependencies.Where(d => d.Kind != DependencyKind.First)],
        };
        ImmutableArray<Foresight> foreseen = [.. entry.Dependencies.Where(d => d.Kind == DependencyKind.Foreseen)
            .Select(d => Foresee(desired, d.On, entries, world, now, checks))];
        if (Gate.Closed(entry, d => Facts(d, entries, foreseen), on => desired.Entries[on]) is { } closed)
            return new Foresight(index, closed.Failed, Changes: false);
        if (CheckGate.Closed(entry, checks) is not null)
            return new Foresight(index, Failed: false, Changes: false);
        var planned = PlanOne(desired, index, world, now);
        return new Foresight(index, planned.Failed, planned.Verdict == Verdict.Change);
    }

    private static GateFacts Facts(Dependency dependency, PlannedEntry?[] entries, ImmutableArray<Foresight> foreseen)
    {
        if (dependency.Kind == DependencyKind.Foreseen)
        {
            var seen = foreseen.First(f => f.On == dependency.On);
            return new GateFacts(seen.Failed, seen.Changes);
        }

        return entries[dependency.On] is { } other
            ? new GateFacts(other.Failed, other.Verdict == Verdict.Change, other.IsUncalled) : default;
    }

    /// <summary>What may still change the result when the plan is carried out.</summary>
    private static IEnumerable<string> Ahead(PlannedEntry planned)
    {
        if (planned.Entry.Checks is { After: [var command, ..] })
            yield return $"check_cmd '{command}' decides behind it whether it succeeded";
        if (planned is { Entry.Retry: { } retry, Verdict: Verdict.Change or Verdict.Refused })
            yield return string.Create(CultureInfo.InvariantCulture,
                $"if it {(retry.Until ? "fails" : "succeeds")}, it is tried again, {retry.Attempts} times in all, {Apart(retry)} apart");
    }

    private static string Apart(RetryRule retry)
    {
        var (least, most) = (retry.Interval.TotalSeconds, (retry.Interval + retry.Splay).TotalSeconds);
        return (least == most ? "" : string.Create(CultureInfo.InvariantCulture, $"{least:0} to "))
            + string.Create(CultureInfo.InvariantCulture, $"{most:0} s");
    }

    /// <summary>
    /// The plan of one entry against the facts as they are now; the runner asks this again for what is left of an
    /// instance's entries when one of them failed, for then the rest was planned on facts that never came to be.
    /// </summary>
    public static PlannedEntry PlanOne(DesiredState desired, int index, ObservedState observed, DateTimeOffset now)
    {
        return desired.Entries[index] switch
        {
            SnapshotsRetained e => RetentionPlans.For(e, index, desired, observed, now),
            VolumeEntry e => VolumePlans.For(e, observed, now),
            GroupPresent e => GroupPresentPlan.For(e, observed, now),
            GroupAbsent e => GroupAbsentPlan.For(e, observed, now),
            GroupRestored e => GroupRestorePlan.For(e, observed, at => Reverted(desired, index, at), now),
            InstanceEntry e => PlanOne(e, desired, index, observed, now),
            var other => throw new InvalidOperationException($"no plan for {other.GetType().Name}"),
        };
    }

    private static PlannedEntry PlanOne(InstanceEntry entry, DesiredState desired, int index, ObservedState observed, DateTimeOffset now) =>
        observed.At(entry.Instance) switch
        {
            Sighting.Unknown unknown => Verdicts.Refused(entry,
                $"Instance {entry.Label} could not be examined: {unknown.Reason}", new Fact(entry.Label, "known", "no")),
            Sighting.Present present => entry switch
            {
                SnapshotPresent e => PresentPlan.For(e, present.Instance, observed, now),
                SnapshotAbsent e => SnapshotPlans.Absent(e, present.Instance, now),
                SnapshotRenamed e => SnapshotPlans.Renamed(e, present.Instance),
                SnapshotPinned e => PinPlans.For(e, present.Instance, observed.Server(e.Instance.Remote), now),
                SnapshotPublished e => PublishPlans.For(e, present.Instance, observed),
                SnapshotDrilled e => DrillPlan.For(e, present.Instance, observed.Server(e.Instance.Remote), now),
                SnapshotRestored e => RestorePlan.For(e, present.Instance, observed, Reverted(desired, index, e.Instance), now),
                SnapshotsManaged e => ManagedPlans.For(e, index, desired, observed, now),
                InstancePresent e => InstancePlans.Existing(e, present.Instance),
                InstanceCloned e => Verdicts.Refused(e, $"Instance {e.Label} already exists", new Fact(e.Label, "exists", "yes")),
                InstanceAbsent e => InstancePlans.Absent(e, present.Instance, now),
                InstanceRunning e => PowerPlans.Running(e, present.Instance, observed.Server(e.Instance.Remote)),
                InstanceStopped e => PowerPlans.Stopped(e, present.Instance),
                _ => throw new InvalidOperationException($"no plan for {entry.GetType().Name}"),
            },
            _ => entry switch
            {
                SnapshotAbsent { MustExist: false } e => Verdicts.Holds(e,
                    $"Snapshot {e.Name} already absent from instance {e.Label}", new Fact(e.Label, "exists", "no")),
                InstanceAbsent e => Verdicts.Holds(e, $"Instance {e.Label} already absent", new Fact(e.Label, "exists", "no")),
                InstancePresent e => InstancePlans.Missing(e, observed),
                InstanceCloned e => ClonePlans.For(e, observed),
                _ => Verdicts.Refused(entry, $"Instance {entry.Label} does not exist", new Fact(entry.Label, "exists", "no")),
            },
        };

    /// <summary>
    /// Declarations of the instance itself that stand before a restore: it takes their config back, so they are applied
    /// once more behind it. Those that stand after it see the reverted config by themselves.
    /// </summary>
    private static IEnumerable<InstancePresent> Reverted(DesiredState desired, int index, InstanceAddress at) =>
        desired.Entries.Take(index).OfType<InstancePresent>().Where(e => e.Instance == at);
}
