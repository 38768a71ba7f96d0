using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Doctor.Facts;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Schedule;

namespace Brine.Planner.Doctor.Checks;

/// <summary>Whether scheduled snapshots were taken, and will be deleted.</summary>
internal static class ScheduleHealth
{
    /// <summary>From so many scheduled snapshots on, none of which will go, it is no beginning any more.</summary>
    private const int Many = 30;

    private static readonly HealthCheck Missed = new("schedule-missed", HealthSeverity.Warning,
        "A schedule that missed its latest run, or never ran as far as can be seen.",
        "Incus catches nothing up. Runs are missed while the server is off or the instance stopped, and when another instance's "
        + "pattern fails.",
        "Find the cause (pattern-poisonous, project-restricted), and take a snapshot now.");

    private static readonly HealthCheck Stopped = new("schedule-stopped", HealthSeverity.Warning,
        "A schedule on an instance that is stopped.",
        "Incus skips stopped instances without a word.",
        "Set snapshots.schedule.stopped, or take the schedule away.");

    private static readonly HealthCheck Grows = new("schedule-grows", HealthSeverity.Note,
        "A schedule without an expiry.",
        "Incus keeps every snapshot until the pool is full, unless something else deletes them, such as a timer for brine prune.",
        "Set snapshots.expiry, or thin them out by a policy. From thirty such snapshots on it is a warning.");

    public static CheckRun Run { get; } = new([Missed, Stopped, Grows], (facts, found) =>
    {
        var blocked = facts.Projects.Where(p => p.BlocksSnapshots).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (at, instance) in facts.Present)
        {
            var schedule = instance.ExpandedConfig.GetValueOrDefault("snapshots.schedule", "");
            if (schedule.Length == 0 || SnapshotSchedule.Refusal(schedule) is not null || ScheduleInterval.Of(schedule) is null)
                continue;
            var taken = Taken(instance);
            FindGrowing(facts, found, at, instance, schedule, taken.Length);
            var takesStopped = Truth.Of(instance.ExpandedConfig.GetValueOrDefault("snapshots.schedule.stopped"));
            if (instance.Status == "Stopped" && !takesStopped)
                found.Add(Stopped, Diagnosis.Instance(at), $"it is stopped, and its schedule '{schedule}' takes no snapshot of it then",
                    [facts.Commands.Incus(at.Project, "config", "set", facts.Commands.At(at.Name), "snapshots.schedule.stopped=true")]);
            else if (!blocked.Contains(at.Project))
                FindMissed(facts, found, at, instance, schedule, taken);
        }
    });

    /// <summary>Those that look scheduled, the newest first.</summary>
    private static ImmutableArray<ObservedSnapshot> Taken(ObservedInstance instance)
    {
        var names = ScheduledNames.Of(instance.ExpandedConfig.GetValueOrDefault("snapshots.pattern", ""));
        return [.. instance.Snapshots.Values.Where(s => names.Matches(s.Name)).OrderByDescending(s => s.CreatedAt)];
    }

    private static void FindMissed(DoctorFacts facts, Diagnosis found, InstanceAddress at, ObservedInstance instance, string schedule,
        ImmutableArray<ObservedSnapshot> taken)
    {
        var since = Since(instance);
        var runs = MissedRuns.Of(schedule, facts.Now, facts.Zone, since, instance.ExpandedConfig.GetValueOrDefault("snapshots.expiry", ""),
            [.. taken.Select(s => s.CreatedAt)]);
        if (runs is null)
            return;
        var poison = PatternHealth.Poison(facts);
        var due = $"its schedule '{schedule}' was due {runs.When}";
        var message = taken.IsEmpty ? $"{due}, and no snapshot looks like one of it; if the schedule is newer than that, all may be well"
            : $"{due}, but the newest snapshot of it, {taken[0].Name}, is of {Instants.Readable(taken[0].CreatedAt)}"
                + (runs.Count > 1 ? $": {Diagnosis.Number(runs.Count)}{(runs.IsMore ? " or more" : "")} runs were missed" : "");
        found.Add(Missed, Diagnosis.Instance(at), message,
            [facts.Commands.Incus(at.Project, "snapshot", "create", facts.Commands.At(at.Name))],
            poison is { } p ? $"the pattern of {(p.IsProfile ? "profile " : "")}{p.Name} may be the cause (pattern-poisonous)"
                : "why is in the server's log: journalctl -u incus",
            severity: taken.IsEmpty && poison is null && runs.Count < 3 ? HealthSeverity.Note : null);
    }

    /// <summary>From when on it surely could be snapshotted.</summary>
    private static DateTimeOffset Since(ObservedInstance instance)
    {
        var created = instance.CreatedAt ?? DateTimeOffset.MinValue;
        return instance.StartedAt is { } started && started > created ? started : created;
    }

    private static void FindGrowing(DoctorFacts facts, Diagnosis found, InstanceAddress at, ObservedInstance instance, string schedule,
        int taken)
    {
        if (instance.ExpandedConfig.GetValueOrDefault("snapshots.expiry", "").Length > 0
            || facts.Declared.Any(d => d is SnapshotsRetained && d.Instances.Contains(at)))
            return;
        found.Add(Grows, Diagnosis.Instance(at), $"its schedule '{schedule}' has no snapshots.expiry: "
            + $"its snapshots are kept for ever, {Diagnosis.Number(taken)} so far",
            [facts.Commands.Incus(at.Project, "config", "set", facts.Commands.At(at.Name), "snapshots.expiry=4w")],
            "for those to come; brine prune thins out those there are", severity: taken >= Many ? HealthSeverity.Warning : null);
    }
}
