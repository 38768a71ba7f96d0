using System.Collections.Immutable;

namespace Brine.Planner.Schedule.Conflicts;

/// <summary>Finds where schedule, expiry, pattern, power and policy of one instance work against each other.</summary>
public static class ScheduleConflicts
{
    /// <summary>The worst first.</summary>
    public static ImmutableArray<ScheduleConflict> Of(ScheduleFacts facts) =>
    [
        .. new[] { OfSchedule(facts), ExpiryConflicts.Of(facts), PolicyConflicts.Of(facts), NameConflicts.Of(facts) }
            .SelectMany(c => c).OrderByDescending(c => c.Weight).ThenBy(c => c.Name, StringComparer.Ordinal),
    ];

    private static IEnumerable<ScheduleConflict> OfSchedule(ScheduleFacts facts)
    {
        var parts = SchedulePart.Read(facts.Schedule, out var refusal);
        if (refusal is not null)
            yield return new("schedule-unknown", ConflictWeight.Warning,
                $"snapshots.schedule is not what every Incus takes, and Brine cannot tell its times: {refusal}",
                facts.Set("schedule", "0 6 * * *"));
        foreach (var cron in parts.OfType<SchedulePart.Cron>().Where(p => p.Fields.MeansTwoThings))
            yield return new("schedule-two-meanings", ConflictWeight.Warning,
                $"'{cron.Text}' means either of its days up to Incus 6.0.4, and both together from 6.0.5 on",
                facts.Set("schedule", facts.Schedule.Replace(cron.Text, EitherEverywhere(cron.Text), StringComparison.Ordinal)));
        if (facts.Schedule.Length > 0 && refusal is null && parts.Any(p => p is SchedulePart.Cron)
            && ScheduleTimes.Next(facts.Schedule, facts.Now, facts.Zone, 1).IsEmpty)
            yield return new("schedule-never", ConflictWeight.Error,
                $"'{facts.Schedule}' is on no day of the calendar: nothing is ever taken", facts.Set("schedule", "0 6 * * *"));
        if (facts is { Status: "Stopped", TakesStopped: false } && parts.Any(p => p is SchedulePart.Cron or SchedulePart.Alias))
            yield return new("schedule-stopped", ConflictWeight.Warning,
                $"{facts.Instance} is stopped: Incus takes no scheduled snapshot of it, without a word",
                facts.Set("schedule.stopped", "true"));
    }

    /// <summary>Written so that every Incus reads it as 6.0.4 does.</summary>
    private static string EitherEverywhere(string cron)
    {
        var fields = cron.Split(' ');
        fields[2] = fields[2].StartsWith("*/", StringComparison.Ordinal) ? "1-31" + fields[2][1..] : fields[2];
        fields[4] = fields[4].StartsWith("*/", StringComparison.Ordinal) ? "0-6" + fields[4][1..] : fields[4];
        return string.Join(' ', fields);
    }
}
