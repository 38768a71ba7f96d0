using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Desired.Reading;
using Brine.Planner.Lint.Model;
using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Planner.Lint.Rules;

/// <summary>Words of a pillar that nobody reads.</summary>
internal static class PillarKeys
{
    private static readonly string[] Sections =
        ["instances", "instance_snapshots", "connection", "snapshot_rotation", "snapshot_retention", "snapshot_groups", "snapshot_drills"];

    /// <summary>Read by Salt's formula, and nothing that Brine would carry out.</summary>
    private static readonly string[] OfFormula =
    [
        "enable", "repo", "pkg", "service", "global", "client_cert", "api_client", "trust_store", "images", "storage", "storage_pools",
        "storage_volumes", "volume_snapshots", "volume_attachments", "networks", "network_acls", "network_forwards", "network_peers",
        "network_zones", "network_zone_records", "profiles", "server_settings", "server_settings_individual", "cluster",
    ];

    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["connection"] = ["type", "socket", "url", "cert_storage"],
        ["connection.cert_storage"] = ["type", "cert", "key", "verify"],
        ["snapshot_rotation"] = ["instance", "pattern", "keep", "project", "remote"],
        ["snapshot_retention"] =
        [
            "instances", "instance", "pattern", "last", "hourly", "daily", "weekly", "monthly", "yearly", "within", "min", "timezone",
            "max_delete", "dry_run", "project", "remote",
        ],
        ["snapshot_groups"] =
        [
            "instances", "name", "ensure", "freeze", "volumes", "before", "after", "timeout", "stateful", "description", "expires",
            "expires_at", "timezone", "disk_only", "trigger", "safety", "again", "project", "remote",
        ],
        ["snapshot_drills"] = ["instance", "snapshot", "pattern", "check", "timeout", "ready_timeout", "every", "project", "remote"],
    };

    private static readonly LintRule Key = new("pillar-unknown-key", FindingSeverity.Error,
        "A key that nobody reads.",
        "Salt's formula leaves it aside without a word; what it was to do is not done.",
        "Correct its spelling, or remove it.");

    private static readonly LintRule Section = new("pillar-unknown-section", FindingSeverity.Error,
        "A section under 'incus' that nobody reads.",
        "All that is below it is not done, without a word.",
        "Use instances, instance_snapshots, connection, snapshot_rotation, snapshot_retention, snapshot_groups or snapshot_drills.");

    private static readonly LintRule Root = new("pillar-unread-root", FindingSeverity.Error,
        "A top-level key that looks like the pillar's, and is not 'incus'.",
        "Salt's formula reads 'incus' and nothing else: whatever stands under 'incus_daily' is not done.",
        "Move it under the one key incus.");

    private static readonly LintRule Ensure = new("pillar-ensure", FindingSeverity.Error,
        "An ensure that is neither present, absent nor restored.",
        "Salt's formula does nothing at all for the entry.",
        "Write present, absent or restored, in small letters.");

    public static LintCheck Check { get; } = new([Key, Section, Root, Ensure], Run);

    private static void Run(Subject subject, Findings findings)
    {
        foreach (var root in subject.Files.Select(f => f.Root).OfType<YamlMap>())
        {
            foreach (var entry in root.Entries)
                TopLevel(entry, findings);
            foreach (var entry in ((root.Find("incus") as YamlMap)?.Entries ?? [])
                .Where(e => !Sections.Contains(e.Key.Text)
                && !subject.Input.Compiled.States.Any(s => s.Id == "incus" && s.Span.File == e.Key.Span.File)))
                if (OfFormula.Contains(entry.Key.Text))
                    findings.Add(new Finding("pillar.unsupported", FindingSeverity.Note,
                        $"incus.{entry.Key.Text} is carried out by Salt's formula only", entry.Key.Span,
                        "keep it in a pillar of its own: plan and apply refuse this file"));
                else
                    findings.Add(Section, entry.Key.Span, $"nobody reads incus.{entry.Key.Text}",
                        DidYouMean(entry.Key.Text, [.. Sections, .. OfFormula]));
        }

        foreach (var entry in subject.Section("instance_snapshots"))
            if ((entry.Value as YamlMap)?.Find("ensure") is { } ensure
                && ensure is not YamlScalar { Text: "present" or "absent" or "restored" })
                findings.Add(Ensure, ensure.Span,
                    $"'ensure' of instance_snapshots.{entry.Key.Text} is {ArgumentReader.Describe(ensure)}: the entry is left out in silence",
                    ensure is YamlScalar word && NearestWord.To(word.Text.ToLowerInvariant(),
                        ["present", "absent", "restored"]) is { } near
                        ? $"write {near}" : "write present, absent or restored");
        foreach (var section in (string[])["snapshot_rotation", "snapshot_retention", "snapshot_groups", "snapshot_drills"])
            foreach (var entry in subject.Section(section))
                Keys(section, $"{section}.{entry.Key.Text}", entry.Value, findings);
        foreach (var pillar in subject.Input.Compiled.Pillars)
            if ((pillar.Root.Find("incus") as YamlMap)?.Find("connection") is YamlMap connection)
            {
                Keys("connection", "connection", connection, findings);
                Keys("connection.cert_storage", "connection.cert_storage", connection.Find("cert_storage"), findings);
            }
    }

    private static void TopLevel(YamlEntry entry, Findings findings)
    {
        var key = entry.Key.Text;
        if (key == "incus" || entry.Value is not YamlMap { Entries.IsEmpty: false } body
            || !body.Entries.All(e => e.Value is YamlMap))
            return;
        if (key.StartsWith("incus", StringComparison.OrdinalIgnoreCase))
            findings.Add(Root, entry.Key.Span, $"'{key}' is read by nobody, neither Salt's formula nor Brine",
                "move what is below it under the one key 'incus'");
        else if (Sections.Contains(key))
            findings.Add(Root, entry.Key.Span, $"'{key}' stands at the top, where nobody reads it",
                $"put 'incus:' above it, and indent it");
        else if (body.Entries.Any(e =>
            e.Key.Text is "instance_snapshots" or "snapshot_rotation" or "snapshot_retention" or "snapshot_groups" or "snapshot_drills"))
            findings.Add(Root, entry.Key.Span, $"'{key}' holds a pillar's sections, but nobody reads it",
                "did you mean 'incus'?");
    }

    private static void Keys(string section, string shown, YamlNode? body, Findings findings)
    {
        foreach (var entry in ((body as YamlMap)?.Entries ?? []).Where(e => !Known[section].Contains(e.Key.Text)))
            findings.Add(Key, entry.Key.Span, $"unknown key '{entry.Key.Text}' in {shown}",
                DidYouMean(entry.Key.Text, Known[section]));
    }

    private static string DidYouMean(string word, string[] known) => NearestWord.To(word, known) is { } near
        ? $"did you mean '{near}'?" : $"known: {string.Join(", ", known.Except(OfFormula))}";
}
