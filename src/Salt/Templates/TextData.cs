using System.Globalization;
using System.Text;
using System.Text.Json;
using Brine.Jinja;
using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.Templates;

/// <summary>YAML and JSON inside a template as values; what is wrong is told with its line in the text.</summary>
internal static class TextData
{
    public static JinjaValue Yaml(string text)
    {
        var reading = YamlReader.Read(new SourceFile("", text));
        return reading.Diagnostics.FirstOrDefault(d => d.Severity == Severity.Error) is { } first
            ? throw Wrong("YAML", first.Message, first.Span?.Line ?? 1, text)
            : NodeValue.Of(reading.Root);
    }

    public static JinjaValue Json(string text)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = 200 });
            reader.Read();
            var value = Value(ref reader);
            while (reader.Read())
            {
                // only to see that nothing follows
            }
            return value;
        }
        catch (JsonException error)
        {
            var message = error.Message.Split(" LineNumber:")[0].TrimEnd('.');
            throw Wrong("JSON", message, (int)(error.LineNumber ?? 0) + 1, text);
        }
    }

    private static JinjaException Wrong(string format, string message, int line, string text)
    {
        var lines = text.Split('\n');
        var there = line <= lines.Length ? lines[line - 1].Trim() : "";
        var place = line.ToString(CultureInfo.InvariantCulture);
        return new JinjaException(there.Length == 0
            ? $"this is not {format}: {message} (line {place} of the data)"
            : $"this is not {format}: {message} (line {place} of the data, '{there}')");
    }

    private static JinjaValue Value(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                var items = new List<JinjaValue>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Value(ref reader));
                return JinjaValue.List(items);
            case JsonTokenType.StartObject:
                var entries = new List<KeyValuePair<JinjaValue, JinjaValue>>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var key = JinjaValue.Of(reader.GetString() ?? "");
                    reader.Read();
                    entries.Add(KeyValuePair.Create(key, Value(ref reader)));
                }
                return JinjaValue.Dict(entries);
            case JsonTokenType.String:
                return JinjaValue.Of(reader.GetString() ?? "");
            case JsonTokenType.Number:
                return Number(Encoding.UTF8.GetString(reader.ValueSpan));
            case JsonTokenType.True or JsonTokenType.False:
                return JinjaValue.Of(reader.GetBoolean());
            default:
                return JinjaValue.None;
        }
    }

    private static JinjaValue Number(string text) =>
        System.Numerics.BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out var whole)
            ? JinjaValue.Of(whole)
            : JinjaValue.Of(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
}
