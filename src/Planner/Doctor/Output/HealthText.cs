using Brine.Planner.Report;

namespace Brine.Planner.Doctor.Output;

/// <summary>Findings for people: what is wrong, and below it what repairs it; one line each where another program reads.</summary>
public static class HealthText
{
    /// <summary>Under the words behind <c>warning</c>.</summary>
    private const int Indent = 9;

    /// <summary>Sentences are broken to the width, commands never: they are there to be copied.</summary>
    public static StyledText Of(HealthReport report, int width, bool verbose)
    {
        var text = new StyledWriter();
        foreach (var finding in report.Findings)
        {
            var said = new StyledWriter().Hanging(0, Indent, (Word(finding.Severity).PadRight(Indent), StyleOf(finding.Severity)),
                (finding.Subject.Label(report.Project), Style.Bold), $": {OneLine(finding.Message)}", ($" ({finding.Check})", Style.Dim));
            if (finding.Advice is { } advice && finding.Commands.IsEmpty)
                said.Hanging(Indent, Indent, (OneLine(advice), Style.Dim));
            Append(text, said, width);
            foreach (var command in finding.Commands)
                text.Line(Indent, ("$ ", Style.Dim), command);
            if (finding.Advice is { } beside && !finding.Commands.IsEmpty)
                Append(text, new StyledWriter().Hanging(Indent + 2, Indent + 2, (OneLine(beside), Style.Dim)), width);
        }

        if (verbose && !report.Passed.IsEmpty)
        {
            text.Gap();
            foreach (var check in report.Passed)
                text.Line(0, ("ok".PadRight(Indent), Style.Create), check);
        }

        return text.Gap().Append(Summary(report)).ToText();
    }

    /// <summary><c>error pattern-poisonous: web: what is wrong; do: command</c> a line.</summary>
    public static StyledText Plain(HealthReport report, bool verbose)
    {
        var text = new StyledWriter();
        foreach (var finding in report.Findings)
            text.Line(0, $"{Word(finding.Severity)} {finding.Check}: {finding.Subject.Label(report.Project)}: {OneLine(finding.Message)}"
                + (finding.Commands.IsEmpty ? "" : $"; do: {string.Join("; ", finding.Commands)}")
                + (finding.Advice is { } advice ? $" ({OneLine(advice)})" : ""));
        foreach (var check in verbose ? report.Passed : [])
            text.Line(0, $"ok {check}");
        return text.Append(Summary(report)).ToText();
    }

    /// <summary><c>2 errors, 1 warning in 14 instances; 34 checks</c>.</summary>
    public static StyledText Summary(HealthReport report)
    {
        var counts = new[] { HealthSeverity.Error, HealthSeverity.Warning, HealthSeverity.Note }
            .Select(s => (Severity: s, Count: report.Count(s))).Where(c => c.Count > 0)
            .Select(c => Diagnosis.Counted(c.Count, Word(c.Severity))).ToList();
        var repairs = report.Findings.Count(f => f.Repair is { Consent: not RepairConsent.ByName } && report.Examines(f.Subject.Project));
        return new StyledWriter().Line(0, ((counts.Count == 0 ? "Nothing wrong" : string.Join(", ", counts))
            + $" in {Diagnosis.Counted(report.Instances, "instance")}; {Diagnosis.Number(Examination.Checks.Length)} checks"
            + (repairs == 0 ? "" : $"; --fix repairs {Diagnosis.Number(repairs)}"), Style.Bold)).ToText();
    }

    /// <summary>What <c>--fix</c> is about to do.</summary>
    public static StyledText Repairs(IEnumerable<Repair> repairs)
    {
        var text = new StyledWriter();
        foreach (var repair in repairs)
            text.Hanging(2, 4, (repair.Consent == RepairConsent.Deletes ? "- " : "~ ",
                repair.Consent == RepairConsent.Deletes ? Style.Delete : Style.Change), OneLine(repair.Doing));
        return text.ToText();
    }

    internal static string Word(HealthSeverity severity) => severity switch
    {
        HealthSeverity.Error => "error",
        HealthSeverity.Warning => "warning",
        _ => "note",
    };

    private static void Append(StyledWriter text, StyledWriter said, int width)
    {
        foreach (var line in said.ToText().Wrap(width))
            text.Hanging(line.Indent, line.Hang, [.. line.Runs]);
    }

    private static Style StyleOf(HealthSeverity severity) => severity switch
    {
        HealthSeverity.Error => Style.Error,
        HealthSeverity.Warning => Style.Warning,
        _ => Style.Dim,
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace('\n', ' ');
}
