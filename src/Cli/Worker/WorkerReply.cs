using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Brine.Cli.Screens;
using Brine.Planner.Doctor;
using Brine.Planner.Doctor.Output;
using Brine.Planner.Report;
using Brine.Salt.Yaml;

namespace Brine.Cli.Worker;

/// <summary>One answer, one line.</summary>
internal static class WorkerReply
{
    private static readonly JsonWriterOptions s_writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JsonElement? id, ImmutableArray<SaltReturn> returns) => Line(id, json =>
    {
        json.WriteStartArray("returns");
        foreach (var item in returns)
        {
            json.WriteStartObject();
            ReportJson.WriteState(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static string Of(JsonElement? id, CallResult result) => Line(id, json =>
    {
        json.WriteStartObject("return");
        json.WriteBoolean("success", result.Error is null);
        if (result.Error is { } error)
            json.WriteString("error", error);
        if (result.Message is { } message)
            json.WriteString("message", message);
        if (result.Data is var (key, value))
        {
            json.WritePropertyName(key);
            NodeJson.Write(json, value);
        }

        if (result.Health is { } health)
            HealthJson.WriteExamined(json, health);
        if (result.Fingerprint is { } fingerprint)
            json.WriteString("fingerprint", fingerprint);
        json.WriteEndObject();
    });

    public static string Hello(JsonElement? id) => Line(id, json =>
    {
        json.WriteString("brine", ProductVersion.Number);
        json.WriteNumber("protocol", 1);
    });

    public static string Error(JsonElement? id, string why) => Line(id, json => json.WriteString("error", why));

    private static string Line(JsonElement? id, Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_writing))
        {
            json.WriteStartObject();
            json.WritePropertyName("id");
            if (id is { } own)
                own.WriteTo(json);
            else
                json.WriteNullValue();
            content(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }
}

/// <summary>What a function of the execution module gives.</summary>
/// <param name="Data">As the server said it, under the key that the formula uses.</param>
internal sealed record CallResult(
    string? Error = null, string? Message = null, (string Key, YamlNode Value)? Data = null, string? Fingerprint = null, HealthReport? Health = null);
