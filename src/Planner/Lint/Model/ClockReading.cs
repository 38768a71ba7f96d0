using System.Text.RegularExpressions;
using Brine.Salt.Source;

namespace Brine.Planner.Lint.Model;

/// <summary>A place in a template that reads the clock: <c>date +FORMAT</c>, or a date as <c>strftime</c> writes it.</summary>
/// <param name="Format">In strftime's language.</param>
/// <param name="IsNow">False when a date of another origin is formatted.</param>
/// <param name="IsLocal">True when the clock is the host's local one.</param>
internal sealed partial record ClockReading(string Format, bool IsNow, bool IsLocal, SourceSpan Span, TemplateTag Tag)
{
    /// <summary>True when it tells more than the day.</summary>
    public bool HasTime => Has("HIMSTRskNXcpr");

    public bool HasYear => Has("YyGgCFDxcs");

    public bool HasWeek => Has("VUW");

    public bool Has(string anyOf) => Directive().Matches(Format)
        .Any(d => anyOf.Contains(d.ValueSpan[^1], StringComparison.Ordinal));

    public static IEnumerable<ClockReading> In(TemplateTag tag)
    {
        foreach (var text in tag.Strings)
            if (Of(tag, text) is { } reading)
                yield return reading;
    }

    private static ClockReading? Of(TemplateTag tag, TemplateString text)
    {
        var before = tag.Text[..text.At];
        if (StrftimeCall().IsMatch(before))
            return new ClockReading(text.Value, NowSubject().IsMatch(before),
                !before.Contains("utc", StringComparison.Ordinal), text.Span, tag);
        if (DateCommand().Match(text.Value) is { Success: true } command)
            return new ClockReading(command.Groups["format"].Value, !Fixed().IsMatch(text.Value), !Utc()
                .IsMatch(text.Value), text.Span, tag);
        return text.Value.StartsWith("+%", StringComparison.Ordinal)
            && tag.Strings.Any(s => s.Value is "date" or "/bin/date" or "/usr/bin/date")
            ? new ClockReading(text.Value[1..], true, !tag.Strings.Any(s => s.Value is "-u" or "--utc"), text.Span, tag)
            : null;
    }

    [GeneratedRegex("%[-_0^#:]*[a-zA-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex Directive();

    [GeneratedRegex(@"(strftime|date_format|status\.time['""]?\]?)\s*\(\s*(fmt\s*=\s*)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex StrftimeCall();

    [GeneratedRegex(@"(None|none|''|""""|'now'|""now""|now\(\s*\))\s*(\||\.)\s*(strftime|date_format)|now\(\)|status\.time", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NowSubject();

    [GeneratedRegex(@"(^|[\s/;|&(`])date\s([^+|;&]*\s)?(?<q>\\?[""']?)\+\\?[""']?(?<format>[^""'|;&`)\s\\]*(\s+%[^""'|;&`)\\]*)?)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex DateCommand();

    [GeneratedRegex(@"\s(-d|--date|-r|--reference|-f)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Fixed();

    [GeneratedRegex(@"\s(-u|--utc|--universal)\b|\bTZ=", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Utc();
}
