using System.Globalization;
using System.Text;
using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Formatting;

/// <summary>Python's <c>'%s: %05.1f' % (a, b)</c> and <c>'%(name)s' % {...}</c>.</summary>
internal sealed class PercentFormat
{
    private readonly string _format;
    private readonly bool _escapes;
    private readonly JinjaValue _values;
    private readonly JinjaValue[] _row;
    private int _at;
    private int _used;
    private bool _usesNames;

    private PercentFormat(TextValue format, JinjaValue values)
    {
        _format = format.ToText();
        _escapes = format.IsMarkup;
        _values = values;
        _row = values is TupleValue tuple ? tuple.Content : [values];
    }

    /// <summary>A format that is escaped text escapes what it shows.</summary>
    public static TextValue Apply(TextValue format, JinjaValue values) =>
        format.With(new PercentFormat(format, values).Write());

    private string Write()
    {
        var result = new StringBuilder();
        while (_at < _format.Length)
        {
            var c = _format[_at++];
            if (c != '%') result.Append(c);
            else if (Peek() == '%') result.Append(_format[_at++]);
            else result.Append(Field());
            Bounds.Text(result.Length);
        }

        // What has items may be given to a format that uses none of them; a tuple or scalar may not.
        var mayBeUnused = _values is DictValue or ListValue or UndefinedValue or BytesValue or RangeValue;
        if (!_usesNames && _used < _row.Length && !mayBeUnused)
            throw new JinjaException("not all arguments converted during string formatting");
        return result.ToString();
    }

    private string Field()
    {
        JinjaValue? named = null;
        if (Peek() == '(') named = Named();
        var flags = "";
        while (_at < _format.Length && "-+ #0".Contains(_format[_at])) flags += _format[_at++];
        var width = Size();
        if (width < 0) (flags, width) = (flags + "-", -width);
        int? precision = null;
        if (Peek() == '.')
        {
            _at++;
            precision = (int)Math.Clamp(Size() ?? 0, 0, int.MaxValue);
        }

        if (Peek() is 'h' or 'l' or 'L') _at++;
        if (_at >= _format.Length) throw new JinjaException("incomplete format");
        var type = _format[_at++];
        var text = Convert(type, named ?? Next(), flags, precision);
        return Pad(text, type, flags, width ?? 0);
    }

    private char? Peek() => _at < _format.Length ? _format[_at] : null;

    private JinjaValue Named()
    {
        var depth = 1;
        var from = ++_at;
        for (; _at < _format.Length && depth > 0; _at++) depth += _format[_at] switch { '(' => 1, ')' => -1, _ => 0 };
        if (depth > 0) throw new JinjaException("incomplete format key");
        if (_values is UndefinedValue undefined) throw undefined.Error();
        if (_values is not DictValue dict) throw new JinjaException("format requires a mapping");
        _usesNames = true;
        var name = JinjaValue.Of(_format[from..(_at - 1)]);
        return dict.Get(name) ?? throw new JinjaException($"no key {name.ToRepr()} for the format");
    }

    private JinjaValue Next() =>
        !_usesNames && _used < _row.Length ? _row[_used++]
            : throw new JinjaException("not enough arguments for format string");

    private long? Size()
    {
        if (Peek() == '*')
        {
            _at++;
            return Next().TryGetInteger(out var given) ? given : throw new JinjaException("* wants int");
        }

        var from = _at;
        while (_at < _format.Length && char.IsAsciiDigit(_format[_at])) _at++;
        if (from == _at) return null;
        return int.TryParse(_format.AsSpan(from, _at - from), CultureInfo.InvariantCulture, out var size)
            ? size
            : throw new JinjaException("width too big");
    }

    private string Convert(char type, JinjaValue value, string flags, int? precision)
    {
        switch (type)
        {
            case 's': return Cut(_escapes ? Markup.Escape(value).ToText() : value.ToText(), precision);
            case 'r': return Cut(Escaped(Repr.Of(value)), precision);
            case 'a': return Cut(Repr.Ascii(Escaped(Repr.Of(value))), precision);
            case 'c' when value.TryGetText(out var one) && !_escapes:
                return CodePoints.Count(one) == 1 ? one : throw new JinjaException("%c requires int or char");
            case 'd' or 'i' or 'u' or 'x' or 'X' or 'o' or 'c':
                return Whole(type, value, flags, precision);
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G':
                if (value is UndefinedValue undefined) throw undefined.Error();
                if (!Numbers.Is(value)) throw new JinjaException($"must be real number, not {value.TypeName}");
                var number = JinjaValue.Of(Arithmetic.Float(value));
                return Signed(NumberText.Write(number, type, precision, flags.Contains('#')), flags);
            default:
                throw new JinjaException($"unsupported format character '{type}'");
        }
    }

    private string Escaped(string text) => _escapes ? Markup.Force(text).ToText() : text;

    private string Whole(char type, JinjaValue value, string flags, int? precision)
    {
        if (value is UndefinedValue undefined) throw undefined.Error();
        var isWhole = Integers.TryGet(value, out var whole);
        if (!isWhole && value is FloatValue && type is 'd' or 'i' or 'u')
            isWhole = Integers.TryGet(Integers.Truncate(Arithmetic.Float(value)), out whole);
        // Inside escaped text the values are wrapped, and then only these types take them.
        if (!isWhole || (_escapes && type is not ('d' or 'i' or 'u')))
            throw new JinjaException($"%{type} format: an integer is required, not {value.TypeName}");
        if (type == 'c') return NumberText.Integer(whole, type, alternate: false);
        var digits = NumberText.Integer(whole, type, flags.Contains('#'));
        if (precision is null) return Signed(digits, flags);
        Bounds.Text(precision.Value);
        var minus = digits[0] == '-' ? "-" : "";
        var prefix = flags.Contains('#') && type is 'x' or 'X' or 'o' ? digits.Substring(minus.Length, 2) : "";
        return Signed(minus + prefix + digits[(minus.Length + prefix.Length)..].PadLeft(precision.Value, '0'), flags);
    }

    private static string Cut(string text, int? precision) =>
        precision is { } most ? CodePoints.First(text, most) : text;

    private static string Signed(string digits, string flags) =>
        digits[0] == '-' ? digits : flags.Contains('+') ? "+" + digits : flags.Contains(' ') ? " " + digits : digits;

    private static string Pad(string text, char type, string flags, long width)
    {
        if (flags.Contains('-')) return TextPadding.Right(text, width);
        if (!flags.Contains('0') || type is 's' or 'r' or 'a' or 'c') return TextPadding.Left(text, width);
        Bounds.Text(width);
        // Zeros go behind the sign and the prefix of #x.
        var front = text[0] is '-' or '+' or ' ' ? 1 : 0;
        if (flags.Contains('#') && type is 'x' or 'X' or 'o') front += 2;
        return text[..front] + new string('0', (int)Math.Max(0, width - text.Length)) + text[front..];
    }
}
