using System.Collections.Immutable;

namespace Brine.Planner.Schedule;

/// <summary>
/// When a <c>snapshots.schedule</c> runs: on the wall clock of the server, whose zone the API does not tell. Nothing is
/// caught up: a run missed (server off, instance stopped) is missed.
/// </summary>
public static class ScheduleTimes
{
    // 29 February comes again after eight years at most; what has not come by then never comes.
    private const int Horizon = 3000;

    /// <summary>
    /// The next runs after the instant, in order; empty when it never runs by the clock, or Incus does not take the text.
    /// A window that has begun counts as one to come, although its run may be over.
    /// </summary>
    public static ImmutableArray<ScheduledRun> Next(string schedule, DateTimeOffset after, TimeZoneInfo zone, int count,
        Smear? smear = null) =>
        [.. Days(schedule, smear, Date(after, zone), 1, zone)
            .SelectMany(day => day.Where(r => r.Latest > after).OrderBy(r => r.Earliest).ThenBy(r => r.Latest))
            .Take(count)];

    /// <summary>
    /// The latest run that must be over by then: of a window, its end has passed. Null when there was none in eight years.
    /// </summary>
    public static ScheduledRun? Previous(string schedule, DateTimeOffset before, TimeZoneInfo zone, Smear? smear = null) =>
        Days(schedule, smear, Date(before, zone), -1, zone)
            .Select(day => day.Where(r => r.Latest <= before).MaxBy(r => (r.Latest, r.Earliest)))
            .FirstOrDefault(r => r is not null);

    private static DateOnly Date(DateTimeOffset instant, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    private static IEnumerable<IEnumerable<ScheduledRun>> Days(string schedule, Smear? smear, DateOnly from, int step,
        TimeZoneInfo zone)
    {
        var parts = SchedulePart.Read(schedule, out _);
        var number = from.DayNumber;
        for (var barren = 0; barren < Horizon && number is > 1 and < 3_600_000; number += step, barren++)
        {
            var date = DateOnly.FromDayNumber(number);
            var runs = parts.SelectMany(part => OnDay(part, date, zone, smear)).ToList();
            if (runs.Count == 0)
                continue;
            barren = 0;
            // Two expressions that meet give one snapshot.
            yield return runs.GroupBy(r => (r.Earliest, r.Latest)).Select(g => g.First() with
            {
                By = string.Join(", ", g.Select(r => r.By)),
            });
        }
    }

    private static IEnumerable<ScheduledRun> OnDay(SchedulePart part, DateOnly date, TimeZoneInfo zone, Smear? smear) =>
        part switch
        {
            SchedulePart.Cron cron => Exact(cron.Text, cron.Fields, date, zone),
            SchedulePart.Alias alias when smear?.Resolve(alias) is { } fields => Exact(alias.Text, fields, date, zone),
            SchedulePart.Alias alias => Windows(alias, date, zone),
            SchedulePart.Startup or SchedulePart.Never => [],
            _ => throw new InvalidOperationException(part.Text),
        };

    private static IEnumerable<ScheduledRun> Exact(string text, CronFields fields, DateOnly date, TimeZoneInfo zone) =>
        fields.IsDay(date)
            ? fields.MinutesOfDay().SelectMany(minute => Instants(date, minute, zone))
                .Select(at => new ScheduledRun(text, at, at))
            : [];

    private static IEnumerable<ScheduledRun> Windows(SchedulePart.Alias alias, DateOnly date, TimeZoneInfo zone)
    {
        if (!alias.Window.IsDay(date))
            return [];
        if (alias.IsByHour)
            return (alias.Window with { Minutes = 1 }).MinutesOfDay().SelectMany(m => Instants(date, m, zone))
                .Select(at => new ScheduledRun(alias.Text, at, at.AddMinutes(59)));
        var all = alias.Window.MinutesOfDay();
        return [new ScheduledRun(alias.Text, all.SelectMany(m => Instants(date, m, zone)).First(),
            all.Reverse().SelectMany(m => Instants(date, m, zone)).First())];
    }

    /// <summary>No instant in the hour that spring skips, two in the hour that autumn repeats.</summary>
    private static IEnumerable<DateTimeOffset> Instants(DateOnly date, int minuteOfDay, TimeZoneInfo zone)
    {
        var local = date.ToDateTime(TimeOnly.MinValue).AddMinutes(minuteOfDay);
        return zone.IsInvalidTime(local) ? []
            : zone.IsAmbiguousTime(local)
                ? zone.GetAmbiguousTimeOffsets(local).OrderDescending().Select(o => new DateTimeOffset(local, o))
                : [new DateTimeOffset(local, zone.GetUtcOffset(local))];
    }
}
