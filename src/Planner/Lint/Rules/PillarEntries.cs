using System.Globalization;
using System.Text.RegularExpressions;
using Brine.Planner.Desired;
using Brine.Planner.Desired.Reading;
using Brine.Planner.Lint.Model;
using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Planner.Lint.Rules;

/// <summary>Entries of a pillar as a whole: their ids, the connection, a schedule's frozen date.</summary>
internal static partial class PillarEntries
{
    private static readonly LintRule Collision = new("pillar-id-collision", FindingSeverity.Error,
        "Two entries whose ids are one to Salt's formula.",
        "It writes a-b, a.b and a_b as one state ID, and 'a' that is absent as a_absent; Salt then refuses all of it ('conflicting ID').",
        "Rename one of them.");

    private static readonly LintRule Incomplete = new("pillar-entry-incomplete", FindingSeverity.Error,
        "An entry without what it needs.",
        "Salt's formula leaves it out in silence.",
        "Give it an instance, a pattern, a name.");

    private static readonly LintRule Connection = new("pillar-connection", FindingSeverity.Error,
        "A connection that contradicts itself.",
        "A unix socket needs no url, and https no socket; http is no way to Incus.",
        "type: unix with socket, or type: https with url and cert_storage.");

    private static readonly LintRule NoVerify = new("pillar-connection-unverified", FindingSeverity.Warning,
        "A connection that believes any server.",
        "With verify: false whoever answers at the address may give orders to, and take answers from, this client.",
        "Leave verify at true, and add the server's certificate.");

    private static readonly LintRule Frozen = new("pillar-schedule-date", FindingSeverity.Error,
        "A date in a job of Salt's scheduler.",
        "A pillar's template is rendered when the pillar is refreshed, not when the job runs: the job takes one date's snapshot once, and then finds it there.",
        "Let the job apply a state file, whose template is rendered at each run.");

    public static LintCheck Check { get; } = new([Collision, Incomplete, Connection, NoVerify, Frozen], Run);

    private static void Run(Subject subject, Findings findings)
    {
        foreach (var pillar in subject.Input.Compiled.Pillars)
        {
            var incus = pillar.Root.Find("incus") as YamlMap;
            foreach (var section in (string[])["instance_snapshots", "snapshot_rotation"])
                foreach (var same in ((incus?.Find(section) as YamlMap)?.Entries ?? []).GroupBy(StateId).Where(g => g.Skip(1).Any()))
                    findings.Add(Collision, same.ElementAt(1).Key.Span,
                        $"'{same.ElementAt(1).Key.Text}' and '{same.First().Key.Text}' become one state ID under Salt's formula",
                        $"rename one of them; the other is at {same.First().Key.Span}");
            if (incus?.Find("connection") is YamlMap connection)
                Judge(connection, findings);
        }

        foreach (var (section, needed) in new (string, string[])[] { ("snapshot_rotation", ["instance"]),
            ("snapshot_retention", ["instances"]), ("snapshot_groups", ["instances"]), ("snapshot_drills", ["instance", "check"]) })
            foreach (var entry in subject.Section(section))
                if (entry.Value is not YamlMap body)
                    findings.Add(Incomplete, entry.Key.Span,
                        $"{section}.{entry.Key.Text} is {ArgumentReader.Describe(entry.Value)}",
                        $"give it {string.Join(" and ", needed)}");
                else if (needed.FirstOrDefault(k => body.Find(k) is null
                    && !(k == "instances" && body.Find("instance") is not null)) is { } missing)
                    findings.Add(Incomplete, entry.Key.Span, $"{section}.{entry.Key.Text} has no '{missing}'",
                        $"add {missing}: …");
        foreach (var scan in subject.Templates)
            FrozenDates(scan, subject, findings);
    }

    private static void Judge(YamlMap connection, Findings findings)
    {
        YamlScalar? Of(string key) => connection.Find(key) as YamlScalar;
        var (type, socket, url) = (Of("type"), Of("socket"), Of("url"));
        if (type is not null && type.Text is not ("unix" or "https"))
            findings.Add(Connection, type.Span, $"'type' is '{type.Text}'", "write unix or https");
        else if (type?.Text == "https" && url is null)
            findings.Add(Connection, type.Span, "type is https, but there is no url", "add url: https://host:8443");
        else if (type?.Text == "unix" && url is not null)
            findings.Add(Connection, url.Span, "type is unix, but there is a url",
                "write type: https, or give a socket");
        else if (socket is not null && url is not null)
            findings.Add(Connection, url.Span, "there are a socket and a url", "keep one of them");
        if (url is not null && !url.Text.StartsWith("https://", StringComparison.Ordinal)
            && !url.Text.StartsWith("unix:", StringComparison.Ordinal))
            findings.Add(Connection, url.Span, $"'{url.Text}' is no https address", "write https://host:8443");
        if ((connection.Find("cert_storage") as YamlMap)?.Find("verify") is YamlScalar { Value: false } verify)
            findings.Add(NoVerify, verify.Span, "verify: false believes any server that answers",
                "leave it out, and add the server's certificate");
    }

    /// <summary>The state ID that Salt's formula makes of an entry, but for its beginning.</summary>
    private static string StateId(YamlEntry entry) => Separator().Replace(entry.Key.Text, "_")
        + ((entry.Value as YamlMap)?.Find("ensure") is YamlScalar { Text: "absent" or "restored" } ensure ? "_" + ensure.Text : "");

    /// <summary>Clock readings below a top-level <c>schedule:</c>.</summary>
    private static void FrozenDates(TemplateScan scan, Subject subject, Findings findings)
    {
        if (subject.Files.FirstOrDefault(f => f.Source.Path == scan.File.Path)?.Root is not YamlMap root
            || root.Find("schedule") is not YamlMap)
            return;
        var key = root.Entries.First(e => e.Key.Text == "schedule").Key.Span;
        if (key.IsRendered)
            return;
        var end = root.Entries.Where(e => !e.Key.Span.IsRendered && e.Key.Span.Line > key.Line)
            .Select(e => e.Key.Span.Line).DefaultIfEmpty(int.MaxValue).Min();
        foreach (var reading in scan.Tags.Where(t => t.Prints && t.Span.Line > key.Line && t.Span.Line < end)
            .SelectMany(t => scan.Shown(t)).Where(r => r.IsNow))
            findings.Add(Frozen, reading.Span,
                $"'{reading.Format}' is rendered when the pillar is, not when the job runs: every run uses one date",
                "let the job apply a state file that reads the date");
    }

    [GeneratedRegex("[-.]", RegexOptions.CultureInvariant)]
    private static partial Regex Separator();
}
