using Brine.Planner.Desired;
using Brine.Planner.Doctor.Facts;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Schedule.Conflicts;

namespace Brine.Planner.Doctor.Checks;

/// <summary>Schedule, expiry, pattern and policy of one instance that do not fit together.</summary>
internal static class ScheduleFit
{
    /// <summary>These have checks of their own, that look at more than settings.</summary>
    private static readonly string[] Elsewhere = ["schedule-stopped", "schedule-grows", "pattern-strftime", "expiry-takes-declared"];

    private static readonly HealthCheck Conflict = new("schedule-conflict", HealthSeverity.Error,
        "Settings of automatic snapshots that work against each other.",
        "Snapshots go before the next one is taken, or before a policy that is declared (`--states`) gets to keep them; a schedule is on no "
        + "day, or is read otherwise by another Incus. How bad it is goes by what is lost.",
        "Let the expiry reach over the schedule's pauses and the policy's reach; `brine schedule` shows the times.");

    public static CheckRun Run { get; } = new([Conflict], (facts, found) =>
    {
        var declared = new DesiredState(facts.Declared);
        foreach (var (at, instance) in facts.Present)
        {
            if (instance.ExpandedConfig.GetValueOrDefault("snapshots.schedule", "") is "" or "@never")
                continue;
            var settings = ScheduleFacts.Of(at, instance, facts.Now, facts.Zone ?? TimeZoneInfo.Utc);
            foreach (var conflict in ScheduleConflicts.Of(facts.Declared.IsEmpty ? settings : settings.With(declared)))
                if (!Elsewhere.Contains(conflict.Name) && (facts.Zone is not null || conflict.Name != "pattern-day-before"))
                    Tell(facts, found, at, conflict);
        }
    });

    private static void Tell(DoctorFacts facts, Diagnosis found, InstanceAddress at, ScheduleConflict conflict)
    {
        const string set = " snapshots.";
        // A command that sets a key is written as the others are; anything else is advice.
        var key = conflict.Remedy?.StartsWith("incus config set ", StringComparison.Ordinal) == true
            ? conflict.Remedy.IndexOf(set, StringComparison.Ordinal) : -1;
        found.Add(Conflict, Diagnosis.Instance(at), conflict.What,
            key >= 0 ? [facts.Commands.Incus(at.Project, "config", "set", facts.Commands.At(at.Name)) + conflict.Remedy![key..]] // just found in it
                : [facts.Commands.Brine(at.Project, "schedule", facts.Commands.At(at.Name))],
            key >= 0 ? null : conflict.Remedy ?? "shows the times; nothing need be done", severity: conflict.Weight switch
            {
                ConflictWeight.Error => HealthSeverity.Error,
                ConflictWeight.Warning => HealthSeverity.Warning,
                _ => HealthSeverity.Note,
            });
    }
}
