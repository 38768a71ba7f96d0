using Brine.Planner.Lint.Model;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Planner.Lint.Rules;

/// <summary>State files: requisites that cancel each other, texts that look other than they are.</summary>
internal static class StateFiles
{
    private static readonly LintRule NeverRuns = new("state-never-runs", FindingSeverity.Error,
        "A state that waits for another's success and for its failure.",
        "Both cannot be: it never runs, and nothing says so.",
        "Keep one of the two requisites.");

    private static readonly LintRule Description = new("description-lines", FindingSeverity.Note,
        "A description of several lines, or with a line end behind it.",
        "Lists show its first line only; the line end of a block text ('|') is part of it.",
        "Write it on one line, or as '|-'.");

    public static LintCheck Check { get; } = new([NeverRuns, Description], Run);

    private static void Run(Subject subject, Findings findings)
    {
        foreach (var state in subject.Input.Compiled.States)
            foreach (var failure in state.Requisites.Where(r => r.Kind == RequisiteKind.OnFail))
                if (state.Requisites.FirstOrDefault(r => r.Kind != RequisiteKind.OnFail && r.Keys.Intersect(failure.Keys, StringComparer.Ordinal).Any()
                    && !state.Requisites.Any(o => o.Kind == RequisiteKind.OnFail && !o.Keys.Intersect(failure.Keys, StringComparer.Ordinal).Any())) is { } success)
                    findings.Add(NeverRuns, failure.Span, $"'{state.Id}' waits for '{failure.Target}' to fail, and ({success.Kind.ToString().ToLowerInvariant()}) to succeed: it never runs",
                        "keep one of the two requisites");
        foreach (var snapshot in subject.Snapshots.Where(s => s.IsPresent))
            if (snapshot.Declaration.Argument("description") is YamlScalar { Text: var text } value && text.Contains('\n', StringComparison.Ordinal))
                findings.Add(Description, value.Span, text.TrimEnd('\n').Contains('\n', StringComparison.Ordinal)
                    ? "the description has several lines: lists show the first" : "the description ends in a line end",
                    "write it on one line, or as '|-'");
    }
}
