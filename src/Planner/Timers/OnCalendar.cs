using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Schedule;

namespace Brine.Planner.Timers;

/// <summary>Cron in the language of systemd.time(7).</summary>
internal static class OnCalendar
{
    private static readonly string[] Days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// <summary>
    /// One expression; two where cron means either of its days, since systemd always means both: a timer runs when one of
    /// its expressions comes.
    /// </summary>
    public static ImmutableArray<string> Of(CronFields fields)
    {
        var time = $"{Set(fields.Hours, 0, 23)}:{Set(fields.Minutes, 0, 59)}:00";
        string Line(ulong days, ulong weekdays) =>
            $"{Weekdays(weekdays)}*-{Set(fields.Months, 1, 12)}-{Set(days, 1, 31)} {time}";
        return !fields.EitherDay ? [Line(fields.Days, fields.Weekdays)]
            : fields.Days == CronFields.AllDays || fields.Weekdays == CronFields.AllWeekdays
                ? [Line(CronFields.AllDays, CronFields.AllWeekdays)]
                : [Line(CronFields.AllDays, fields.Weekdays), Line(fields.Days, CronFields.AllWeekdays)];
    }

    private static string Weekdays(ulong set)
    {
        if (set == CronFields.AllWeekdays)
            return "";
        // systemd's week begins on Monday; so does a range.
        set = (set & ~1UL) | (set & 1) << 7;
        return Ranges(Values(set, 1, 7), n => Days[n]) + " ";
    }

    private static string Set(ulong set, int least, int most)
    {
        var values = Values(set, least, most);
        if (values.Count == most - least + 1)
            return "*";
        var step = values.Count > 2 ? values[1] - values[0] : 0;
        var isSteps = step > 1 && values[^1] + step > most && values.Zip(values.Skip(1), (a, b) => b - a).All(d => d == step);
        // Of days and months too systemd has steps, but '*-*-01/9' misses 1 January (252).
        return isSteps && least == 0 ? $"{Two(values[0])}/{step.ToString(CultureInfo.InvariantCulture)}" : Ranges(values, Two);
    }

    private static string Ranges(List<int> values, Func<int, string> shown)
    {
        var parts = new List<string>();
        for (var i = 0; i < values.Count;)
        {
            var end = i;
            while (end + 1 < values.Count && values[end + 1] == values[end] + 1)
                end++;
            if (end - i >= 2)
                parts.Add($"{shown(values[i])}..{shown(values[end])}");
            else
                parts.AddRange(values[i..(end + 1)].Select(shown));
            i = end + 1;
        }

        return string.Join(',', parts);
    }

    private static List<int> Values(ulong set, int least, int most) =>
        [.. Enumerable.Range(least, most - least + 1).Where(n => CronFields.Has(set, n))];

    private static string Two(int value) => value.ToString("00", CultureInfo.InvariantCulture);
}
