using Brine.Planner.Lint.Model;
using Brine.Salt.Source;

namespace Brine.Planner.Lint;

/// <summary>Diagnostics that a rule tells better, with its place and remedy: one mistake is one finding.</summary>
internal static class Covered
{
    /// <summary>States of Salt's formula that are none of Brine's business.</summary>
    private static readonly string[] Elsewhere = """
        instance_initialized image_present image_absent image_installed storage_pool_present storage_pool_absent storage_pool_config
        volume_present volume_absent volume_config volume_attached volume_detached network_present network_absent network_acl_present
        network_acl_absent network_forward_present network_forward_absent network_peer_present network_peer_absent
        network_zone_present network_zone_absent network_zone_record_present network_zone_record_absent profile_present
        profile_absent profile_config cluster_member_present cluster_member_absent settings_present settings_config settings_absent
        settings_managed
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Null when a finding says the same.</summary>
    public static Finding? Of(Diagnostic diagnostic, Findings found, LintInput input)
    {
        bool Says(string rule) => found.Has(rule, diagnostic.Span?.File);
        bool SaysHere(string rule) => found.Has(rule, diagnostic.Span?.File, diagnostic.Span?.Line);
        bool Quotes(string word) => diagnostic.Message.Contains($"'{word}'", StringComparison.Ordinal);
        var isCovered = diagnostic.Code switch
        {
            "incus.wrong-value" => (Quotes("config.snapshots.schedule") && Says("schedule-invalid"))
                || (Quotes("config.snapshots.pattern") && Says("schedule-strftime"))
                || ((Quotes("config.snapshots.expiry") || Quotes("config.snapshots.expiry.manual"))
                    && Says("expiry-invalid"))
                || ((Quotes("expires") || Quotes("expires_at")) && SaysHere("expiry-invalid"))
                || (Quotes("ensure") && SaysHere("pillar-ensure"))
                || (Quotes("within") && SaysHere("expiry-invalid"))
                || SaysHere("retention-keep"),
            "incus.missing-parameter" => SaysHere("pillar-entry-incomplete") || SaysHere("retention-half"),
            "incus.half-policy" => Says("retention-half") || Says("retention-unmanaged"),
            "incus.empty-policy" => Says("retention-nothing"),
            "incus.contradiction" => SaysHere("retention-managed-absent"),
            "pillar.connection" => Says("pillar-connection"),
            "pillar.unknown-shape" => SaysHere("pillar-entry-incomplete"),
            "incus.unknown-parameter" => SaysHere("pillar-unknown-key"),
            "pillar.unread-key" => SaysHere("pillar-unread-root"),
            "pillar.unknown-section" => SaysHere("pillar-unknown-section") || SaysHere("pillar.unsupported"),
            "salt.unknown-shape" => Says("pillar-unread-root") || Says("pillar-unknown-section") || Says("pillar.unsupported")
                || SaysHere("yaml-name-not-text"),
            "salt.name-not-text" => SaysHere("yaml-name-not-text"),
            "incus.snapshot-name" => SaysHere("name-empty-part"),
            _ => false,
        };
        if (isCovered)
            return null;
        var finding = DiagnosticRules.Finding(diagnostic);
        if (diagnostic.Code == "incus.unknown-function" && Elsewhere.FirstOrDefault(f =>
            diagnostic.Message.EndsWith("." + f, StringComparison.Ordinal)) is { } elsewhere)
            return finding with
            {
                Rule = "pillar.unsupported", Severity = FindingSeverity.Note,
                    Message = $"incus.{elsewhere} is a state that this version does not carry out",
                Remedy = "run this file under Salt: plan and apply refuse it",
            };
        if (diagnostic.Code == "salt.jinja" && diagnostic.Message.Contains("no Incus server to ask",
            StringComparison.Ordinal))
            return new Finding(RuleBook.AsksServer.Name, RuleBook.AsksServer.Severity,
                "this template asks the Incus server, and lint asks none: only its text was checked, not what it renders to", diagnostic.Span, "look at what 'brine plan' says");
        return input.IsNoExec && diagnostic.Code == "salt.jinja"
            && diagnostic.Message.Contains("--no-exec", StringComparison.Ordinal)
            ? new Finding(RuleBook.NoExec.Name, RuleBook.NoExec.Severity,
                "this template runs commands: only its text was checked, not what it renders to",
                diagnostic.Span, "leave --no-exec out, if you trust the file")
            : finding;
    }
}
