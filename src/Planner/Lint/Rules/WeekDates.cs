using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Brine.Planner.Lint.Model;
using Brine.Salt.Source;

namespace Brine.Planner.Lint.Rules;

/// <summary>Week numbers beside a year that counts its weeks in another way.</summary>
internal static partial class WeekDates
{
    private static readonly LintRule Collides = new("template-week-year", FindingSeverity.Error,
        "A week number beside the year of another calendar.",
        "%V counts ISO weeks and belongs to the year %G. With %Y, 30 December 2024 gives 2024W01, the name that a week of "
        + "January 2024 had: the snapshot is there already, and nothing is taken. %G beside %U or %W is the same mistake the other way.",
        "Write %GW%V.");

    private static readonly LintRule NotIso = new("template-week-not-iso", FindingSeverity.Note,
        "A week number that is not the ISO week.",
        "%U and %W count from the first Sunday or Monday of the year, so that the week of New Year is cut in two (52 and 00). "
        + "With %Y they are consistent, but not the weekly-YYYYWWW of the naming conventions.",
        "Write %GW%V.");

    private static readonly LintRule NoYear = new("template-date-without-year", FindingSeverity.Warning,
        "A name made of a date without its year.",
        "A year later the name is taken, and nothing is done.",
        "Put the year before it: %Y, or %G before %V.");

    public static LintCheck Check { get; } = new([Collides, NotIso, NoYear], Run);

    private static void Run(Subject subject, Findings findings)
    {
        foreach (var scan in subject.Templates)
        {
            foreach (var reading in scan.Readings)
                Judge(reading.Format, reading.Span, findings);
            // A name put together of several: {{ year }}W{{ week }}.
            foreach (var line in scan.Tags.Where(t => t.Prints).GroupBy(t => t.Span.Line))
            {
                var shown = line.Select(t => (Tag: t, Readings: scan.Shown(t))).Where(t => !t.Readings.IsEmpty)
                    .ToList();
                if (shown.Count == 0)
                    continue;
                var whole = string.Concat(shown.SelectMany(t => t.Readings).Select(r => r.Format));
                if (shown.Count > 1)
                    Judge(whole, shown[0].Tag.Span, findings);
                if (shown.Exists(t => t.Tag.IsInName) && Directives(whole) is { } all && !all.Overlaps("YyGgCFDxcs")
                    && all.Overlaps("mbBhdejVUW") && !HasDigits(line.First()))
                    findings.Add(NoYear, shown[0].Tag.Span,
                        $"'{whole}' in a name has no year: next year the name is taken, and nothing is done",
                        all.Contains('V') ? "write %GW%V" : "put %Y before it");
            }
        }
    }

    private static void Judge(string format, SourceSpan span, Findings findings)
    {
        var all = Directives(format);
        var proper = Week().Replace(format, "%GW%V");
        if (proper == format)
            proper = "%GW%V";
        if (all.Contains('V') && all.Overlaps("Yy") && !all.Overlaps("Gg"))
            findings.Add(Collides, span,
                $"'{format}' has the calendar's year beside the ISO week: 30 December 2024 becomes week 01 of 2024",
                $"write {proper}");
        else if (all.Overlaps("Gg") && all.Overlaps("UW") && !all.Contains('V'))
            findings.Add(Collides, span,
                $"'{format}' has the ISO year beside a week that is not the ISO week: 1 January 2027 becomes week 00 of 2026",
                $"write {proper}");
        else if (all.Overlaps("UW") && all.Overlaps("Yy"))
            findings.Add(NotIso, span,
                $"'{format}' counts weeks from the year's first {(all.Contains('U') ? "Sunday" : "Monday")}, not ISO weeks",
                $"write {proper}, if ISO weeks are meant");
    }

    private static bool HasDigits(TemplateTag tag) => tag.Before.Any(char.IsAsciiDigit);

    private static ImmutableHashSet<char> Directives(string format) =>
        [.. Directive().Matches(format).Select(d => d.Value[^1])];

    private static bool Overlaps(this ImmutableHashSet<char> all, string some) => some.Any(all.Contains);

    [GeneratedRegex("%[-_0^#:]*[a-zA-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex Directive();

    [GeneratedRegex("%[YGyg](?<between>[-_.]?)W?%[VUW]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Week();
}
