using Brine.Planner.Desired.Reading;
using Brine.Planner.Lint.Model;
using Brine.Planner.Names;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Planner.Lint.Rules;

/// <summary>Rotation and retention: what deletes snapshots by itself.</summary>
internal static class Retentions
{
    private static readonly string[] Periods = ["last", "hourly", "daily", "weekly", "monthly", "yearly"];

    private static readonly LintRule Keep = new("retention-keep", FindingSeverity.Error,
        "A keep that is no whole number of at least 1.",
        "Under Salt, 0 or less deletes every snapshot that matches, also the one just taken; text or nothing ends the state with a traceback. Brine refuses it.",
        "Write a number without quotes: keep: 7.");

    private static readonly LintRule Half = new("retention-half", FindingSeverity.Error,
        "A pattern without keep, or keep without a pattern.",
        "keep alone is ignored in silence, and the snapshots grow for ever; a pattern alone ends Salt's state with a traceback.",
        "Give both: pattern: 'daily-*' and keep: 7.");

    private static readonly LintRule Unmanaged = new("retention-unmanaged", FindingSeverity.Warning,
        "pattern and keep of a snapshot that is not managed.",
        "They are read only with managed: true; without it nothing is rotated.",
        "Add managed: true.");

    private static readonly LintRule Absent = new("retention-managed-absent", FindingSeverity.Error,
        "A managed snapshot that shall be absent, or restored.",
        "Salt deletes it and takes it again in each run; with restored it restores, and then rotates.",
        "Take managed, pattern and keep out, or ensure.");

    private static readonly LintRule Foreign = new("retention-other-name", FindingSeverity.Warning,
        "A managed snapshot whose own name does not match its pattern.",
        "Its pattern then rotates others, and its own snapshots are never deleted.",
        "Let the pattern begin as the name does.");

    private static readonly LintRule Overlap = new("retention-overlap", FindingSeverity.Warning,
        "Two policies of one instance that can match the same snapshot.",
        "Under Salt each deletes by its own keep, so that the smaller one wins for both; Brine deletes only what both let go.",
        "Make the patterns disjoint: daily-*, weekly-*.");

    private static readonly LintRule Declared = new("retention-deletes-declared", FindingSeverity.Warning,
        "A policy that matches a snapshot which is declared present.",
        "Under Salt rotation deletes it when it is old enough, and the next run takes it again, of another day; Brine never does.",
        "Narrow the pattern, or give that snapshot another name.");

    private static readonly LintRule Nothing = new("retention-nothing", FindingSeverity.Error,
        "A retention that says nothing of what is to be kept.",
        "There is no sensible meaning; Brine stops rather than delete everything.",
        "Give at least one of last, hourly, daily, weekly, monthly, yearly, within.");

    private static readonly LintRule Expiry = new("retention-expiry-unused", FindingSeverity.Note,
        "An expiry of a managed snapshot.",
        "Salt's formula takes the snapshot first and then finds it there, so that the expiry is never set; Brine sets it.",
        "Leave the deleting to keep, or take managed out.");

    public static LintCheck Check { get; } = new([Keep, Half, Unmanaged, Absent, Foreign, Overlap, Declared, Nothing,
        Expiry], Run);

    private static void Run(Subject subject, Findings findings)
    {
        foreach (var policy in subject.Policies)
        {
            Counts(policy, findings);
            if (policy.Kind == "managed")
                Managed(policy, findings);
            if (policy.Kind == "retention" && Periods.Append("within").All(k => policy.Field(k) is null))
                findings.Add(Nothing, policy.Span, $"{policy.Shown} does not say what to keep",
                    $"give one of {string.Join(", ", Periods)}, within");
            if (policy.Kind == "rotation" && (policy.Field("pattern"), policy.Field("keep")) is not ({ }, { }))
                findings.Add(Half, policy.Span,
                    $"{policy.Shown} has no '{(policy.Field("pattern") is null ? "pattern" : "keep")}'",
                    "give pattern and keep");
            OnDeclared(policy, subject, findings);
        }

        var live = subject.Policies.Where(p => p.Pattern is { Kind: not ScalarKind.Null }).ToList();
        for (var later = 1; later < live.Count; later++)
            for (var earlier = 0; earlier < later; earlier++)
                if (live[earlier].Instances.Any(a => live[later].Instances.Any(b => Globs.Meet(a, b)))
                    && Globs.Meet(live[earlier].Pattern!.Text, live[later].Pattern!.Text))
                    findings.Add(Overlap, live[later].Pattern!.Span,
                        $"'{live[later].Pattern!.Text}' of {live[later].Shown} and '{live[earlier].Pattern!.Text}' of {live[earlier].Shown} match the same snapshots of {live[later].Instances[0]}",
                        $"make them disjoint; the other is at {live[earlier].Pattern!.Span}");
    }

