using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Brine.Planner.Report;

/// <summary>JSON → the same data as YAML in block style, which YAML 1.1 and 1.2 readers agree on.</summary>
public static class YamlText
{
    public static string Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        var text = new StringBuilder();
        Write(text, document.RootElement, 0, afterKey: false);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonElement value, int indent, bool afterKey)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.EnumerateObject().Any():
                if (afterKey)
                    text.Append('\n');
                var isFirst = !afterKey;
                foreach (var property in value.EnumerateObject())
                {
                    // After a list's dash the first key stands on the dash's own line.
                    text.Append(' ', isFirst ? 0 : indent).Append(Scalar(property.Name)).Append(':');
                    isFirst = false;
                    Write(text, property.Value, property.Value.ValueKind == JsonValueKind.Object ? indent + 2 : indent,
                        afterKey: true);
                }

                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                if (afterKey)
                    text.Append('\n');
                foreach (var item in value.EnumerateArray())
                {
                    text.Append(' ', indent).Append("- ");
                    Write(text, item, indent + 2, afterKey: false);
                }

                break;
            default:
                text.Append(afterKey ? " " : "").Append(Leaf(value)).Append('\n');
                break;
        }
    }

    private static string Leaf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "{}",
        JsonValueKind.Array => "[]",
        JsonValueKind.String => Scalar(value.GetString()!), // a JSON string is never null
        JsonValueKind.Null => "null",
        _ => value.GetRawText(),
    };

    private static string Scalar(string text) => IsPlain(text) ? text : Quoted(text);

    /// <summary>
    /// Only what can be nothing but text is left bare: a letter, then harmless characters, and no word that YAML
    /// knows.
    /// </summary>
    private static bool IsPlain(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && text[^1] != ' '
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '_' or '-' or '.' or '/' or '(' or ')' or ',')
        && text.ToLowerInvariant() is not ("y" or "n" or "yes" or "no" or "on" or "off" or "true" or "false" or "null");

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufeff' =>
                    quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        return quoted.Append('"').ToString();
    }
}
