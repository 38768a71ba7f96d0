using System.Collections.Immutable;
using System.Text.Json;

namespace Brine.Planner.Lint.Output;

/// <summary>Findings as SARIF 2.1.0, which code hosts and editors read.</summary>
public static class Sarif
{
    /// <summary>The findings, and of the rules those that found something.</summary>
    /// <param name="version">Of Brine.</param>
    public static string Of(LintReport report, string version) => Log(report.Findings,
        [.. report.Findings.Select(RuleBook.Of).DistinctBy(r => r.Name).OrderBy(r => r.Name, StringComparer.Ordinal)], version);

    /// <summary>All rules, and no finding.</summary>
    /// <param name="version">Of Brine.</param>
    public static string Rules(string version) => Log([], [.. RuleBook.Rules, .. RuleBook.Codes], version);

    private static string Log(ImmutableArray<Finding> findings, ImmutableArray<LintRule> rules, string version) => FindingJson.Text(json =>
    {
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "brine lint");
        json.WriteString("version", version);
        json.WriteStartArray("rules");
        foreach (var rule in rules)
            Rule(json, rule);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (var finding in findings)
            Result(json, finding, rules.IndexOf(rules.First(r => r.Name == finding.Rule)));
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private static void Rule(Utf8JsonWriter json, LintRule rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Name);
        Message(json, "shortDescription", rule.Summary);
        if (rule.Why.Length > 0)
            Message(json, "fullDescription", rule.Why);
        if (rule.Remedy.Length > 0)
            Message(json, "help", rule.Remedy);
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", FindingText.Word(rule.Severity));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Result(Utf8JsonWriter json, Finding finding, int rule)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", FindingText.Word(finding.Severity));
        Message(json, "message", finding.Message + (finding.Remedy is { } remedy ? $". Remedy: {remedy}" : ""));
        json.WriteStartArray("locations");
        if (finding.Span is { } span)
        {
            json.WriteStartObject();
            json.WriteStartObject("physicalLocation");
            json.WriteStartObject("artifactLocation");
            json.WriteString("uri", Address(span.File));
            json.WriteEndObject();
            if (!span.IsRendered)
            {
                json.WriteStartObject("region");
                json.WriteNumber("startLine", span.Line);
                json.WriteNumber("startColumn", span.Column);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Message(Utf8JsonWriter json, string key, string text)
    {
        json.WriteStartObject(key);
        // A single brace would begin a placeholder (SARIF 2.1.0, §3.11.5).
        json.WriteString("text", text.Replace("{", "{{", StringComparison.Ordinal)
            .Replace("}", "}}", StringComparison.Ordinal));
        json.WriteEndObject();
    }

    private static string Address(string path)
    {
        var plain = path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
        var escaped = string.Join('/', plain.Split('/').Select(Uri.EscapeDataString));
        return path.StartsWith('/') ? "file://" + escaped : escaped;
    }
}
