using Brine.Planner.Schedule;
using Cronos;

namespace Brine.Planner.Lint.Rules;

/// <summary>How far apart the runs of a schedule lie.</summary>
internal readonly record struct Interval(TimeSpan Least, TimeSpan Most);

/// <summary>Reads it off the next runs, several years of them if need be.</summary>
internal static class Intervals
{
    /// <summary>Null when it never runs, or only at start.</summary>
    public static Interval? Of(string schedule, DateTimeOffset now)
    {
        var crons = schedule.Split(", ").Select(Cron).OfType<CronExpression>().ToList();
        if (crons.Count == 0)
            return null;
        var from = now.UtcDateTime;
        // Enough for each kind of gap: days of a week, months of a year.
        var runs = crons.SelectMany(c => c.GetOccurrences(from, from.AddYears(3)).Take(800)).Distinct().Order()
            .Take(800).ToList();
        var gaps = runs.Zip(runs.Skip(1), (a, b) => b - a).ToList();
        return gaps.Count == 0 ? null : new Interval(gaps.Min(), gaps.Max());
    }

    private static CronExpression? Cron(string part) => part switch
    {
        "@hourly" => CronExpression.Parse("0 * * * *"),
        "@daily" or "@midnight" => CronExpression.Parse("0 0 * * *"),
        "@weekly" => CronExpression.Parse("0 0 * * 0"),
        "@monthly" => CronExpression.Parse("0 0 1 * *"),
        "@annually" or "@yearly" => CronExpression.Parse("0 0 1 1 *"),
        _ => part.StartsWith('@') || SnapshotSchedule.Refusal(part) is not null ? null : CronExpression.Parse(part),
    };
}
