using System.Globalization;
using System.Text;
using Brine.Jinja;

namespace Brine.Salt.Filters;

/// <summary>A value as Python's <c>json.dumps(value, sort_keys=True)</c> writes it.</summary>
internal static class JsonWriter
{
    public static string Write(JinjaValue value, int? indent)
    {
        var text = new StringBuilder();
        Write(text, value, indent, 0);
        return text.ToString();
    }

    public static string Quote(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                >= ' ' and <= '~' => c.ToString(),
                _ => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
            });
        return text.Append('"').ToString();
    }

    private static void Write(StringBuilder text, JinjaValue value, int? indent, int depth)
    {
        if (depth > 100)
            throw new JinjaException("json: the value is nested too deeply");
        switch (value.Kind)
        {
            case JinjaKind.None:
                text.Append("null");
                break;
            case JinjaKind.Boolean:
                text.Append(value.IsTrue ? "true" : "false");
                break;
            case JinjaKind.Integer:
                text.Append(value.ToText());
                break;
            case JinjaKind.Float:
                text.Append(value.ToText() switch { "inf" => "Infinity", "-inf" => "-Infinity", "nan" => "NaN",
                    var n => n });
                break;
            case JinjaKind.Text:
                text.Append(Quote(value.ToText()));
                break;
            case JinjaKind.Dict:
                var entries = value.Entries.OrderBy(entry => entry.Key.ToText(), StringComparer.Ordinal);
                Members(text, "{}", entries, indent, depth, entry =>
                {
                    text.Append(Quote(Key(entry.Key))).Append(": ");
                    Write(text, entry.Value, indent, depth + 1);
                });
                break;
            case JinjaKind.List or JinjaKind.Tuple or JinjaKind.Iterable:
                Members(text, "[]", value.Items, indent, depth, item => Write(text, item, indent, depth + 1));
                break;
            default:
                throw new JinjaException($"json: a value of the kind {value.Kind} cannot be written");
        }
    }

    private static void Members<T>(
        StringBuilder text, string brackets, IEnumerable<T> members, int? indent, int depth, Action<T> write)
    {
        var any = false;
        text.Append(brackets[0]);
        foreach (var member in members)
        {
            text.Append(any ? indent is null ? ", " : "," : "");
            if (indent is { } width)
                text.Append('\n').Append(' ', width * (depth + 1));
            write(member);
            any = true;
        }
        if (any && indent is { } outer)
            text.Append('\n').Append(' ', outer * depth);
        text.Append(brackets[1]);
    }

    private static string Key(JinjaValue key) => key.Kind switch
    {
        JinjaKind.None => "null",
        JinjaKind.Boolean => key.IsTrue ? "true" : "false",
        _ => key.ToText(),
    };
}
