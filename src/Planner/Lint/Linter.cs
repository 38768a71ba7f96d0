using Brine.Planner.Lint.Model;
using Brine.Salt.Source;

namespace Brine.Planner.Lint;

/// <summary>The door of this folder: compiled files in, findings out. Asks nobody, changes nothing.</summary>
public static class Linter
{
    /// <summary>Looks at everything, also at files with errors, as far as they could be read.</summary>
    public static LintReport Lint(LintInput input)
    {
        var subject = new Subject(input);
        var found = new Findings();
        foreach (var check in RuleBook.Checks)
            check.Run(subject, found);
        var told = input.Compiled.Diagnostics.Concat(subject.Desired.Diagnostics)
            .Select(diagnostic => Covered.Of(diagnostic, found, input)).OfType<Finding>();
        var all = found.All.Concat(told).Distinct().ToList();

        var quiet = RuleBook.Rules.Where(r => r.IsQuiet && !input.WithQuiet).Select(r => r.Name)
            .ToHashSet(StringComparer.Ordinal);
        all.RemoveAll(f => quiet.Contains(f.Rule));
        var suppressions = new Suppressions(subject);
        var shown = all.Where(f => !suppressions.Hides(f) && !input.Ignored.Contains(f.Rule)).ToList();
        var suppressed = all.Count - shown.Count;
        shown.AddRange(suppressions.Complaints(input.WithQuiet).Where(f => !input.Ignored.Contains(f.Rule)));

        var files = input.Compiled.Files.Select(f => f.Source.Path).ToList();
        return new LintReport(
            [
                .. Gathered(shown).Select(f => Placed(f) with { SourceLine = f.Span is { } span ? subject.LineOf(span) : null })
                    .OrderBy(f => f.Span is { } s && files.IndexOf(s.File) is >= 0 and var at ? at : int.MaxValue)
                    .ThenBy(f => f.Span?.File, StringComparer.Ordinal).ThenBy(f => f.Span?.Line ?? 0)
                        .ThenBy(f => f.Span?.Column ?? 0)
                    .ThenByDescending(f => f.Severity).ThenBy(f => f.Rule, StringComparer.Ordinal),
            ],
            subject.Templates.Select(t => t.File.Path).Concat(files).Distinct(StringComparer.Ordinal).Count(),
                suppressed);
    }

    /// <summary>A line in a loop is wrong for each of its rounds: one finding says so.</summary>
    private static IEnumerable<Finding> Gathered(IEnumerable<Finding> findings) => findings
        .GroupBy(f => (f.Rule, f.Severity, f.Span, Alone: f.Span is null ? f.Message : null))
        .Select(same => same.Count() is var count and > 1
            ? same.First() with { Message = $"{same.First().Message} (and {Findings.Number(count - 1)} more from this line)" }
            : same.First());

    /// <summary>A finding in rendered text says so, with the line there: it is no line of the file.</summary>
    private static Finding Placed(Finding finding) => finding.Span is { IsRendered: true } span
        ? finding with
        {
            Message = finding.Message.Replace(" (line of the rendered text)", "", StringComparison.Ordinal)
                + $" (line {Findings.Number(span.Line)} of the rendered text)",
        }
        : finding;
}
