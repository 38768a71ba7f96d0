using System.Collections.Immutable;
using Brine.Salt.Source;

namespace Brine.Planner.Lint;

/// <summary>
/// What compiling the files tells is found as well, under its own code. These are the codes, with what each is about; one
/// that is not here is found all the same.
/// </summary>
internal static class DiagnosticRules
{
    public static ImmutableArray<LintRule> All { get; } =
    [
        Error("incus.contradiction",
            "Two declarations that cannot both hold: absent and needed, running and stopped, two descriptions."),
        Error("incus.empty-policy", "A retention that says nothing of what is to be kept."),
        Note("incus.foreign-state", "A state of another module; plan and apply want --skip-foreign for the file."),
        Error("incus.half-policy", "A pattern without keep, keep without a pattern, or either without managed: true."),
        Error("incus.missing-parameter", "A declaration without a parameter that it needs."),
        Warning("incus.no-effect", "A word that has no effect on the state, such as listen."),
        Error("incus.parameter-twice", "expires and expires_at together."),
        Error("incus.snapshot-name",
            "A snapshot's name outside the rule; Incus 6.0.4 takes '..' and wipes the pool's snapshots."),
        Error("incus.unknown-function", "A state that there is not."),
        Error("incus.unknown-parameter", "A parameter that the state does not have."),
        Error("incus.wrong-value", "A value that the parameter cannot have."),
        Error("pillar.connection", "A connection that cannot be read."),
        Error("pillar.duplicate-entry", "One id in two pillar files."),
        Error("pillar.unknown-key", "A key of an instance that nobody reads."),
        Error("pillar.unknown-shape", "A section or entry that is no mapping."),
        Error("pillar.unread-key", "A top-level key beside incus that begins with incus."),
        Note("pillar.unsupported", "A section or state of Salt's formula that plan and apply of this version refuse."),
        Warning("salt.duplicate-argument", "An argument given twice: Salt takes the last without a word."),
        Error("salt.duplicate-id", "One ID in two files, or twice in one."),
        Error("salt.duplicate-name", "One name twice under one ID."),
        Warning("salt.empty", "A file that declares nothing."),
        Warning("salt.exclude", "An exclude of what is not there, or that cannot be read."),
        Error("salt.extend", "An extend of what is not there."),
        Error("salt.include", "An include that leads nowhere."),
        Error("salt.jinja", "A template that cannot be rendered."),
        Warning("salt.name-not-text", "A name that is not text, which Salt drops."),
        Error("salt.order", "An order that is no whole number, first or last."),
        Error("salt.pillar.include", "An include in a pillar that leads nowhere."),
        Error("salt.pillar.missing", "A pillar that its top file names, and that is not there."),
        Error("salt.pillar.nothing", "A pillar without a section that could be carried out."),
        Error("salt.pillar.shape", "Pillar data that is no mapping."),
        Error("salt.renderer", "A first line that names a renderer which there is not."),
        Error("salt.requisite.cycle", "States that wait for each other."),
        Error("salt.requisite.shape", "A requisite that is no list of 'module: ID'."),
        Error("salt.requisite.unknown", "A requisite that names nothing."),
        Error("salt.sls", "An SLS name that leads nowhere."),
        Error("salt.top", "A top file that is not there, cannot be read, or matches nothing."),
        Error("salt.top.target", "A target of a top file that cannot be read."),
        Error("salt.unknown-shape", "A file, ID or argument that is not formed as Salt wants it."),
        Error("salt.unsupported", "Something of Salt's language that this version does not carry out."),
        Error("salt.yaml.alias", "An alias without its anchor."),
        Error("salt.yaml.anchor", "An anchor given twice."),
        Error("salt.yaml.character", "A control character."),
        Error("salt.yaml.depth", "Nesting without end."),
        Error("salt.yaml.documents", "Two documents in one file."),
        Error("salt.yaml.duplicate-key", "A key given twice in one mapping."),
        Error("salt.yaml.key", "A key that is no plain value, often an unquoted {{ … }}."),
        Error("salt.yaml.merge", "'<<' with something that is no mapping."),
        Error("salt.yaml.size", "Aliases that grow without bound."),
        Error("salt.yaml.syntax", "No YAML."),
        Error("salt.yaml.tab", "A tab in the indentation."),
        Error("salt.yaml.tag", "A tag, '=' or '<<' that Salt does not take."),
    ];

    private static readonly ImmutableDictionary<string, LintRule> ByCode = All.ToImmutableDictionary(r => r.Name,
        StringComparer.Ordinal);

    /// <summary>True for a word that may be one of a compile diagnostic.</summary>
    public static bool IsCode(string name) => name.IndexOf('.', StringComparison.Ordinal) > 0;

    /// <summary>The finding that a diagnostic is.</summary>
    public static Finding Finding(Diagnostic diagnostic)
    {
        var severity = diagnostic.Severity == Severity.Error ? FindingSeverity.Error : FindingSeverity.Warning;
        if (ByCode.GetValueOrDefault(diagnostic.Code) is { Severity: FindingSeverity.Note })
            severity = FindingSeverity.Note;
        return new Finding(diagnostic.Code, severity, diagnostic.Message, diagnostic.Span, diagnostic.Remedy);
    }

    /// <summary>A rule for a code that is not in the table.</summary>
    public static LintRule Unlisted(Finding finding) => new(finding.Rule, finding.Severity,
        "Told by the compilation.", "", "");

    private static LintRule Error(string code, string summary) => new(code, FindingSeverity.Error, summary, "", "");

    private static LintRule Warning(string code, string summary) => new(code, FindingSeverity.Warning, summary, "", "");

    private static LintRule Note(string code, string summary) => new(code, FindingSeverity.Note, summary, "", "");
}
