using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Brine.Planner.Doctor.Output;

/// <summary>
/// A report as data, <c>{"brine": 1, "kind": "doctor", …}</c>. The shape is an API: keys are added, never renamed or
/// removed while <c>brine</c> is 1.
/// </summary>
public static class HealthJson
{
    /// <param name="repaired">What <c>--fix</c> did. Null: it was not asked for.</param>
    public static string Of(HealthReport report, IReadOnlyList<RepairOutcome>? repaired)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions
        {
            Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }))
        {
            json.WriteStartObject();
            json.WriteNumber("brine", 1);
            json.WriteString("kind", "doctor");
            json.WriteString("project", report.Project);
            Summary(json, report);
            WriteExamined(json, report);
            if (repaired is not null)
                Repaired(json, repaired);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    /// <summary>The keys <c>findings</c>, <c>passed</c> and <c>unchecked</c> of an object that is being written.</summary>
    public static void WriteExamined(Utf8JsonWriter json, HealthReport report)
    {
        json.WriteStartArray("findings");
        foreach (var finding in report.Findings)
            Finding(json, finding);
        json.WriteEndArray();
        Names(json, "passed", report.Passed);
        Names(json, "unchecked", report.Unchecked);
    }

    private static void Names(Utf8JsonWriter json, string key, ImmutableArray<string> checks)
    {
        json.WriteStartArray(key);
        foreach (var check in checks)
            json.WriteStringValue(check);
        json.WriteEndArray();
    }

    private static void Summary(Utf8JsonWriter json, HealthReport report)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("instances", report.Instances);
        json.WriteNumber("checks", Examination.Checks.Length);
        json.WriteNumber("errors", report.Count(HealthSeverity.Error));
        json.WriteNumber("warnings", report.Count(HealthSeverity.Warning));
        json.WriteNumber("notes", report.Count(HealthSeverity.Note));
        json.WriteEndObject();
    }

    private static void Finding(Utf8JsonWriter json, HealthFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("check", finding.Check);
        json.WriteString("severity", HealthText.Word(finding.Severity));
        json.WriteStartObject("subject");
        json.WriteString("kind", finding.Subject.Kind);
        json.WriteString("name", finding.Subject.Name);
        json.WriteString("project", finding.Subject.Project);
        json.WriteEndObject();
        json.WriteString("message", finding.Message);
        json.WriteStartArray("commands");
        foreach (var command in finding.Commands)
            json.WriteStringValue(command);
        json.WriteEndArray();
        json.WriteString("advice", finding.Advice);
        json.WriteString("fix", finding.Repair?.Doing);
        json.WriteEndObject();
    }

    private static void Repaired(Utf8JsonWriter json, IReadOnlyList<RepairOutcome> repaired)
    {
        json.WriteStartArray("repairs");
        foreach (var outcome in repaired)
        {
            json.WriteStartObject();
            json.WriteString("fix", outcome.Repair.Doing);
            json.WriteBoolean("done", outcome.IsDone);
            json.WriteString("error", outcome.Error);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
