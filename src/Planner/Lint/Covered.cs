using Brine.Planner.Lint.Model;
using Brine.Salt.Source;

namespace Brine.Planner.Lint;

/// <summary>Diagnostics that a rule tells better, with its place and remedy: one mistake is one finding.</summary>
internal static class Covered
{
    private static readonly string[] Later =
    [
        "incus.instance_snapshots_managed", "incus.instance_snapshots_rotated", "incus.instance_snapshots_retained",
        "incus.snapshot_group_present", "incus.snapshot_group_absent", "incus.snapshot_group_restored",
        "incus.volume_snapshot_present", "incus.volume_snapshot_absent", "incus.volume_snapshot_restored", "incus.snapshot_published",
    ];

    /// <summary>Null when a finding says the same.</summary>
    public static Finding? Of(Diagnostic diagnostic, IReadOnlyList<Finding> found, LintInput input)
    {
        bool Says(string rule, Func<Finding, bool>? where = null) => found.Any(f => f.Rule == rule && f.Span?.File == diagnostic.Span?.File && (where is null || where(f)));
        bool SameLine(Finding f) => f.Span?.Line == diagnostic.Span?.Line;
        bool Quotes(string word) => diagnostic.Message.Contains($"'{word}'", StringComparison.Ordinal);
        var isCovered = diagnostic.Code switch
        {
            "incus.wrong-value" => (Quotes("config.snapshots.schedule") && Says("schedule-invalid"))
                || (Quotes("config.snapshots.pattern") && Says("schedule-strftime"))
                || ((Quotes("config.snapshots.expiry") || Quotes("config.snapshots.expiry.manual")) && Says("expiry-invalid"))
                || ((Quotes("expires") || Quotes("expires_at")) && Says("expiry-invalid", SameLine))
                || (Quotes("ensure") && Says("pillar-ensure", SameLine)),
            "pillar.unread-key" => Says("pillar-unread-root", SameLine),
            "pillar.unknown-section" => Says("pillar-unknown-section", SameLine),
            "salt.unknown-shape" => Says("pillar-unread-root") || Says("pillar-unknown-section")
                || Says("yaml-name-not-text", SameLine),
            "salt.name-not-text" => Says("yaml-name-not-text", SameLine),
            "incus.snapshot-name" => Says("name-empty-part", SameLine),
            _ => false,
        };
        if (isCovered)
            return null;
        var finding = DiagnosticRules.Finding(diagnostic);
        if (diagnostic.Code == "incus.unknown-function" && Later.FirstOrDefault(f => diagnostic.Message.EndsWith(f, StringComparison.Ordinal)) is { } later)
            return finding with { Rule = "pillar.unsupported", Severity = FindingSeverity.Note, Message = $"{later} is not supported yet", Remedy = "run this file under Salt; lint knows its rules" };
        return input.IsNoExec && diagnostic.Code == "salt.jinja" && diagnostic.Message.Contains("--no-exec", StringComparison.Ordinal)
            ? new Finding(RuleBook.NoExec.Name, RuleBook.NoExec.Severity, "this template runs commands: only its text was checked, not what it renders to",
                diagnostic.Span, "leave --no-exec out, if you trust the file")
            : finding;
    }
}
