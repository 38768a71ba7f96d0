using System.Globalization;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Rules;

/// <summary>Whether the server accepts a <c>snapshots.schedule</c>, with the text of its cron library if not.</summary>
internal static class ScheduleRule
{
    private const string Form =
        "Schedule must be of the form: <minute> <hour> <day-of-month> <month> <day-of-week>";

    private static readonly string[] Aliases =
    [
        "@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@annually", "@yearly", "@startup", "@never",
    ];

    private static readonly (int Low, int High)[] Ranges = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)];

    private static readonly string[] Names =
    [
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
        "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT",
    ];

    /// <summary>The error text, or null.</summary>
    public static string? Error(SandboxFlavor flavor, string schedule)
    {
        if (schedule.Length == 0)
            return null;
        return schedule.Split(", ", StringSplitOptions.TrimEntries)
            .Where(part => !Aliases.Contains(part))
            .Select(part => flavor == SandboxFlavor.Incus702 ? Gronx(part) : Robfig(part))
            .FirstOrDefault(error => error is not null);
    }

    // Incus 7 takes an optional field of seconds or years more (seen live: six stars are accepted).
    private static string? Gronx(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var five = fields.Length is 6 ? fields[1..] : fields;
        return five.Length == 5 && five.Select((f, i) => Field(f, Ranges[i])).All(e => e is null)
            ? null
            : $"Error parsing cron expr: {text}";
    }

    private static string? Robfig(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
            return Form;
        var error = fields.Select((f, i) => Field(f, Ranges[i])).FirstOrDefault(e => e is not null);
        return error is null ? null : $"Error parsing schedule: {error}";
    }

    private static string? Field(string field, (int Low, int High) range)
    {
        foreach (var item in field.Split(','))
        {
            var span = item.Split('/')[0];
            foreach (var end in span is "*" or "?" ? [] : span.Split('-'))
            {
                if (Names.Contains(end.ToUpperInvariant()))
                    continue;
                if (!int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    return $"failed to parse int from {end}: strconv.Atoi: parsing \"{end}\": invalid syntax";
                if (number > range.High)
                    return $"end of range ({end}) above maximum ({range.High}): {item}";
                if (number < range.Low)
                    return $"beginning of range ({end}) below minimum ({range.Low}): {item}";
            }
        }

        return null;
    }
}
