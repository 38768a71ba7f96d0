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
        "Lists show it on one line; the line end of a block text ('|') is part of it, and a difference to the text without.",
        "Write it on one line, or as '|-'.") { IsQuiet = true };

    public static LintCheck Check { get; } = new([NeverRuns, Description], Run);

    private static void Run(Subject subject, Findings findings)
    {
        foreach (var state in subject.Input.Compiled.States)
        {
            var failures = state.Requisites.Where(r =>
                r.Kind is RequisiteKind.OnFail or RequisiteKind.OnFailAny or RequisiteKind.OnFailAll).ToList();
            var needed = state.Requisites.Where(r =>
                r.Kind is RequisiteKind.Require or RequisiteKind.Watch or RequisiteKind.OnChanges).ToList();
            // It waits for one failure at least, and each that it may wait for must be a success.
            if (failures.Count > 0 && failures.TrueForAll(f => f.Keys.All(k => needed.Exists(n => n.Keys.Contains(k)))))
                findings.Add(NeverRuns, failures[0].Span,
                    $"'{state.Id}' waits for '{failures[0].Target}' to fail, and ({Word(needed.First(n => n.Keys.Intersect(failures[0].Keys).Any()).Kind)}) to succeed: it never runs",
                    "keep one of the two requisites");
        }

        foreach (var snapshot in subject.Snapshots.Where(s => s.IsPresent))
            if (snapshot.Declaration.Argument("description") is YamlScalar { Text: var text } value
                && text.Contains('\n', StringComparison.Ordinal))
                findings.Add(Description, value.Span, text.TrimEnd('\n').Contains('\n', StringComparison.Ordinal)
                    ? "the description has several lines: lists show it as one" : "the description ends in a line end",
                    "write it on one line, or as '|-'");
    }

    private static string Word(RequisiteKind kind) => kind.ToString().ToLowerInvariant();
}
