using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Brine.Salt.Yaml;

namespace Brine.Cli.Screens;

/// <summary>YAML as JSON: dates and infinities, which JSON does not have, as texts; keys as YAML spells them.</summary>
internal static class NodeJson
{
    private static readonly JsonWriterOptions s_writing =
        new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>With a line end behind it.</summary>
    public static string Of(YamlNode? node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_writing))
            Write(writer, node);
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    public static void Write(Utf8JsonWriter writer, YamlNode? node)
    {
        switch (node)
        {
            case YamlMap map:
                writer.WriteStartObject();
                foreach (var (key, value) in map.Entries)
                {
                    writer.WritePropertyName(key.Text);
                    Write(writer, value);
                }
                writer.WriteEndObject();
                break;
            case YamlList list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case YamlScalar { Value: bool truth }:
                writer.WriteBooleanValue(truth);
                break;
            case YamlScalar { Value: long number }:
                writer.WriteNumberValue(number);
                break;
            case YamlScalar { Value: BigInteger number }:
                writer.WriteRawValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case YamlScalar { Value: double number } when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case YamlScalar { Value: not null } scalar:
                writer.WriteStringValue(scalar.Text);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
