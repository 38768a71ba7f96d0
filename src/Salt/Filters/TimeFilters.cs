using System.Globalization;
using System.Text;
using Brine.Jinja;

namespace Brine.Salt.Filters;

/// <summary>strftime and date_format: a date, or the instant of the run, in Python's format.</summary>
internal static class TimeFilters
{
    public static void AddTo(Dictionary<string, Func<JinjaCall, JinjaValue>> filters, ISaltHost host)
    {
        JinjaValue Format(JinjaCall call)
        {
            var format = call.Argument(1, "fmt")?.ToText() ?? "%Y-%m-%d";
            return JinjaValue.Of(Strftime(Instant(call.Subject(), host.Now), format));
        }

        filters["strftime"] = Format;
        filters["date_format"] = Format;
    }

    private static DateTimeOffset Instant(JinjaValue value, DateTimeOffset now)
    {
        if (value.Kind == JinjaKind.None || value.ToText() is "" or "now")
            return now;
        if (value.TryGetFloat(out var seconds) && Math.Abs(seconds) < 1e11)
            return DateTimeOffset.UnixEpoch.AddSeconds(seconds).ToOffset(now.Offset);
        return DateTimeOffset.TryParse(value.ToText(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out var at)
            ? at
            : throw new JinjaException($"strftime: '{value.ToText()}' is no date; write it as 2024-01-15 or 2024-01-15T12:00:00Z");
    }

    private static string Strftime(DateTimeOffset at, string format)
    {
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
                text.Append(format[i]);
            else
                text.Append(Part(at, format[++i]));
        }
        return text.ToString();
    }

    private static string Part(DateTimeOffset at, char letter) => letter switch
    {
        'Y' => Print(at, "yyyy"),
        'y' => Print(at, "yy"),
        'm' => Print(at, "MM"),
        'd' => Print(at, "dd"),
        'e' => Print(at, "%d").PadLeft(2),
        'H' => Print(at, "HH"),
        'I' => Print(at, "hh"),
        'M' => Print(at, "mm"),
        'S' => Print(at, "ss"),
        'f' => Print(at, "ffffff"),
        'p' => Print(at, "tt"),
        'a' => Print(at, "ddd"),
        'A' => Print(at, "dddd"),
        'b' or 'h' => Print(at, "MMM"),
        'B' => Print(at, "MMMM"),
        'j' => at.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'u' => (at.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)at.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'w' => ((int)at.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'V' => ISOWeek.GetWeekOfYear(at.DateTime).ToString("00", CultureInfo.InvariantCulture),
        'G' => ISOWeek.GetYear(at.DateTime).ToString("0000", CultureInfo.InvariantCulture),
        's' => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        'z' => Print(at, "zzz").Replace(":", "", StringComparison.Ordinal),
        'F' => Print(at, "yyyy-MM-dd"),
        'T' => Print(at, "HH:mm:ss"),
        'R' => Print(at, "HH:mm"),
        '%' => "%",
        _ => throw new JinjaException($"strftime: '%{letter}' is not supported"),
    };

    private static string Print(DateTimeOffset at, string format) => at.ToString(format, CultureInfo.InvariantCulture);
}
