using System.Globalization;
using System.Text.RegularExpressions;

namespace Brine.Sandbox.Rules;

/// <summary>
/// The cron library of Incus from 6.0.5 on. It looks no further in a list than to an item that is due at the moment; here
/// all are looked at.
/// </summary>
internal static partial class GronxRule
{
    private static readonly string[] Tags =
    [
        "@yearly", "@annually", "@monthly", "@weekly", "@daily", "@hourly", "@always", "@5minutes", "@10minutes",
        "@15minutes", "@30minutes", "@everysecond",
    ];

    private static readonly string[] Words =
    [
        "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP",
        "OCT", "NOV", "DEC",
    ];

    private static readonly (int Low, int High)[] Bounds = [(0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (0, 7), (0, 9999)];

    public static string? Error(string text) => IsValid(text) ? null : $"Error parsing cron expr: {text}";

    private static bool IsValid(string text)
    {
        text = text.Trim(' ', '\t');
        if (Tags.Contains(text))
            return true;
        var plain = Space().Replace(text, " ").ToUpperInvariant();
        for (var i = 0; i < Words.Length; i++)
            if (Words[i].Length > 0)
                plain = plain.Replace(Words[i], (i < 7 ? i : i - 7).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var fields = plain.Split(' ');
        if (fields.Length is < 5 or > 7)
            return false;
        if (fields.Length == 5 || (fields.Length == 6 && Year().IsMatch(fields[5])))
            fields = ["0", .. fields];
        return fields.Select((f, i) => f.Split(',').All(item => Item(item, i))).All(valid => valid);
    }

    private static bool Item(string item, int position)
    {
        var isDay = position is 3 or 5;
        return Plain(item, Bounds[position], position == 5)
            || (isDay && item.AsSpan().IndexOfAny('L', 'W', '#') >= 0 && (position == 3 ? MonthDay(item) : Weekday(item)));
    }

    private static bool Plain(string item, (int Low, int High) bounds, bool isWeekday)
    {
        if (item is "*" or "?")
            return true;
        var steps = item.Split('/');
        if (steps.Length > 1 && (!Number(steps[1], out var step) || step <= 0))
            return false;
        if (steps.Length > 1 && (item.StartsWith("*/", StringComparison.Ordinal) || item.StartsWith("0/", StringComparison.Ordinal)))
            return true;
        var range = steps[0].Split('-');
        if (isWeekday && steps.Length == 1 && range is ["7", ..] && range.Length > 1)
            range[0] = "0";
        if (!Number(range[0], out var start))
            return false;
        var end = start;
        return (range.Length == 1 || Number(range[1], out end)) && end >= start && start >= bounds.Low && end <= bounds.High;
    }

    private static bool MonthDay(string item) =>
        item == "L" || (item.IndexOf('W', StringComparison.Ordinal) is > 0 and var at && Number(item[..at], out _));

    private static bool Weekday(string item) =>
        item.IndexOf('L', StringComparison.Ordinal) is > 0 and var at ? Number(item[..at], out _)
            : item.Split('#') is [var day, var nth, ..] && Number(day, out _) && Number(nth, out _);

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Space();

    [GeneratedRegex(@"\d{4}", RegexOptions.CultureInvariant)]
    private static partial Regex Year();
}
