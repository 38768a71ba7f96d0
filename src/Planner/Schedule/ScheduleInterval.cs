namespace Brine.Planner.Schedule;

/// <summary>
/// How far apart the runs of a schedule lie, on a clock without summer time. Exact, but where an alias stands beside
/// another expression: its own minute is not known, and it counts as 00:00 then.
/// </summary>
public readonly record struct ScheduleInterval(TimeSpan Least, TimeSpan Most)
{
    // Weekdays and leap years come round after 28 years (within one century).
    private static readonly int From = new DateOnly(2001, 1, 1).DayNumber, To = new DateOnly(2029, 1, 2).DayNumber;

    private sealed record Day(int First, int Last, int Least, int Most);

    /// <summary>Null when it never runs by the clock, or only once.</summary>
    public static ScheduleInterval? Of(string schedule, Smear? smear = null)
    {
        var crons = SchedulePart.Read(schedule, out _).Take(64).Select(p => Fields(p, smear)).OfType<CronFields>().ToList();
        if (crons.Count == 0)
            return null;
        var days = new Dictionary<ulong, Day?>();
        int least = int.MaxValue, most = 0, last = -1;
        for (var number = From; number < To; number++)
        {
            var date = DateOnly.FromDayNumber(number);
            ulong which = 0;
            for (var i = 0; i < crons.Count; i++)
                which |= crons[i].IsDay(date) ? 1UL << i : 0;
            if (!days.TryGetValue(which, out var day))
                days[which] = day = Made([.. crons.Where((_, i) => CronFields.Has(which, i))]);
            if (day is null)
                continue;
            var start = (number - From) * 1440;
            if (last >= 0)
                (least, most) = (Math.Min(least, start + day.First - last), Math.Max(most, start + day.First - last));
            (least, most, last) = (Math.Min(least, day.Least), Math.Max(most, day.Most), start + day.Last);
        }

        return most == 0 ? null : new ScheduleInterval(TimeSpan.FromMinutes(least), TimeSpan.FromMinutes(most));
    }

    private static CronFields? Fields(SchedulePart part, Smear? smear) => part switch
    {
        SchedulePart.Cron cron => cron.Fields,
        SchedulePart.Alias alias => smear?.Resolve(alias)
            ?? alias.Window with { Minutes = 1, Hours = alias.IsByHour ? alias.Window.Hours : 1 },
        _ => null,
    };

    private static Day? Made(List<CronFields> crons)
    {
        var minutes = crons.SelectMany(c => c.MinutesOfDay()).Distinct().Order().ToList();
        var gaps = minutes.Zip(minutes.Skip(1), (a, b) => b - a).ToList();
        return minutes.Count == 0 ? null : new Day(minutes[0], minutes[^1],
            gaps.Count == 0 ? int.MaxValue : gaps.Min(), gaps.Count == 0 ? 0 : gaps.Max());
    }
}
