using System.Collections.Immutable;
using Brine.Planner.Lint.Rules;

namespace Brine.Planner.Lint;

/// <summary>Every rule that there is. The table behind <c>brine lint --rules</c> and docs/lint.md.</summary>
public static class RuleBook
{
    internal static readonly LintRule UnknownRule = new("lint-unknown-rule", FindingSeverity.Warning,
        "A comment that ignores a rule that there is not.",
        "It ignores nothing.",
        "'brine lint --rules' lists the names.");

    internal static readonly LintRule UnusedIgnore = new("lint-unused-ignore", FindingSeverity.Note,
        "A comment that ignores what is not found there.",
        "It hides the next mistake in that line.",
        "Remove it.");

    internal static readonly LintRule NoExec = new("template-no-exec", FindingSeverity.Warning,
        "A template that runs commands, looked at with --no-exec.",
        "What it renders to is not known, so that only its text could be checked.",
        "Leave --no-exec out, if you trust the file.");

    internal static readonly LintRule AsksServer = new("template-asks-server", FindingSeverity.Warning,
        "A template that asks the Incus server.",
        "Lint asks none, so that only the template's text could be checked, not what it renders to; and what a file declares then depends on what the server holds.",
        "Declare from the pillar, or look at what 'brine plan' says.");

    internal static ImmutableArray<LintCheck> Checks { get; } =
    [
        SnapshotNames.Check, WeekDates.Check, OneClock.Check, ShellInCommand.Check, TemplateTraps.Check,
        Schedules.Check, Patterns.Check, Expiries.Check, Retentions.Check, PillarKeys.Check, PillarEntries.Check,
        ConfigKeys.Check, Restores.Check, StatefulSnapshots.Check, StateFiles.Check, YamlTraps.Check,
    ];

    /// <summary>Lint's own, by name.</summary>
    public static ImmutableArray<LintRule> Rules { get; } =
    [
        .. Checks.SelectMany(c => c.Rules).Concat([UnknownRule, UnusedIgnore, NoExec, AsksServer])
            .OrderBy(r => r.Name, StringComparer.Ordinal),
    ];

    /// <summary>What compiling tells, by code.</summary>
    public static ImmutableArray<LintRule> Codes => DiagnosticRules.All;

    /// <summary>True for a rule, or a word that may be a diagnostic's code.</summary>
    public static bool Knows(string name) => DiagnosticRules.IsCode(name) || Rules.Any(r => r.Name == name);

    /// <summary>The rule that is most likely meant; null when none is near.</summary>
    public static string? Nearest(string name) => Desired.Reading.NearestWord.To(name, Rules.Select(r => r.Name));

    /// <summary>The rule of a finding.</summary>
    public static LintRule Of(Finding finding) => Rules.FirstOrDefault(r => r.Name == finding.Rule)
        ?? Codes.FirstOrDefault(r => r.Name == finding.Rule) ?? DiagnosticRules.Unlisted(finding);
}
