using System.Globalization;
using System.Text;
using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Formatting;

/// <summary>Python's <c>'{} {name[key].attr!r:>8}'.format(...)</c>.</summary>
internal sealed class BraceFormat(JinjaValue[] row, IReadOnlyDictionary<string, JinjaValue> named)
{
    private int _next;
    private bool _isNumbered;

    public static string Apply(string format, JinjaValue[] row, IReadOnlyDictionary<string, JinjaValue> named) =>
        new BraceFormat(row, named).Write(format, 2);

    /// <summary>A dict's entries as named arguments.</summary>
    public static IReadOnlyDictionary<string, JinjaValue> Names(JinjaValue mapping)
    {
        if (mapping is not DictValue) throw new JinjaException("format_map() wants a mapping");
        var names = new Dictionary<string, JinjaValue>();
        foreach (var (key, value) in mapping.Entries)
            if (key.TryGetText(out var name)) names[name] = value;
        return names;
    }

    private string Write(string format, int depth)
    {
        if (depth < 0) throw new JinjaException("Max string recursion exceeded");
        var result = new StringBuilder();
        for (var at = 0; at < format.Length; at++)
        {
            var c = format[at];
            var isDouble = at + 1 < format.Length && format[at + 1] == c;
            if (c is '{' or '}' && isDouble)
            {
                result.Append(c);
                at++;
            }
            else if (c == '}')
            {
                throw new JinjaException("Single '}' encountered in format string");
            }
            else if (c != '{')
            {
                result.Append(c);
            }
            else
            {
                var end = End(format, at + 1);
                result.Append(Field(format[(at + 1)..end], depth));
                at = end;
            }

            Bounds.Text(result.Length);
        }

        return result.ToString();
    }

    private static int End(string format, int at)
    {
        var depth = 1;
        for (; at < format.Length; at++)
        {
            depth += format[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0) return at;
        }

        throw new JinjaException("expected '}' before end of string");
    }

    private string Field(string field, int depth)
    {
        // A colon or bang inside [...] belongs to the key.
        var (name, rest) = (field, "");
        var isInKey = false;
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '[') isInKey = true;
            else if (field[i] == ']') isInKey = false;
            else if (!isInKey && field[i] is ':' or '!')
            {
                (name, rest) = (field[..i], field[i..]);
                break;
            }
        }

        var value = Lookup(name);
        if (rest.StartsWith('!'))
        {
            if (rest.Length < 2 || (rest.Length > 2 && rest[2] != ':'))
                throw new JinjaException("expected ':' after conversion specifier");
            value = rest[1] switch
            {
                'r' or 'a' => JinjaValue.Of(value.ToRepr()),
                's' => JinjaValue.Of(value.ToText()),
                _ => throw new JinjaException($"Unknown conversion specifier {rest[1]}"),
            };
            rest = rest[2..];
        }

        return FormatSpec.Apply(value, rest.Length > 0 ? Write(rest[1..], depth - 1) : "");
    }

    private JinjaValue Lookup(string path)
    {
        var at = 0;
        while (at < path.Length && path[at] is not ('.' or '[')) at++;
        var value = First(path[..at]);
        while (at < path.Length)
        {
            var from = ++at;
            if (path[from - 1] == '[')
            {
                var end = path.IndexOf(']', from);
                if (end < 0) throw new JinjaException("Missing ']' in format string");
                var key = path[from..end];
                value = Operations.Item(value, Number(key) is { } n ? JinjaValue.Of(n) : JinjaValue.Of(key));
                at = end + 1;
                if (at < path.Length && path[at] is not ('.' or '['))
                    throw new JinjaException("Only '.' or '[' may follow ']' in format field specifier");
            }
            else
            {
                while (at < path.Length && path[at] is not ('.' or '[')) at++;
                if (at == from) throw new JinjaException("Empty attribute in format string");
                value = Operations.Attribute(value, path[from..at]);
            }
        }

        return value;
    }

    private JinjaValue First(string name)
    {
        if (name.Length > 0 && Number(name) is null)
            return named.GetValueOrDefault(name) ?? throw new JinjaException($"no argument '{name}' for the format");
        var place = Number(name) ?? _next++;
        if (name.Length > 0) _isNumbered = true;
        else if (_isNumbered)
            throw new JinjaException("cannot switch from manual field specification to automatic field numbering");
        if (name.Length > 0 && _next > 0)
            throw new JinjaException("cannot switch from automatic field numbering to manual field specification");
        return place < row.Length
            ? row[place]
            : throw new JinjaException($"Replacement index {place} out of range for positional args tuple");
    }

    private static int? Number(string text) =>
        text.Length > 0 && text.All(char.IsAsciiDigit)
            && int.TryParse(text, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
