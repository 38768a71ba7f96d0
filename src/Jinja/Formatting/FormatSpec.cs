using System.Globalization;
using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Formatting;

/// <summary>
/// Python's format specification <c>[[fill]align][sign][z][#][0][width][,][.precision][type]</c>.
/// </summary>
internal sealed record FormatSpec
{
    private string Fill { get; init; } = " ";
    private char? Align { get; init; }
    private char? Sign { get; init; }
    private bool HasNoNegativeZero { get; init; }
    private bool IsAlternate { get; init; }
    private long Width { get; init; }
    private char? Grouping { get; init; }
    private int? Precision { get; init; }
    private char? Type { get; init; }

    public static string Apply(JinjaValue value, string spec)
    {
        if (spec.Length == 0) return value.ToText();
        if (value is UndefinedValue undefined) throw undefined.Error();
        if (value.TryGetText(out var text)) return Parse(spec, '<').Text(text);
        if (Numbers.Is(value)) return Parse(spec, '>').Number(value);
        throw new JinjaException($"unsupported format string passed to {value.TypeName}.__format__");
    }

    private static FormatSpec Parse(string spec, char align)
    {
        var format = new FormatSpec();
        var at = 0;
        var first = char.IsHighSurrogate(spec[0]) && spec.Length > 1 ? 2 : 1;
        if (spec.Length > first && "<>=^".Contains(spec[first]))
        {
            format = format with { Fill = spec[..first], Align = spec[first] };
            at = first + 1;
        }
        else if ("<>=^".Contains(spec[0]))
        {
            format = format with { Align = spec[at++] };
        }

        var isFilled = at > 1;
        if (at < spec.Length && "+- ".Contains(spec[at])) format = format with { Sign = spec[at++] };
        if (at < spec.Length && spec[at] == 'z') format = format with { HasNoNegativeZero = spec[at++] == 'z' };
        if (at < spec.Length && spec[at] == '#') format = format with { IsAlternate = spec[at++] == '#' };
        if (at < spec.Length && spec[at] == '0' && !isFilled)
        {
            at++;
            format = format with { Fill = "0", Align = format.Align ?? (align == '>' ? '=' : null) };
        }

        format = format with { Width = Digits(spec, ref at) ?? 0 };
        if (at < spec.Length && spec[at] is ',' or '_')
        {
            format = format with { Grouping = spec[at++] };
            if (at < spec.Length && spec[at] is ',' or '_')
                throw new JinjaException("Cannot specify both ',' and '_'.");
        }

        if (at < spec.Length && spec[at] == '.')
        {
            at++;
            format = format with { Precision = Digits(spec, ref at) ?? throw new JinjaException(
                "Format specifier missing precision") };
        }

        if (at < spec.Length) format = format with { Type = spec[at++] };
        if (at != spec.Length) throw new JinjaException($"Invalid format specifier '{spec}'");
        if (format.Grouping is { } mark && !(format.Type is null or 'd' or 'e' or 'f' or 'g' or 'E' or 'G' or 'F' or '%'
            || (mark == '_' && format.Type is 'b' or 'o' or 'x' or 'X')))
            throw new JinjaException($"Cannot specify '{mark}' with '{format.Type}'.");
        return format;
    }

    private static int? Digits(string spec, ref int at)
    {
        var from = at;
        while (at < spec.Length && char.IsAsciiDigit(spec[at])) at++;
        if (from == at) return null;
        return int.TryParse(spec.AsSpan(from, at - from), CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new JinjaException("Too many decimal digits in format string");
    }

    private string Text(string text)
    {
        if (Type is not (null or 's'))
            throw new JinjaException($"Unknown format code '{Type}' for object of type 'str'");
        if (Sign is not null) throw new JinjaException("Sign not allowed in string format specifier");
        if (HasNoNegativeZero)
            throw new JinjaException("Negative zero coercion (z) not allowed in string format specifier");
        if (IsAlternate) throw new JinjaException("Alternate form (#) not allowed in string format specifier");
        if (Grouping is { } mark) throw new JinjaException($"Cannot specify '{mark}' with 's'.");
        if (Align == '=') throw new JinjaException("'=' alignment not allowed in string format specifier");
        if (Precision < CodePoints.Count(text)) text = CodePoints.First(text, Precision.Value);
        return Pad(text, Align ?? '<');
    }

    private string Number(JinjaValue value)
    {
        var isWhole = Integers.Is(value) && Type is null or 'd' or 'b' or 'o' or 'x' or 'X' or 'c' or 'n';
        if (isWhole && HasNoNegativeZero && Integers.Is(value))
            throw new JinjaException(
                "Negative zero coercion (z) not allowed in format specifier with integer format code");
        if (Type == 'c' && Sign is not null)
            throw new JinjaException("Sign not allowed with integer format specifier 'c'");
        if (Type == 'c' && IsAlternate)
            throw new JinjaException("Alternate form (#) not allowed with integer format specifier 'c'");
        Bounds.Text(Width);
        var digits = NumberText.Write(value, Type, Precision, IsAlternate);
        if (Type == 'c') return Pad(digits, Align ?? '<');
        var sign = digits[0] == '-' ? "-" : Sign is null or '-' ? "" : Sign.ToString()!;
        if (digits[0] == '-') digits = digits[1..];
        var isZero = char.IsAsciiDigit(digits[0]) && !digits.AsSpan().ContainsAnyInRange('1', '9');
        if (HasNoNegativeZero && sign == "-" && isZero) sign = Sign is null or '-' ? "" : Sign.ToString()!;
        // The prefix of #x stands before what is filled in, like the sign.
        if (IsAlternate && Type is 'x' or 'X' or 'o' or 'b') (sign, digits) = (sign + digits[..2], digits[2..]);
        if (Grouping is { } mark)
        {
            var most = Fill == "0" && Align == '=' ? Width - sign.Length : 0;
            digits = NumberText.Group(digits, mark, Type is 'b' or 'o' or 'x' or 'X' ? 4 : 3, most);
        }

        return Align == '='
            ? sign + TextPadding.Fill(Fill, (int)Math.Max(0, Width - sign.Length - digits.Length)) + digits
            : Pad(sign + digits, Align ?? '>');
    }

    private string Pad(string text, char align) => align switch
    {
        '<' => TextPadding.Right(text, Width, Fill),
        '>' or '=' => TextPadding.Left(text, Width, Fill),
        _ => Middle(text),
    };

    // Unlike str.center, format puts the odd one to the right always.
    private string Middle(string text)
    {
        Bounds.Text(Width);
        var missing = (int)Math.Max(0, Width - CodePoints.Count(text));
        return TextPadding.Fill(Fill, missing / 2) + text + TextPadding.Fill(Fill, missing - (missing / 2));
    }
}
