using System.Text;
using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Formatting;

/// <summary>
/// Python's <c>pprint.pformat()</c>: what does not fit into 80 columns is broken, dicts and sets are sorted.
/// </summary>
internal sealed class PrettyText
{
    private const int Width = 80;
    private readonly StringBuilder _text = new();
    private readonly List<JinjaValue> _open = [];

    public static string Write(JinjaValue value)
    {
        var pretty = new PrettyText();
        pretty.Put(value, 0, 0, 0);
        return pretty._text.ToString();
    }

    private void Put(JinjaValue value, int indent, int allowance, int level)
    {
        Bounds.Stack();
        Bounds.Text(_text.Length);
        var flat = PrettyFlat.Write(value, _open);
        if (CodePoints.Count(flat) <= Width - indent - allowance)
        {
            _text.Append(flat);
            return;
        }

        _open.Add(value);
        if (value is DictValue dict) Dict(dict, indent, allowance + 1, level + 1);
        else if (value is ListValue list) Row("[", list.Content, "]", indent, allowance, level + 1);
        else if (value is TupleValue tuple)
            Row("(", tuple.Content, tuple.Content.Length == 1 ? ",)" : ")", indent, allowance, level + 1);
        else if (value is SetValue { IsTrue: true } set) Set(set, indent, allowance, level + 1);
        else if (value is TextValue { IsMarkup: false, IsTrue: true } text)
            Text(text.Content, indent, allowance, level + 1);
        else _text.Append(flat);
        _open.RemoveAt(_open.Count - 1);
    }

    private void Dict(DictValue dict, int indent, int allowance, int level)
    {
        _text.Append('{');
        var entries = PrettyFlat.Sorted(dict);
        for (var i = 0; i < entries.Count; i++)
        {
            if (i > 0) _text.Append(",\n").Append(' ', indent + 1);
            var key = PrettyFlat.Write(entries[i].Key, _open);
            _text.Append(key).Append(": ");
            var isLast = i == entries.Count - 1;
            Put(entries[i].Value, indent + 1 + CodePoints.Count(key) + 2, isLast ? allowance : 1, level);
        }

        _text.Append('}');
    }

    private void Set(SetValue set, int indent, int allowance, int level)
    {
        var members = PrettyFlat.Sorted(set.Walk());
        if (set.IsFrozen) Row("frozenset({", members, "})", indent + 10, allowance, level);
        else Row("{", members, "}", indent, allowance, level);
    }

    private void Row(string open, IReadOnlyList<JinjaValue> items, string close, int indent, int allowance, int level)
    {
        _text.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) _text.Append(",\n").Append(' ', indent + 1);
            Put(items[i], indent + 1, i == items.Count - 1 ? allowance + close.Length : 1, level);
        }

        _text.Append(close);
    }

    private void Text(string text, int indent, int allowance, int level)
    {
        // A text of its own stands in brackets, one inside something else does not.
        if (level == 1) (indent, allowance) = (indent + 1, allowance + 1);
        var chunks = new List<string>();
        var lines = TextParts.Lines(text, keepEnds: true);
        for (var i = 0; i < lines.Count; i++)
        {
            var isLast = i == lines.Count - 1;
            var repr = Repr.Text(lines[i]);
            if (CodePoints.Count(repr) <= Width - indent - (isLast ? allowance : 0)) chunks.Add(repr);
            else Words(lines[i], Width - indent, isLast ? allowance : 0, chunks);
        }

        if (chunks.Count == 1)
        {
            _text.Append(Repr.Text(lines[^1]));
            return;
        }

        if (level == 1) _text.Append('(');
        for (var i = 0; i < chunks.Count; i++)
        {
            if (i > 0) _text.Append('\n').Append(' ', indent);
            _text.Append(chunks[i]);
        }

        if (level == 1) _text.Append(')');
    }

    private static void Words(string line, int width, int allowance, List<string> chunks)
    {
        var from = 0;
        for (var at = 0; at < line.Length;)
        {
            var end = at;
            while (end < line.Length && !CodePoints.IsSpace(line[end])) end++;
            while (end < line.Length && CodePoints.IsSpace(line[end])) end++;
            if (end == line.Length) width -= allowance;
            if (end - from > width || CodePoints.Count(Repr.Text(line[from..end])) > width)
            {
                if (at > from) chunks.Add(Repr.Text(line[from..at]));
                from = at;
            }

            at = end;
        }

        if (from < line.Length) chunks.Add(Repr.Text(line[from..]));
    }
}
