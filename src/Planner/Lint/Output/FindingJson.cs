using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Brine.Planner.Lint.Output;

/// <summary>
/// Findings as data, <c>{"brine": 1, "kind": "lint", …}</c>. The shape is an API: keys are added, never renamed or removed
/// while <c>brine</c> is 1.
/// </summary>
public static class FindingJson
{
    public static string Of(LintReport report) => Write(json =>
    {
        json.WriteString("kind", "lint");
        json.WriteStartObject("summary");
        json.WriteNumber("files", report.Files);
        json.WriteNumber("errors", report.Count(FindingSeverity.Error));
        json.WriteNumber("warnings", report.Count(FindingSeverity.Warning));
        json.WriteNumber("notes", report.Count(FindingSeverity.Note));
        json.WriteNumber("ignored", report.Suppressed);
        json.WriteEndObject();
        json.WriteStartArray("findings");
        foreach (var finding in report.Findings)
        {
            json.WriteStartObject();
            json.WriteString("rule", finding.Rule);
            json.WriteString("severity", FindingText.Word(finding.Severity));
            json.WriteString("message", finding.Message);
            json.WriteString("remedy", finding.Remedy);
            json.WriteString("file", finding.Span?.File);
            Place(json, "line", finding.Span is { IsRendered: false } s ? s.Line : null);
            Place(json, "column", finding.Span is { IsRendered: false } t ? t.Column : null);
            // Where the template leaves no way to tell its own line.
            Place(json, "rendered_line", finding.Span is { IsRendered: true } r ? r.Line : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static string Rules() => Write(json =>
    {
        json.WriteString("kind", "lint-rules");
        json.WriteStartArray("rules");
        foreach (var rule in RuleBook.Rules.Concat(RuleBook.Codes))
        {
            json.WriteStartObject();
            json.WriteString("rule", rule.Name);
            json.WriteString("severity", FindingText.Word(rule.Severity));
            json.WriteBoolean("quiet", rule.IsQuiet);
            json.WriteString("summary", rule.Summary);
            json.WriteString("why", rule.Why.Length > 0 ? rule.Why : null);
            json.WriteString("remedy", rule.Remedy.Length > 0 ? rule.Remedy : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    internal static string Text(Action<Utf8JsonWriter> body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            body(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static string Write(Action<Utf8JsonWriter> body) => Text(json =>
    {
        json.WriteNumber("brine", 1);
        body(json);
    });

    private static void Place(Utf8JsonWriter json, string key, int? number)
    {
        if (number is { } value)
            json.WriteNumber(key, value);
        else
            json.WriteNull(key);
    }
}
