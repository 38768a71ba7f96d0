using System.Globalization;

namespace Brine.Planner.Schedule;

/// <summary>
/// Reads a cron expression of five fields as both libraries take it that Incus has had (robfig/cron up to 6.0.4, gronx
/// since). What only one of them takes is refused: '7' for Sunday, 'L', 'W', '#', '1,,2', '*-5'.
/// </summary>
internal static class CronReader
{
    private sealed record Field(string Name, string Plural, int Least, int Most, ulong All, string Words);

    private static readonly Field[] Fields =
    [
        new("minute", "minutes", 0, 59, CronFields.AllMinutes, ""),
        new("hour", "hours", 0, 23, CronFields.AllHours, ""),
        new("day of month", "days", 1, 31, CronFields.AllDays, ""),
        new("month", "months", 1, 12, CronFields.AllMonths, "janfebmaraprmayjunjulaugsepoctnovdec"),
        new("day of week", "weekdays", 0, 6, CronFields.AllWeekdays, "sunmontuewedthufrisat"),
    ];

    // The classic cron: more than one space, and 7 for Sunday.
    private static readonly Field[] Classic = [.. Fields[..4], Fields[4] with { Most = 7 }];

    /// <param name="isClassic">For a crontab or a systemd timer, not for Incus.</param>
    public static CronFields? Read(string text, out string? refusal, bool isClassic = false)
    {
        refusal = null;
        if (isClassic)
            text = string.Join(' ', text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
        var fields = text.Split(' ');
        if (fields.Length > 5 && text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 5)
            refusal = $"'{text}' has a space too many: Incus wants just one between fields";
        else if (fields.Length != 5 || fields.Any(f => f.Length == 0))
            refusal = $"'{text}' has not the five fields minute, hour, day of month, month, day of week";
        if (refusal is not null)
            return null;

        Span<ulong> sets = stackalloc ulong[5];
        Span<bool> stars = stackalloc bool[5];
        for (var i = 0; i < 5; i++)
            foreach (var item in fields[i].Split(','))
            {
                if (Item(item, (isClassic ? Classic : Fields)[i], out var set, out var isStar) is { } wrong)
                {
                    refusal = $"'{text}': {wrong}";
                    return null;
                }

                sets[i] |= set;
                stars[i] |= isStar;
            }

        var either = !stars[2] && !stars[4];
        var weekdays = (sets[4] | sets[4] >> 7) & CronFields.AllWeekdays;
        return new CronFields(sets[0], sets[1], sets[2], sets[3], weekdays, either)
        {
            MeansTwoThings = either && (fields[2].StartsWith("*/", StringComparison.Ordinal)
                || fields[4].StartsWith("*/", StringComparison.Ordinal)),
        };
    }

    private static string? Item(string item, Field field, out ulong set, out bool isStar)
    {
        set = 0;
        isStar = false;
        var (range, step) = Cut(item, '/');
        var by = 1;
        if (step is not null && (!Number(step, out by) || by == 0))
            return $"'{item}' is no {field.Name}: a step is a number from 1, such as '*/2'";
        int from, to;
        if (range == "*" || (range == "?" && step is null))
        {
            (from, to) = (field.Least, field.Most);
            isStar = by == 1;
        }
        else
        {
            var (first, last) = Cut(range, '-');
            if (Value(first, item, field, out from) is { } wrong)
                return wrong;
            // '5/15' is from 5 on, to the end.
            to = step is null ? from : field.Most;
            if (last is not null && Value(last, item, field, out to) is { } wrongToo)
                return wrongToo;
            if (from > to)
                return $"'{item}' runs backwards: write '{first}-{field.Most},{field.Least}-{last}'";
        }

        for (var value = from; value <= to; value += by)
            set |= 1UL << value;
        return null;
    }

    private static string? Value(string text, string item, Field field, out int value)
    {
        if (text.Length == 3 && field.Words.Length > 0 && field.Words.IndexOf(text,
            StringComparison.OrdinalIgnoreCase) is >= 0 and var at && at % 3 == 0)
        {
            value = (at / 3) + field.Least;
            return null;
        }

        if (!Number(text, out value))
            return $"'{item}' is no {field.Name}"
                + (text.AsSpan().ContainsAny("LlWw#") ? ": L, W and # are known to few crons, and not to Incus 6.0.4" : "");
        if (value == 7 && field.Most == 6)
            return "Sunday is 0: Incus 6.0.4 takes no 7";
        return value < field.Least || value > field.Most
            ? $"'{item}' is no {field.Name}: {field.Plural} go from {field.Least} to {field.Most}" : null;
    }

    // Not more digits than any server reads into its own integers.
    private static bool Number(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= 100_000;

    private static (string Head, string? Tail) Cut(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var i ? (text[..i], text[(i + 1)..]) : (text, null);
}
