using System.Text.RegularExpressions;
using Brine.Planner.Lint.Model;
using Brine.Planner.Names;
using Brine.Planner.Schedule;
using Brine.Salt.Yaml;

namespace Brine.Planner.Lint.Rules;

/// <summary><c>snapshots.pattern</c>: Incus takes any text, and fails when it is to take a snapshot.</summary>
internal static partial class Patterns
{
    private static readonly LintRule Strftime = new("schedule-strftime", FindingSeverity.Error,
        "strftime in snapshots.pattern.",
        "Incus has no strftime and takes %d for its counter: 'auto-%Y%m%d' becomes the name 'auto-%Y%m0', once. Every later run "
        + "fails, and holds up the schedules of other instances. Brine translates it; Salt does not.",
        "Write auto-{{ creation_date|date:\"20060102\" }}, in Go's layout.");

    private static readonly LintRule Broken = new("schedule-pattern", FindingSeverity.Error,
        "A snapshots.pattern that fails when Incus uses it.",
        "Incus does not check it when it is set. At each run it fails, without a trace but in the daemon's log.",
        "One %d at most, closed brackets, creation_date|date:\"20060102\" in Go's layout, and nothing that a name may not hold.");

    public static LintCheck Check { get; } = new([Strftime, Broken], Run);

    private static void Run(Subject subject, Findings findings)
    {
        foreach (var instance in subject.Instances)
            if (instance.Setting("snapshots.pattern") is { Kind: not ScalarKind.Null,
                Text: { Length: > 0 } pattern } value)
                Judge(pattern, value, findings);
    }

    private static void Judge(string pattern, YamlScalar value, Findings findings)
    {
        var translated = SnapshotPattern.Translate(pattern, out var refusal);
        if (refusal is not null || translated != pattern)
            findings.Add(Strftime, value.Span,
                $"Incus knows no strftime: '{pattern}' becomes the name '{Made(pattern)}', {(pattern.Contains("%d", StringComparison.Ordinal) ? "and every later run fails" : "and then the same with -0, -1 behind it")}",
                refusal is null ? $"write {Quoted(translated)}"
                    : $"{refusal}; write for example auto-{{{{ creation_date|date:\"20060102-1504\" }}}}");
        else if (Trouble(pattern) is var (trouble, remedy))
            findings.Add(Broken, value.Span, $"'{pattern}' {trouble}", remedy);
    }

    private static (string Trouble, string Remedy)? Trouble(string pattern)
    {
        if (Count(pattern, "{{") != Count(pattern, "}}") || Count(pattern, "{%") != Count(pattern, "%}"))
            return ("has a bracket that is not closed", "write {{ creation_date|date:\"20060102\" }}");
        if (Count(pattern, "%d") > 1)
            return ("has %d more than once", "leave one");
        foreach (var variable in Variable().Matches(pattern).Select(m => m.Groups["name"].Value)
            .Where(n => n != "creation_date"))
            return ($"names '{variable}', which Incus does not know and leaves empty",
                "the one variable is creation_date");
        foreach (var layout in Layout().Matches(pattern).Select(m => m.Groups["layout"].Value))
        {
            if (layout.Contains('%', StringComparison.Ordinal))
                return ($"has the layout '{layout}' in strftime's language", $"write date:\"{InGo(layout)}\"");
            if (!layout.Any(char.IsAsciiDigit) && !layout.Contains("Jan", StringComparison.Ordinal)
                && !layout.Contains("Mon", StringComparison.Ordinal))
                return ($"has the layout '{layout}', which Go takes for plain text",
                    "write the year as 2006, month 01, day 02, hour 15, minute 04, second 05");
        }

        if (BareDate().IsMatch(pattern))
            return ("writes the date with spaces and colons", "write {{ creation_date|date:\"20060102\" }}");
        var name = Template().Replace(pattern.Replace("%d", "0", StringComparison.Ordinal), "0");
        return SnapshotName.IsValid(name) ? null : ($"makes names like '{name}', which are none",
            $"use {SnapshotName.Rule}");
    }

    /// <summary>A strftime format in Go's layout; a usual one where that cannot be told.</summary>
    private static string InGo(string format) =>
        // With a year before it even a lone %d is no counter to the translation.
        Layout().Match(SnapshotPattern.Translate("%Y" + format, out _)) is { Success: true } translated
            ? translated.Groups["layout"].Value["2006".Length..] : "20060102";

    /// <summary>What Incus makes of it the first time.</summary>
    private static string Made(string pattern) => pattern.IndexOf("%d", StringComparison.Ordinal) is >= 0 and var at
        ? pattern[..at] + "0" + pattern[(at + 2)..] : pattern;

    private static string Quoted(string pattern) => pattern.Contains("{{", StringComparison.Ordinal)
        ? $"'{pattern}', in a template between {{% raw %}} and {{% endraw %}}" : $"'{pattern}'";

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex(@"\{\{\s*(?<name>\w+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();

    [GeneratedRegex(@"date\s*:\s*[""'](?<layout>[^""']*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Layout();

    [GeneratedRegex(@"\{\{\s*creation_date\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex BareDate();

    [GeneratedRegex(@"\{\{.*?\}\}|\{%.*?%\}", RegexOptions.CultureInvariant)]
    private static partial Regex Template();
}
