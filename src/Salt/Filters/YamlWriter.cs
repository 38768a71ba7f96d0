using System.Buffers;
using System.Text;
using Brine.Jinja;
using Brine.Salt.Yaml;

namespace Brine.Salt.Filters;

/// <summary>A value as YAML on one line (flow) or on many (block), keys in their order, no line folded.</summary>
internal static class YamlWriter
{
    private const int Deepest = 100;

    private static readonly SearchValues<char> Marks = SearchValues.Create("[]{},\"'`");

    public static string Flow(JinjaValue value, int depth = 0)
    {
        if (depth > Deepest)
            throw new JinjaException("yaml: the value is nested too deeply");
        return value.Kind switch
        {
            JinjaKind.Dict => "{" + string.Join(", ", value.Entries.Select(entry =>
                Flow(entry.Key, depth + 1) + ": " + Flow(entry.Value, depth + 1))) + "}",
            JinjaKind.List or JinjaKind.Tuple or JinjaKind.Iterable =>
                "[" + string.Join(", ", value.Items.Select(item => Flow(item, depth + 1))) + "]",
            _ => Scalar(value),
        };
    }

    public static string Block(JinjaValue value)
    {
        var text = new StringBuilder();
        Block(text, value, 0);
        return text.ToString();
    }

    public static string Scalar(JinjaValue value) => value.Kind switch
    {
        JinjaKind.None => "null",
        JinjaKind.Boolean => value.IsTrue ? "true" : "false",
        JinjaKind.Integer => value.ToText(),
        JinjaKind.Float => value.ToText() switch { "inf" => ".inf", "-inf" => "-.inf", "nan" => ".nan",
            var number => number },
        JinjaKind.Text => Text(value.ToText()),
        _ => throw new JinjaException($"yaml: a value of the kind {value.Kind} cannot be written"),
    };

    public static string SingleQuoted(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static void Block(StringBuilder text, JinjaValue value, int depth)
    {
        if (depth > Deepest)
            throw new JinjaException("yaml: the value is nested too deeply");
        if (value.Kind == JinjaKind.Dict && value.Entries.Any())
        {
            foreach (var (key, inner) in value.Entries)
                Nested(text.Append(' ', depth * 2).Append(Flow(key)).Append(':'), inner, depth,
                    inDict: true);
        }
        else if (IsList(value) && value.Items.Any())
        {
            foreach (var inner in value.Items)
                Nested(text.Append(' ', depth * 2).Append('-'), inner, depth, inDict: false);
        }
        else
        {
            text.Append(Flow(value)).Append('\n');
        }
    }

    private static void Nested(StringBuilder text, JinjaValue inner, int depth, bool inDict)
    {
        var isFull = (inner.Kind == JinjaKind.Dict && inner.Entries.Any()) || (IsList(inner) && inner.Items.Any());
        if (!isFull)
        {
            text.Append(' ').Append(Flow(inner)).Append('\n');
            return;
        }
        var nested = new StringBuilder();
        Block(nested, inner, inDict && IsList(inner) ? depth : depth + 1);
        if (inDict)
            text.Append('\n').Append(nested);
        else
            text.Append(' ').Append(nested.ToString().AsSpan((depth + 1) * 2));
    }

    private static bool IsList(JinjaValue value) =>
        value.Kind is JinjaKind.List or JinjaKind.Tuple or JinjaKind.Iterable;

    /// <summary>A text plain where that reads back as the same text anywhere, else quoted.</summary>
    private static string Text(string text)
    {
        if (text.Any(c => c is < ' ' or (> '~' and < '\xA0') or '\u2028' or '\u2029' or '\uFEFF'))
            return JsonWriter.Quote(text);
        var isPlain = ScalarResolver.Resolve(text).Kind == ScalarKind.Text
            && text is not ("=" or "<<")
            && text.Trim() == text
            && !text.AsSpan().ContainsAny(Marks)
            && text[0] is not ('-' or '?' or ':' or '&' or '*' or '!' or '|' or '>' or '%' or '@' or '#')
            && !text.Contains(": ", StringComparison.Ordinal) && !text.EndsWith(':')
            && !text.Contains(" #", StringComparison.Ordinal);
        return isPlain ? text : SingleQuoted(text);
    }
}