    private static void Counts(PolicyMention policy, Findings findings)
    {
        foreach (var key in policy.Kind == "retention" ? Periods.Append("min") : ["keep"])
            if (policy.Field(key) is { } field && field.Value is not YamlScalar { Value: long and >= 1 })
                findings.Add(Keep, field.Key.Span, $"'{key}' of {policy.Shown} is {Described(field.Value)}",
                    field.Value switch
                {
                    YamlScalar { Quoted: true, Text: var text } when int.TryParse(text, out var number)
                        && number > 0 => $"without quotes: {key}: {text}",
                    YamlScalar { Value: long } => "at least 1; to delete all of them, declare them absent",
                    _ => $"write a number: {key}: 7",
                });
    }

    private static void Managed(PolicyMention policy, Findings findings)
    {
        var isManaged = policy.Value("managed") is YamlScalar { Value: true };
        if (!isManaged)
        {
            if ((policy.Field("pattern") ?? policy.Field("keep")) is { } idle)
                findings.Add(Unmanaged, idle.Key.Span,
                    $"'{idle.Key.Text}' of {policy.Shown} is read only with managed: true", "add managed: true");
            return;
        }

        if (policy.Value("ensure") is YamlScalar { Text: "absent" or "restored" } ensure)
            findings.Add(Absent, ensure.Span, $"{policy.Shown} is managed, and '{ensure.Text}' as well",
                "take managed, pattern and keep out, or ensure");
        if ((policy.Field("expires_at") ?? policy.Field("expires")) is { } unused
            && (policy.Value("ensure") as YamlScalar)?.Text is null or "present")
            findings.Add(Expiry, unused.Key.Span,
                $"'{unused.Key.Text}' of {policy.Shown} is never set under Salt, since it is managed",
                "leave the deleting to keep, or take managed out");
        if (policy.Field("keep") is not null && policy.Field("pattern") is null)
            findings.Add(Half, policy.Field("keep")!.Key.Span,
                $"{policy.Shown} has keep, but no pattern: keep is ignored", "add pattern: 'daily-*'");
        if (policy.Field("pattern") is not null && policy.Field("keep") is null)
            findings.Add(Half, policy.Field("pattern")!.Key.Span, $"{policy.Shown} has a pattern, but no keep",
                "add keep: 7");
        var name = (policy.Value("name") as YamlScalar)?.Text ?? policy.Id;
        if (policy.Pattern is { Kind: not ScalarKind.Null } pattern && !Glob.Matches(pattern.Text, name))
            findings.Add(Foreign, pattern.Span,
                $"'{name}' does not match '{pattern.Text}', so that it is never rotated itself",
                $"write {name.Split('-')[0]}-*");
    }

    private static void OnDeclared(PolicyMention policy, Subject subject, Findings findings)
    {
        if (policy.Pattern is not { Kind: not ScalarKind.Null } pattern)
            return;
        // One that carries its date is of the kind that rotations are made for.
        foreach (var snapshot in subject.Snapshots.Where(s => s.IsPresent && s.Id != policy.Id
            && !s.Name.Any(char.IsAsciiDigit)
            && policy.Instances.Any(g => Glob.Matches(g, s.Instance.Name)) && Glob.Matches(pattern.Text, s.Name)))
            findings.Add(Declared, pattern.Span,
                $"'{pattern.Text}' of {policy.Shown} matches {snapshot.Label}, which is declared present at {snapshot.NameSpan}",
                "narrow the pattern, or give that snapshot another name");
    }

    private static string Described(YamlNode node) => ArgumentReader.Describe(node);
}
