using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Brine.Planner.Lint.Model;
using Brine.Planner.Schedule;
using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Planner.Lint.Rules;

/// <summary>When snapshots go by themselves: of an instance (<c>snapshots.expiry</c>) and of one (<c>expires</c>).</summary>
internal static partial class Expiries
{
    private static readonly LintRule Invalid = new("expiry-invalid", FindingSeverity.Error,
        "An expiry that Incus does not understand.",
        "Incus wants S M H d w m y, each once, separated by one space: '1d1H', '30s' and '1.5d' are refused.",
        "Write 7d, 12H, 1m 2w; in expires also never, inherit, or an instant with its offset.");

    private static readonly LintRule Minutes = new("expiry-unit", FindingSeverity.Warning,
        "M where months are meant, or m where minutes are.",
        "In Incus M is minutes and m is months: '1M' is gone after a minute, '30m' stays for two and a half years.",
        "1m is a month, 30M half an hour.");

    private static readonly LintRule Gone = new("expiry-past", FindingSeverity.Error,
        "A snapshot that expires as soon as it is taken.",
        "Incus deletes it within a minute or two, the next run takes it again, and so on for ever.",
        "Give an instant to come, or never.");

    private static readonly LintRule Inherited = new("expiry-inherited", FindingSeverity.Note,
        "A declared snapshot of an instance whose snapshots.expiry would take it away.",
        "Under Salt no expiry is sent, so that snapshots.expiry counts and 'baseline' is gone after 7 days. Brine sends never.",
        "Say what is meant: expires: never, or expires: inherit.");

    private static readonly LintRule Retaken = new("expiry-retaken", FindingSeverity.Note,
        "A snapshot with a fixed name that expires.",
        "When it is gone, the next run takes it again, under the same name and of another day. Right for 'last-week', wrong for 'before-update'.",
        "Put the date into its name, or take the declaration out when it has served.") { IsQuiet = true };

    public static LintCheck Check { get; } = new([Invalid, Minutes, Gone, Inherited, Retaken], Run);

    private static void Run(Subject subject, Findings findings)
    {
        foreach (var instance in subject.Instances)
            foreach (var key in (string[])["snapshots.expiry", "snapshots.expiry.manual"])
                if (instance.Setting(key) is { Kind: not ScalarKind.Null, Text: { Length: > 0 } text } value)
                    Duration(key, text, value.Span, isOne: false, findings);
        foreach (var policy in subject.Policies)
            if (policy.Value("within") is YamlScalar { Kind: not ScalarKind.Null } within)
                Duration("within", within.Text, within.Span, isOne: false, findings);
        foreach (var snapshot in subject.Snapshots.Where(s => s.IsPresent))
            OfSnapshot(snapshot, subject, findings);
        foreach (var group in subject.Section("snapshot_groups"))
            if (((group.Value as YamlMap)?.Find("expires") ?? (group.Value as YamlMap)?.Find("expires_at")) is YamlScalar { Kind: not ScalarKind.Null } value)
                Written("expires", value, subject.Input.Now, findings);
    }

    private static void OfSnapshot(SnapshotMention snapshot, Subject subject, Findings findings)
    {
        var key = snapshot.Declaration.Argument("expires_at") is null ? "expires" : "expires_at";
        if (snapshot.Declaration.Argument(key) is YamlScalar { Kind: not ScalarKind.Null } value)
        {
            Written(key, value, subject.Input.Now, findings);
            if (ExpiryText.TryParse(value.Text) is Expiry.After && !snapshot.Name.Any(char.IsAsciiDigit))
                findings.Add(Retaken, value.Span,
                    $"'{snapshot.Name}' goes after {value.Text}; the next run then takes it again",
                    "put the date into its name, or take the declaration out when it has served");
            return;
        }

        foreach (var instance in subject.InstancesAt[snapshot.Instance])
            if (instance.Setting("snapshots.expiry") is { Text: { Length: > 0 } expiry }
                && instance.Setting("snapshots.expiry.manual") is null)
                findings.Add(Inherited, snapshot.NameSpan,
                    $"snapshots.expiry of {instance.Instance} is {expiry}: under Salt '{snapshot.Name}' is gone by then; Brine keeps it",
                    "say what is meant: expires: never, or expires: inherit");
    }

