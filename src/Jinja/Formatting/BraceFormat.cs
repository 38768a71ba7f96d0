using System.Globalization;
using System.Text;
using Brine.Jinja.Values;

namespace Brine.Jinja.Formatting;

/// <summary>
/// Python's <c>'{} {name[key].attr!r:>8}'.format(...)</c> as the sandbox does it: attributes and items are looked up
/// as a template looks them up, so that nothing hidden is reached.
/// </summary>
/// <param name="escapes">The format is escaped text, and so each field is escaped.</param>
internal sealed class BraceFormat(JinjaValue[] row, Func<string, JinjaValue?> named, bool escapes)
{
    private int _next;

    /// <summary>Null: no field yet. True: fields have numbers, <c>{0}</c>. False: they have none, <c>{}</c>.</summary>
    private bool? _isNumbered;

    public static string Apply(
        string format, JinjaValue[] row, Func<string, JinjaValue?> named, bool escapes = false) =>
        new BraceFormat(row, named, escapes).Write(format, 2);

    public static Func<string, JinjaValue?> Names(IReadOnlyDictionary<string, JinjaValue> named) =>
        name => named.GetValueOrDefault(name);

    /// <summary>A dict's entries as named arguments.</summary>
    public static Func<string, JinjaValue?> Mapping(JinjaValue mapping) => mapping switch
    {
        UndefinedValue undefined => throw undefined.Error(),
        DictValue dict => name => dict.Get(JinjaValue.Of(name)),
        _ => name => throw new JinjaException($"format_map() wants a mapping, got {mapping.TypeName}"),
    };

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
        var isInKey = false;
        var isInSpec = false;
        for (; at < format.Length; at++)
        {
            var c = format[at];
            // A bracket takes everything up to its end, but only before the specification begins.
            if (isInKey) isInKey = c != ']';
            else if (c == '[' && !isInSpec) isInKey = true;
            else if (c is ':' or '!') isInSpec = true;
            else if (c == '{') depth += isInSpec ? 1 : throw new JinjaException("unexpected '{' in field name");
            else if (c == '}' && --depth == 0) return at;
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

        if (isInKey) throw new JinjaException("expected '}' before end of string");
        var value = Lookup(name);
        if (rest.StartsWith('!'))
        {
            if (rest.Length < 2) throw new JinjaException("end of string while looking for conversion specifier");
            if (rest.Length > 2 && rest[2] != ':')
                throw new JinjaException("expected ':' after conversion specifier");
            value = rest[1] switch
            {
                'r' => JinjaValue.Of(Repr.Of(value)),
                'a' => JinjaValue.Of(Repr.Ascii(Repr.Of(value))),
                's' => JinjaValue.Of(value.ToText()),
                _ => throw new JinjaException($"Unknown conversion specifier {rest[1]}"),
            };
            rest = rest[2..];
        }

        var spec = rest.Length > 0 ? Write(rest[1..], depth - 1) : "";
        if (!escapes) return FormatSpec.Apply(value, spec);
        if (value is not TextValue { IsMarkup: true } markup)
            return Markup.Force(FormatSpec.Apply(value, spec)).ToText();
        return spec.Length == 0 ? markup.ToText()
            : throw new JinjaException("Unsupported format specification for Markup.");
    }

    private JinjaValue Lookup(string path)
    {
        if (path.Length == 0 || Number(path) is not null) return Numbered(Number(path));
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
                if (key.Length == 0) throw new JinjaException("Empty attribute in format string");
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

    private JinjaValue Numbered(int? number)
    {
        if (number is null && _isNumbered == true)
            throw new JinjaException("cannot switch from manual field specification to automatic field numbering");
        if (number is not null && _isNumbered == false)
            throw new JinjaException("cannot switch from automatic field numbering to manual field specification");
        _isNumbered = number is not null;
        return Place(number ?? _next++);
    }

    private JinjaValue First(string name) => Number(name) is { } place ? Place(place)
        : named(name) ?? throw new JinjaException($"no argument '{name}' for the format");

    private JinjaValue Place(int place) => place < row.Length
        ? row[place]
        : throw new JinjaException($"Replacement index {place} out of range for positional args tuple");

    private static int? Number(string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('0', '9')
            && int.TryParse(text, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
