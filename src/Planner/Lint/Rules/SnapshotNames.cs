using System.Text.RegularExpressions;
using Brine.Planner.Lint.Model;
using Brine.Planner.Names;
using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Planner.Lint.Rules;

/// <summary>Names of snapshots that are to be taken: what they promise by their form.</summary>
internal static partial class SnapshotNames
{
    private static readonly LintRule Empty = new("name-empty-part", FindingSeverity.Error,
        "A name that a template left without a part.",
        "'daily-' is no name; 'pre--deploy' is one, for every value that is missing.",
        "Give the template a value, and no default('').");

    private static readonly LintRule Form = new("name-form", FindingSeverity.Warning,
        "A name that resembles daily-YYYYMMDD, weekly-YYYYWWW, monthly-YYYYMM or pre-deploy-v1.2.3, and is none, or not for certain.",
        "Names that are made by one rule sort by time and match one pattern; daily-2024115 is two days at once, and week 54 none.",
        "Write it as the convention has it; in a template: date +%Y%m%d, +%GW%V, +%Y%m.");

    private static readonly LintRule Style = new("name-style", FindingSeverity.Note,
        "A name that can be read in one way only, but is written in another than the conventions have.",
        "A rotation by 'weekly-????W??' leaves weekly-2024-W03 for ever.",
        "Write daily-20240115, weekly-2024W03, monthly-202401, pre-deploy-v1.2.3.") { IsQuiet = true };

    private static readonly LintRule Undated = new("name-undated", FindingSeverity.Warning,
        "A daily, weekly or monthly snapshot without a date in its name.",
        "It is taken once. From the second day on it is there already, and nothing is done.",
        "Put the date into the name: daily-{{ salt['cmd.run']('date +%Y%m%d') }}.");

    private static readonly LintRule Free = new("name-free", FindingSeverity.Note,
        "A name that follows none of the naming conventions.",
        "Nothing is wrong with it; a team that names by convention wants to see it.",
        "Time based (daily-20240115), event based (before-update), version based (pre-deploy-v1.2.3) or purpose based (baseline).")
        { IsQuiet = true };

    private static readonly LintRule Apart = new("name-set-apart", FindingSeverity.Warning,
        "Snapshots of one set whose timestamps differ.",
        "web1 has coordinated-2024-01-15-1200, db has coordinated-2024-01-15-1201: two names are not one point in time, "
        + "and whoever restores the set by its name misses one.",
        "Give all of them one name; in a template, take the time once: {% set now = … %}.");

    private static readonly LintRule Again = new("name-declared-twice", FindingSeverity.Warning,
        "Two declarations of one snapshot.",
        "The second does nothing; often one of them was to speak of another instance.",
        "Remove one, or correct its instance or name.");

    public static LintCheck Check { get; } = new([Empty, Form, Style, Undated, Free, Apart, Again], Run);

    private static void Run(Subject subject, Findings findings)
    {
        var present = subject.Snapshots.Where(s => s.IsPresent).ToList();
        foreach (var snapshot in present)
            Judge(snapshot.Name, snapshot.NameSpan, subject, findings);
        foreach (var group in subject.Section("snapshot_groups"))
            if (Subject.Entry(group.Value as YamlMap, "name") is { Value: YamlScalar name } entry)
                Judge(name.Text, entry.Key.Span, subject, findings);
        Sets(present, findings);
        foreach (var twice in subject.Snapshots.GroupBy(s => (s.Instance, s.Name, s.Ensure)).Where(g => g.Skip(1).Any()
            && !subject.Desired.Diagnostics.Any(d => d.Code == "incus.contradiction"
                && g.Any(s => s.Declaration.Span == d.Span))))
            findings.Add(Again, twice.ElementAt(1).NameSpan,
                $"'{twice.ElementAt(1).Id}' and '{twice.First().Id}' both declare {twice.First().Label} {twice.Key.Ensure}",
                $"remove one; the other is at {twice.First().NameSpan}");
    }

    private static void Judge(string name, SourceSpan span, Subject subject, Findings findings)
    {
        if (EmptyPart().IsMatch(name) && (subject.LineOf(span) is not { } line
            || line.Contains("{{", StringComparison.Ordinal)))
        {
            findings.Add(Empty, span, $"the name is '{name}': its template gave nothing for a part of it",
                "give it a value, and no default('')");
            return;
        }

        var form = NameForms.Judge(name);
        if (form.Trouble is { } trouble)
            findings.Add(form.IsStyle ? Style : Form, span, $"'{name}' {trouble}", form.Better is null ? null
                : $"write {form.Better}");
        else if (NameForms.IsUndated(name))
            findings.Add(Undated, span, $"'{name}' has no date: it is taken once, and then never again",
                $"write {NameForms.Dated(name)}");
        else if (SnapshotName.IsValid(name) && !Convention().IsMatch(name))
            findings.Add(Free, span, $"'{name}' follows no naming convention");
    }

    /// <summary>One prefix, several instances, points in time within an hour: meant to be one.</summary>
    private static void Sets(List<SnapshotMention> present, Findings findings)
    {
        var stamped = present.Select(s => (Snapshot: s, Match: Stamp().Match(s.Name))).Where(p => p.Match.Success)
            .Select(p => (p.Snapshot, Prefix: p.Match.Groups["head"].Value, Minute: Minute(p.Match)))
                .Where(p => p.Minute is not null);
        foreach (var set in stamped.GroupBy(p => (p.Prefix, p.Snapshot.Declaration.Sls)))
        {
            var first = set.First();
            foreach (var other in set.Where(o => o.Snapshot.Name != first.Snapshot.Name
                && o.Snapshot.Instance != first.Snapshot.Instance
                && Math.Abs(o.Minute!.Value - first.Minute!.Value) < 60))
                findings.Add(Apart, other.Snapshot.NameSpan,
                    $"{other.Snapshot.Instance} has '{other.Snapshot.Name}', but {first.Snapshot.Instance} has '{first.Snapshot.Name}': two names are not one set",
                    $"write {first.Snapshot.Name}, if both belong together");
        }
    }

    private static long? Minute(Match stamp) => DateTime.TryParseExact(
        new string([.. stamp.Groups["stamp"].Value.Where(char.IsAsciiDigit).Take(12)]), "yyyyMMddHHmm",
        System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal,
            out var at)
        ? at.Ticks / TimeSpan.TicksPerMinute : null;

    [GeneratedRegex(@"^[-_.]|[-_.]\z|--|__|\.\.|^\z", RegexOptions.CultureInvariant)]
    private static partial Regex EmptyPart();

    [GeneratedRegex(@"^(daily|weekly|monthly|hourly|yearly|before|after|pre|post)-|^(baseline|golden|clean|configured|initial|stable|release)|-(state|image|start|changes|configuration)\z|\d{4}-?\d{2}-?\d{2}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Convention();

    [GeneratedRegex(@"^(?<head>.*?)(?<stamp>\d{4}-?\d{2}-?\d{2}[-_T]?\d{2}[-:.]?\d{2}([-:.]?\d{2})?)Z?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Stamp();
}