    private static void Written(string key, YamlScalar value, DateTimeOffset now, Findings findings)
    {
        switch (ExpiryText.TryParse(value.Text))
        {
            case Expiry.At at when at.Instant <= now:
                findings.Add(Gone, value.Span,
                    $"'{key}' is {value.Text}, which has passed: Incus deletes the snapshot at once, and each run takes it again",
                    "give an instant to come, or take the declaration out");
                break;
            case Expiry.At or Expiry.Never or Expiry.Inherit:
                break;
            case null when Instant().IsMatch(value.Text):
                findings.Add(Invalid, value.Span, $"'{key}' is '{value.Text}', without the offset from UTC",
                    Zoned(value.Text));
                break;
            default:
                Duration(key, value.Text, value.Span, isOne: true, findings);
                break;
        }
    }

    private static void Duration(string key, string text, SourceSpan span, bool isOne, Findings findings)
    {
        if (ExpiryDuration.TryParse(text) is not { } duration)
        {
            findings.Add(Invalid, span, $"'{key}' is '{text}', which Incus does not understand",
                Better(text) is { } better ? $"write {better}"
                : isOne ? $"use {ExpiryText.Rule}" : $"use {ExpiryDuration.Rule}");
            return;
        }

        if (duration is { Months: 0, Days: 0, Time.Ticks: 0 })
            findings.Add(Gone, span, $"'{key}' is {text}: Incus deletes such a snapshot at once",
                "give it a time, or leave the key out");
        foreach (var part in text.Split(' '))
            if (part[^1] == 'M' && int.Parse(part[..^1],
                System.Globalization.CultureInfo.InvariantCulture) is >= 1 and <= 24 and var few)
                findings.Add(Minutes, span,
                    $"'{key}' is {text}: {Findings.Number(few)} minute{(few == 1 ? "" : "s")}, since M is minutes and m is months",
                    $"write {Findings.Number(few)}m, if months are meant");
            else if (part[^1] == 'm' && int.Parse(part[..^1],
                System.Globalization.CultureInfo.InvariantCulture) is >= 15 and var many && many % 12 != 0)
                findings.Add(Minutes, span,
                    $"'{key}' is {text}: {Findings.Number(many)} months, since m is months and M is minutes",
                    $"write {Findings.Number(many)}M, if minutes are meant");
    }

    /// <summary>The expression that was most likely meant; null when nothing is likely.</summary>
    private static string? Better(string text)
    {
        if (Days().Match(text) is { Success: true } clock)
            return clock.Groups["days"].Value + "d";
        var parts = Parts().Matches(text);
        if (parts.Count == 0 || parts.Sum(p => p.Length) != text.Count(c => c is not (' ' or ',' or '+'))
            + parts.Sum(p => p.Value.Count(c => c == ' ')))
            return null;
        var made = string.Join(' ', parts.Select(p => p.Groups["count"].Value + Unit(p.Groups["unit"].Value)));
        return ExpiryDuration.TryParse(made) is null ? null : made;
    }

    private static string Unit(string word) => word switch
    {
        "S" or "M" or "H" or "d" or "w" or "m" or "y" => word,
        _ => word.ToLowerInvariant() switch
        {
            "s" or "sec" or "secs" or "second" or "seconds" => "S",
            "min" or "mins" or "minute" or "minutes" => "M",
            "h" or "hr" or "hrs" or "hour" or "hours" => "H",
            "d" or "day" or "days" => "d",
            "w" or "wk" or "week" or "weeks" => "w",
            "mo" or "mon" or "month" or "months" => "m",
            "y" or "yr" or "year" or "years" => "y",
            _ => "?",
        },
    };

    private static string Zoned(string text) =>
        text.Length == 10 ? $"write {text}T00:00:00Z" : $"write {text.Replace(' ', 'T')}Z, if it is UTC";

    [GeneratedRegex(@"(?<count>\d+) ?(?<unit>[A-Za-z]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();

    [GeneratedRegex(@"^(?<days>\d+)(\.0)?( days?, 0:00:00)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Days();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Instant();
}
