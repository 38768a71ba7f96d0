using System.Text.RegularExpressions;
using Brine.Planner.Schedule;

namespace Brine.Planner.Doctor;

/// <summary>
/// What Incus makes of a <c>snapshots.pattern</c> when it takes a snapshot (each tried on 6.0.4). It accepts any text when
/// it is set.
/// </summary>
/// <param name="Fails">True: a run fails, and with it the runs of others. False: names that nobody can have meant.</param>
/// <param name="Trouble">What happens, to be read behind the pattern.</param>
/// <param name="Better">A pattern that does what this one must have meant.</param>
internal sealed partial record PatternVerdict(bool Fails, string Trouble, string Better)
{
    private const string Usual = "{{ creation_date|date:\"20060102-1504\" }}";

    /// <summary>Null: nothing speaks against it.</summary>
    public static PatternVerdict? Of(string pattern)
    {
        if (pattern.Length == 0)
            return null;
        var translated = SnapshotPattern.Translate(pattern, out var refusal);
        if ((refusal is not null || translated != pattern) && !HasCountersOnly(pattern))
            return Strftime(pattern, refusal is null ? translated : Front(pattern) + Usual);
        if (Count(pattern, "{{") != Count(pattern, "}}") || Count(pattern, "{%") != Count(pattern, "%}"))
            return new(true, "has a bracket that is not closed: every run fails", Front(pattern) + Usual);
        if (Count(pattern, "%d") > 1)
            return new(true, "has %d more than once: every run fails", Remove(pattern, "%d", 1));
        if (Filter().Matches(pattern).Select(m => m.Groups["name"].Value).FirstOrDefault(f => !Filters.Contains(f)) is { } filter)
            return new(true, $"uses a filter '{filter}', which Incus does not have: every run fails", Front(pattern) + Usual);
        return Layouts(pattern) ?? Text(pattern);
    }

    private static PatternVerdict Strftime(string pattern, string better) =>
        // %d is Incus's counter: its search for a free number never matches beside the other directives.
        pattern.IndexOf("%d", StringComparison.Ordinal) is >= 0 and var at
            ? new(true, $"is strftime, which Incus does not know: the first run makes '{pattern[..at]}0{pattern[(at + 2)..]}', every "
                + "later one fails", better)
            : new(false, $"is strftime, which Incus does not know: snapshots are called '{pattern}', '{pattern}-0' and so on", better);

    private static PatternVerdict? Layouts(string pattern)
    {
        foreach (var layout in Layout().Matches(pattern).Select(m => m.Groups["layout"].Value))
        {
            var better = pattern.Replace(layout, "20060102-1504", StringComparison.Ordinal);
            if (layout.Contains("%d", StringComparison.Ordinal))
                return new(true, $"has a date layout in strftime, '{layout}': the first run makes a literal name, every later one fails", better);
            if (layout.AsSpan().IndexOfAny('/', ' ', '+') >= 0)
                return new(true, $"has a date layout '{layout}' with what a name may not hold: every run fails", better);
            if (!layout.Any(char.IsAsciiDigit) && !layout.Contains("Jan", StringComparison.Ordinal) && !layout.Contains("Mon", StringComparison.Ordinal))
                return new(false, $"has a date layout '{layout}', which Go takes for plain text: write the year as 2006, the month 01, "
                    + "the day 02, the hour 15, the minute 04", better);
        }

        return null;
    }

    private static PatternVerdict? Text(string pattern)
    {
        if (BareDate().IsMatch(pattern))
            return new(true, "writes the date with spaces, colons and '+': every run fails", BareDate().Replace(pattern, Usual));
        var plain = Template().Replace(pattern, "0");
        if (plain.AsSpan().IndexOfAny('/', ' ', '+') >= 0 || plain.AsSpan().IndexOfAny('?', '&') >= 0)
            return new(true, "holds what a snapshot name may not: every run fails", Unfit().Replace(pattern, "-"));
        return Variable().Matches(pattern).Select(m => m.Groups["name"].Value).FirstOrDefault(n => n != "creation_date") is { } unknown
            ? new(false, $"names '{unknown}', which Incus does not know and leaves empty: the one variable is creation_date",
                Variable().Replace(pattern, m => m.Groups["name"].Value == unknown ? Usual : m.Value))
            : null;
    }

    private static bool HasCountersOnly(string pattern) =>
        Directive().Matches(pattern) is { Count: > 0 } found && found.All(d => d.Value == "%d");

    /// <summary>What stands before the first directive or bracket.</summary>
    private static string Front(string pattern) =>
        pattern.AsSpan().IndexOfAny('%', '{') is >= 0 and var at ? pattern[..at] : pattern;

    private static string Remove(string text, string part, int kept)
    {
        var at = text.IndexOf(part, StringComparison.Ordinal) + (part.Length * kept);
        return text[..at] + text[at..].Replace(part, "", StringComparison.Ordinal).TrimEnd('-', '_', '.');
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    /// <summary>pongo2's, as far as they make sense in a name.</summary>
    private static readonly string[] Filters =
    [
        "add", "addslashes", "capfirst", "center", "cut", "date", "default", "default_if_none", "divisibleby", "escape", "first",
        "float", "floatformat", "get_digit", "integer", "join", "last", "length", "ljust", "lower", "make_list", "pluralize",
        "random", "rjust", "safe", "slice", "split", "stringformat", "striptags", "time", "title", "truncatechars",
        "truncatewords", "upper", "urlencode", "wordcount", "yesno",
    ];

    [GeneratedRegex("%[A-Za-z]", RegexOptions.CultureInvariant)]
    private static partial Regex Directive();

    [GeneratedRegex(@"\|\s*(?<name>\w+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Filter();

    [GeneratedRegex(@"(date|time|now)\s*:?\s*[""'](?<layout>[^""']*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Layout();

    [GeneratedRegex(@"\{\{\s*creation_date\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex BareDate();

    [GeneratedRegex(@"\{\{\s*(?<name>[A-Za-z_]\w*)[^}]*\}\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\{\{.*?\}\}|\{%.*?%\}", RegexOptions.CultureInvariant)]
    private static partial Regex Template();

    /// <summary>Outside of templates.</summary>
    [GeneratedRegex(@"[/ +?&](?![^{]*\}\})", RegexOptions.CultureInvariant)]
    private static partial Regex Unfit();
}
