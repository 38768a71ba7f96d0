using System.Globalization;
using System.Text;
using Brine.Jinja;
using Brine.Salt.Calls;

namespace Brine.Salt.Filters;

/// <summary>strftime and date_format: a date, or the instant of the run, in Python's format</summary>
internal static class TimeFilters
{
    private const string Takes = "date? format?";

    public static FilterLine[] Table => [new("strftime", Takes, Format), new("date_format", Takes, Format)];

    private static JinjaValue Format(Arguments a, ISaltHost host) => JinjaValue.Of(
        Strftime(Instant(a, host.Now), a.OptionalText("format") ?? "%Y-%m-%d"));

    /// <summary>
    /// None is the instant of the run, a number counts seconds since 1970. Salt reads other texts only where timelib
    /// is installed; dates and instants as ISO 8601 writes them are read here everywhere.
    /// </summary>
    private static DateTimeOffset Instant(Arguments a, DateTimeOffset now)
    {
        if (a.Given("date") is not { } date)
            return now;
        var text = date.ToText();
        if (date.TryGetText(out _) && text is "" or "now")
            return now;
        if (PythonNumber.Float(date) is { } number && number.TryGetFloat(out var seconds) && Math.Abs(seconds) < 1e11)
            return DateTimeOffset.UnixEpoch.AddSeconds(seconds).ToOffset(now.Offset);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : throw a.Wrong($"'{text}' is no date; write it as 2024-01-15 or 2024-01-15T12:00:00Z");
    }

    private static string Strftime(DateTimeOffset at, string format)
    {
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }
            var flag = format[i + 1] is '-' or '_' or '0' && i + 2 < format.Length ? format[++i] : ' ';
            text.Append(Flagged(Part(at, format[++i]), flag));
        }
        return text.ToString();
    }

    /// <summary>glibc's flags: <c>%-d</c> without zeros in front, <c>%_d</c> with blanks there.</summary>
    private static string Flagged(string part, char flag)
    {
        var zeros = part.Length - part.TrimStart('0', ' ').Length;
        zeros = Math.Min(zeros, part.Length - 1);
        return flag switch
        {
            '-' => part[zeros..],
            '_' => new string(' ', zeros) + part[zeros..],
            '0' => new string('0', zeros) + part[zeros..],
            _ => part,
        };
    }

    private static string Part(DateTimeOffset at, char letter) => letter switch
    {
        'Y' => Print(at, "yyyy").TrimStart('0'),
        'y' => Print(at, "yy"),
        'C' => Number(at.Year / 100, "00"),
        'm' => Print(at, "MM"),
        'd' => Print(at, "dd"),
        'e' => Print(at, "%d").PadLeft(2),
        'H' => Print(at, "HH"),
        'k' => Print(at, "%H").PadLeft(2),
        'I' => Print(at, "hh"),
        'l' => Print(at, "%h").PadLeft(2),
        'M' => Print(at, "mm"),
        'S' => Print(at, "ss"),
        'f' => Print(at, "ffffff"),
        'p' => Print(at, "tt"),
        'P' => Print(at, "tt").ToLowerInvariant(),
        'a' => Print(at, "ddd"),
        'A' => Print(at, "dddd"),
        'b' or 'h' => Print(at, "MMM"),
        'B' => Print(at, "MMMM"),
        'j' => Number(at.DayOfYear, "000"),
        'u' => Number(at.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)at.DayOfWeek, "0"),
        'w' => Number((int)at.DayOfWeek, "0"),
        'U' => Number((at.DayOfYear + 6 - (int)at.DayOfWeek) / 7, "00"),
        'W' => Number((at.DayOfYear + 6 - (((int)at.DayOfWeek + 6) % 7)) / 7, "00"),
        'V' => Number(ISOWeek.GetWeekOfYear(at.DateTime), "00"),
        'G' => Number(ISOWeek.GetYear(at.DateTime), "0000"),
        'g' => Number(ISOWeek.GetYear(at.DateTime) % 100, "00"),
        's' => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        'z' or 'Z' => "", // Python's own dates know no zone
        'F' => Print(at, "yyyy-MM-dd"),
        'D' or 'x' => Print(at, "MM/dd/yy"),
        'T' or 'X' => Print(at, "HH:mm:ss"),
        'R' => Print(at, "HH:mm"),
        'r' => Print(at, "hh:mm:ss tt"),
        'c' => Print(at, "ddd MMM ") + Print(at, "%d").PadLeft(2) + Print(at, " HH:mm:ss yyyy"),
        'n' => "\n",
        't' => "\t",
        '%' => "%",
        _ => "%" + letter,
    };

    private static string Print(DateTimeOffset at, string format) => at.ToString(format, CultureInfo.InvariantCulture);

    private static string Number(int number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
