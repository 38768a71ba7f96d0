using System.Globalization;
using System.Text;
using Brine.Jinja;

namespace Brine.Salt.Writing;

/// <summary>A value as Python's <c>json.dumps</c> writes it.</summary>
internal sealed record JsonWriter
{
    private const int Deepest = 500;

    /// <summary>Keys in their order rather than as they come.</summary>
    public bool SortsKeys { get; init; }

    /// <summary>What an inner line begins with, for each level; null: all on one line.</summary>
    public string? Indent { get; init; }

    /// <summary>Anything but ASCII is written as an escape.</summary>
    public bool IsAscii { get; init; }

    /// <summary>What stands between two members; null: a comma, and a space unless lines are indented.</summary>
    public string? Comma { get; init; }

    public string Colon { get; init; } = ": ";

    public string Write(JinjaValue value)
    {
        var text = new StringBuilder();
        Write(text, value, 0);
        return text.ToString();
    }

    /// <summary>A text in double quotes, ASCII only.</summary>
    public static string Quote(string value) => Quote(new StringBuilder(), value, isAscii: true).ToString();

    private void Write(StringBuilder text, JinjaValue value, int depth)
    {
        if (depth > Deepest)
            throw new JinjaException("the value is nested too deeply for JSON, or holds itself");
        switch (value.Kind)
        {
            case JinjaKind.None:
                text.Append("null");
                break;
            case JinjaKind.Boolean:
                text.Append(value.IsTrue ? "true" : "false");
                break;
            case JinjaKind.Integer or JinjaKind.Float:
                text.Append(Number(value));
                break;
            case JinjaKind.Text:
                Quote(text, value.ToText(), IsAscii);
                break;
            case JinjaKind.Dict:
                Members(text, "{}", Entries(value), depth, entry =>
                {
                    Quote(text, Key(entry.Key), IsAscii).Append(Colon);
                    Write(text, entry.Value, depth + 1);
                });
                break;
            case JinjaKind.List or JinjaKind.Tuple:
                Members(text, "[]", value.Items, depth, item => Write(text, item, depth + 1));
                break;
            default:
                _ = value.Kind == JinjaKind.Undefined ? value.ToText() : ""; // says which name is undefined
                throw new JinjaException(
                    $"a value of the type {PythonOperations.TypeName(value)} cannot be written as JSON");
        }
    }

    private IEnumerable<KeyValuePair<JinjaValue, JinjaValue>> Entries(JinjaValue dict) => !SortsKeys
        ? dict.Entries
        : PythonOperations.Sort(dict.Entries.Select(entry => entry.Key))
            .Select(key => KeyValuePair.Create(key, PythonOperations.Item(dict, key)!));

    private void Members<T>(StringBuilder text, string brackets, IEnumerable<T> members, int depth, Action<T> write)
    {
        var any = false;
        text.Append(brackets[0]);
        foreach (var member in members)
        {
            if (any)
                text.Append(Comma ?? (Indent is null ? ", " : ","));
            Break(text, depth + 1);
            write(member);
            any = true;
        }
        if (any)
            Break(text, depth);
        text.Append(brackets[1]);
    }

    private void Break(StringBuilder text, int depth)
    {
        if (Indent is null)
            return;
        text.Append('\n');
        for (var i = 0; i < depth; i++)
            text.Append(Indent);
    }

    private static string Key(JinjaValue key) => key.Kind switch
    {
        JinjaKind.None => "null",
        JinjaKind.Boolean => key.IsTrue ? "true" : "false",
        JinjaKind.Integer or JinjaKind.Float => Number(key),
        JinjaKind.Text => key.ToText(),
        _ => throw new JinjaException(
            $"keys of JSON must be texts or numbers, not {PythonOperations.TypeName(key)}"),
    };

    private static string Number(JinjaValue value) => value.ToText() switch
    {
        "inf" => "Infinity",
        "-inf" => "-Infinity",
        "nan" => "NaN",
        var number => number,
    };

    private static StringBuilder Quote(StringBuilder text, string value, bool isAscii)
    {
        text.Append('"');
        foreach (var c in value)
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                >= '\x7f' when isAscii && c != '\x7f' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        return text.Append('"');
    }
}
