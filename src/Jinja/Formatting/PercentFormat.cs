using System.Globalization;
using System.Text;
using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Formatting;

/// <summary>Python's <c>'%s: %05.1f' % (a, b)</c> and <c>'%(name)s' % {...}</c>.</summary>
internal sealed class PercentFormat
{
    private readonly string _format;
    private readonly JinjaValue _values;
    private readonly JinjaValue[] _row;
    private int _at;
    private int _used;
    private bool _usesNames;

    private PercentFormat(string format, JinjaValue values)
    {
        _format = format;
        _values = values;
        _row = values is TupleValue tuple ? tuple.Content : [values];
    }

    public static TextValue Apply(TextValue format, JinjaValue values) =>
        new(new PercentFormat(format.ToText(), values).Write(), format.IsMarkup);

    private string Write()
    {
        var result = new StringBuilder();
        while (_at < _format.Length)
        {
            var c = _format[_at++];
            if (c != '%') result.Append(c);
            else if (_at < _format.Length && _format[_at] == '%') result.Append(_format[_at++]);
            else result.Append(Field());
            Bounds.Text(result.Length);
        }

        // A dict or list may be given to a format that uses none of it; a tuple or scalar may not.
        if (!_usesNames && _used < _row.Length
            && (_values is TupleValue || _values is not (DictValue or ListValue or UndefinedValue)))
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

        while (Peek() is 'h' or 'l' or 'L') _at++;
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
        if (_values is not DictValue dict) throw new JinjaException("format requires a mapping");
        _usesNames = true;
        var name = JinjaValue.Of(_format[from..(_at - 1)]);
        return dict.Get(name) ?? throw new JinjaException($"no key {name.ToRepr()} for the format");
    }

    private JinjaValue Next() =>
        _used < _row.Length ? _row[_used++] : throw new JinjaException("not enough arguments for format string");

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

    private static string Convert(char type, JinjaValue value, string flags, int? precision)
    {
        switch (type)
        {
            case 's': return Cut(value.ToText(), precision);
            case 'r' or 'a': return Cut(value.ToRepr(), precision);
            case 'c' when value.TryGetText(out var one):
                return CodePoints.Count(one) == 1 ? one : throw new JinjaException("%c requires int or char");
        }

        if (value is UndefinedValue undefined) throw undefined.Error();
        var isNumber = value.TryGetFloat(out var number);
        var isAlternate = flags.Contains('#');
        switch (type)
        {
            case 'd' or 'i' or 'u' or 'x' or 'X' or 'o' or 'c':
                var isWhole = Integers.TryGet(value, out var whole);
                if (!isWhole && isNumber && type is 'd' or 'i' or 'u')
                    isWhole = Integers.TryGet(Integers.Truncate(number), out whole);
                if (!isWhole) throw new JinjaException($"%{type} format: an integer is required, not {value.TypeName}");
                var digits = NumberText.Integer(whole, type, isAlternate);
                if (precision is null || type == 'c') return Signed(digits, flags);
                Bounds.Text(precision.Value);
                var minus = digits[0] == '-' ? "-" : "";
                return Signed(minus + digits.TrimStart('-').PadLeft(precision.Value, '0'), flags);
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G':
                if (!isNumber && value is LargeIntegerValue) Integers.ThrowTooLarge();
                if (!isNumber) throw new JinjaException($"must be real number, not {value.TypeName}");
                return Signed(NumberText.Write(JinjaValue.Of(number), type, precision, isAlternate), flags);
            default:
                throw new JinjaException($"unsupported format character '{type}'");
        }
    }

    private static string Cut(string text, int? precision) => precision < CodePoints.Count(text)
        ? string.Concat(CodePoints.Split(text).Take(precision.Value))
        : text;

    private static string Signed(string digits, string flags) =>
        digits[0] == '-' ? digits : flags.Contains('+') ? "+" + digits : flags.Contains(' ') ? " " + digits : digits;

    private static string Pad(string text, char type, string flags, long width)
    {
        if (flags.Contains('-')) return TextPadding.Right(text, width, ' ');
        return flags.Contains('0') && !"srac".Contains(type)
            ? TextPadding.Zeros(text, width)
            : TextPadding.Left(text, width, ' ');
    }
}
