using System.Globalization;
using System.Text;
using Brine.Planner.Report;

namespace Brine.Planner.Lint.Output;

/// <summary>Findings for people: with the line and a caret on a terminal, one line each where another program reads.</summary>
public static class FindingText
{
    private const int TabWidth = 4;

    /// <summary>As a compiler shows it: the place, the line, what to do.</summary>
    public static StyledText Of(LintReport report)
    {
        var text = new StyledWriter();
        foreach (var finding in report.Findings)
        {
            text.Gap().Hanging(0, 2, (Place(finding), Style.Bold),
                (Word(finding.Severity), StyleOf(finding.Severity)), " ",
                (finding.Rule, Style.Dim), ": ", OneLine(finding.Message));
            if (finding is { Span: { } span, SourceLine: { } line } && line.Trim().Length > 0)
            {
                var number = span.Line.ToString(CultureInfo.InvariantCulture);
                var (shown, caret) = Excerpt(line, span.Column);
                text.Line(2, ($"{number} | ", Style.Dim), shown);
                text.Line(2, ($"{new string(' ', number.Length)} | ", Style.Dim), new string(' ', caret),
                    ("^", StyleOf(finding.Severity)));
            }

            if (finding.Remedy is { } remedy)
                text.Hanging(2, 4, ("= ", Style.Dim), OneLine(remedy));
        }

        return text.Gap().Append(Summary(report)).ToText();
    }

    /// <summary>One line a finding: <c>file:line:col: severity rule: message. Remedy</c>.</summary>
    public static StyledText Plain(LintReport report)
    {
        var text = new StyledWriter();
        foreach (var finding in report.Findings)
            text.Line(0, Place(finding) + Word(finding.Severity) + " " + finding.Rule + ": " + OneLine(finding.Message)
                + (finding.Remedy is { } remedy ? "; " + OneLine(remedy) : ""));
        return text.Append(Summary(report)).ToText();
    }

    /// <summary><c>2 errors, 1 warning in 3 files</c>.</summary>
    public static StyledText Summary(LintReport report)
    {
        var counts = new[] { FindingSeverity.Error, FindingSeverity.Warning, FindingSeverity.Note }
            .Select(s => (Severity: s, Count: report.Count(s))).Where(c => c.Count > 0)
            .Select(c => Counted(c.Count, Word(c.Severity))).ToList();
        var hidden = report.Suppressed > 0 ? $" ({Findings.Number(report.Suppressed)} ignored)" : "";
        return new StyledWriter().Line(0, (counts.Count == 0
            ? $"nothing found in {Counted(report.Files, "file")}{hidden}"
            : $"{string.Join(", ", counts)} in {Counted(report.Files, "file")}{hidden}", Style.Bold)).ToText();
    }

    /// <summary>All rules, with what they look for.</summary>
    public static StyledText Rules()
    {
        var text = new StyledWriter();
        var width = RuleBook.Rules.Concat(RuleBook.Codes).Max(r => r.Name.Length);
        foreach (var (heading, rules) in new[] { ("Rules", RuleBook.Rules),
            ("What compiling the files tells", RuleBook.Codes) })
        {
            text.Gap().Line(0, (heading, Style.Heading));
            foreach (var rule in rules)
                text.Hanging(2, width + 13, rule.Name.PadRight(width + 2),
                    (Word(rule.Severity).PadRight(9), StyleOf(rule.Severity)),
                    rule.Summary + (rule.IsQuiet ? " Shown with -v." : ""));
        }

        return text.ToText();
    }

    internal static string Word(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => "error",
        FindingSeverity.Warning => "warning",
        _ => "note",
    };

    private static Style StyleOf(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => Style.Error,
        FindingSeverity.Warning => Style.Warning,
        _ => Style.Dim,
    };

    /// <summary>A line of the rendered text is none of the file: only the file is named before the message then.</summary>
    private static string Place(Finding finding) => finding.Span switch
    {
        null => "",
        { IsRendered: true } rendered => rendered.File + ": ",
        { } span => span + ": ",
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ")
        .Replace("\n", " ", StringComparison.Ordinal);

    private static string Counted(int count, string word) =>
        $"{Findings.Number(count)} {word}{(count == 1 ? "" : "s")}";

    /// <summary>The part of a line that fits beside its number, and where the caret stands below it.</summary>
    private static (string Shown, int Caret) Excerpt(string line, int column)
    {
        const int most = 100;
        var shown = new StringBuilder();
        var caret = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (i == column - 1)
                caret = shown.Length;
            if (line[i] == '\t')
                shown.Append(' ', TabWidth);
            else
                shown.Append(line[i]);
        }

        if (column > line.Length)
            caret = shown.Length;
        var text = StyledRun.Harmless(shown.ToString());
        if (text.Length != shown.Length)
            return (text, 0);
        if (text.Length <= most)
            return (text, caret);
        var from = Math.Max(0, Math.Min(caret - (most / 2), text.Length - most));
        return ((from > 0 ? "…" : "") + text[from..(from + most)] + (from + most < text.Length ? "…" : ""),
            caret - from + (from > 0 ? 1 : 0));
    }
}
