using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Brine.Planner.Schedule;

/// <summary>
/// Dates as Go writes them, which is the language of <c>date:"20060102"</c> in <c>snapshots.pattern</c>: the parts of one
/// certain moment stand for the parts of any (year 2006, month 01, day 02, hour 15, minute 04, second 05).
/// </summary>
public static class GoLayout
{
    private sealed record Token(string Text, string Pattern, Func<DateTimeOffset, string> Of);

    // In the order in which Go looks for them. Zone abbreviations (MST) are not told by the system's zone table.
    private static readonly Token[] Tokens =
    [
        new("January", "[A-Z][a-z]+", t => By(t, "MMMM")), new("Jan", "[A-Z][a-z][a-z]", t => By(t, "MMM")),
        new("Monday", "[A-Z][a-z]+day", t => By(t, "dddd")), new("Mon", "[A-Z][a-z][a-z]", t => By(t, "ddd")),
        new("002", "[0-9]{3}", t => t.DayOfYear.ToString("000", CultureInfo.InvariantCulture)),
        new("01", "[0-9]{2}", t => By(t, "MM")), new("02", "[0-9]{2}", t => By(t, "dd")),
        new("03", "[0-9]{2}", t => By(t, "hh")), new("04", "[0-9]{2}", t => By(t, "mm")),
        new("05", "[0-9]{2}", t => By(t, "ss")), new("06", "[0-9]{2}", t => By(t, "yy")),
        new("15", "[0-9]{2}", t => By(t, "HH")), new("1", "[0-9]{1,2}", t => By(t, "%M")),
        new("2006", "[0-9]{4}", t => By(t, "yyyy")), new("2", "[0-9]{1,2}", t => By(t, "%d")),
        new("_2", "[ 0-9][0-9]", t => By(t, "%d").PadLeft(2)),
        new("3", "[0-9]{1,2}", t => By(t, "%h")), new("4", "[0-9]{1,2}", t => By(t, "%m")),
        new("5", "[0-9]{1,2}", t => By(t, "%s")),
        new("PM", "[AP]M", t => By(t, "tt")), new("pm", "[ap]m", t => t.Hour < 12 ? "am" : "pm"),
        new("-07:00", "[+-][0-9]{2}:[0-9]{2}", t => By(t, "zzz")),
        new("-0700", "[+-][0-9]{4}", t => By(t, "zzz").Replace(":", "", StringComparison.Ordinal)),
        new("-07", "[+-][0-9]{2}", t => By(t, "zz")),
    ];

    /// <summary>The text for a moment, whose offset is taken as it is.</summary>
    public static string Format(string layout, DateTimeOffset at) => Each(layout, token => token.Of(at), c => c.ToString());

    /// <summary>What such texts look like.</summary>
    internal static string Regex(string layout) => Each(layout, token => token.Pattern,
        c => System.Text.RegularExpressions.Regex.Escape(c.ToString()));

    private static string Each(string layout, Func<Token, string> ofToken, Func<char, string> ofText)
    {
        var text = new StringBuilder();
        for (var i = 0; i < layout.Length;)
        {
            if (At(layout, i) is { } token)
            {
                text.Append(ofToken(token));
                i += token.Text.Length;
            }
            else
            {
                text.Append(ofText(layout[i++]));
            }
        }

        return text.ToString();
    }

    private static Token? At(string layout, int at)
    {
        foreach (var token in Tokens)
        {
            if (string.CompareOrdinal(layout, at, token.Text, 0, token.Text.Length) != 0)
                continue;
            var end = at + token.Text.Length;
            // 'Jan' and 'Mon' are words of their own, not the beginning of one; '_2006' is a year behind a dash.
            if ((token.Text is "Jan" or "Mon" && end < layout.Length && char.IsAsciiLetterLower(layout[end]))
                || (token.Text == "_2" && string.CompareOrdinal(layout, at + 1, "2006", 0, 4) == 0))
                continue;
            return token;
        }

        return null;
    }

    private static string By(DateTimeOffset at, string format) => at.ToString(format, CultureInfo.InvariantCulture);
}
