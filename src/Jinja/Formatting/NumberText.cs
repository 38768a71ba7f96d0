using System.Globalization;
using System.Numerics;
using System.Text;
using Brine.Jinja.Values;

namespace Brine.Jinja.Formatting;

/// <summary>Numbers in the types that <c>%</c> and <c>format</c> share: d x o b c, e f g %.</summary>
internal static class NumberText
{
    public static string Write(JinjaValue value, char? type, int? precision, bool alternate)
    {
        var isInteger = Integers.TryGet(value, out var whole);
        if (type is 'd' or 'b' or 'o' or 'x' or 'X' or 'c' || (isInteger && type is (null or 'n')))
        {
            if (!isInteger)
                throw new JinjaException($"Unknown format code '{type}' for object of type '{value.TypeName}'");
            if (precision is not null) throw new JinjaException("Precision not allowed in integer format specifier");
            return Integer(whole, type ?? 'd', alternate);
        }

        var number = Arithmetic.Float(value);
        return type switch
        {
            null when precision is null => FloatText.Repr(number),
            null => General(number, precision.Value, alternate, keepPoint: true),
            'f' or 'F' => FloatText.Fixed(number, precision ?? 6),
            'e' or 'E' => Case(Scientific(number, precision ?? 6), type.Value),
            'g' or 'G' or 'n' => Case(General(number, precision ?? 6, alternate, keepPoint: false), type.Value),
            '%' => FloatText.Fixed(number * 100, precision ?? 6) + "%",
            _ => throw new JinjaException($"Unknown format code '{type}' for object of type '{value.TypeName}'"),
        };
    }

    public static string Integer(BigInteger number, char type, bool alternate)
    {
        if (type is 'd' or 'n' or 'i' or 'u') return Integers.Text(number);
        if (type == 'c')
        {
            return number >= 0 && number <= 0x10FFFF ? CodePoints.Of((int)number)
                : throw new JinjaException("%c arg not in range(0x110000)");
        }

        var size = BigInteger.Abs(number);
        var (digits, prefix) = type switch
        {
            'b' => (size.ToString("b", CultureInfo.InvariantCulture), "0b"),
            'o' => (Octal(size), "0o"),
            'X' => (size.ToString("X", CultureInfo.InvariantCulture), "0X"),
            _ => (size.ToString("x", CultureInfo.InvariantCulture), "0x"),
        };
        // .NET writes a zero in front, where the sign would be.
        digits = digits.TrimStart('0');
        return (number < 0 ? "-" : "") + (alternate ? prefix : "") + (digits.Length > 0 ? digits : "0");
    }

    public static string Group(string digits, char mark)
    {
        var end = digits.Length;
        for (var i = 0; i < digits.Length && end == digits.Length; i++)
            if (!char.IsAsciiDigit(digits[i])) end = i;
        var result = new StringBuilder(digits);
        for (var i = end - 3; i > 0; i -= 3) result.Insert(i, mark);
        return result.ToString();
    }

    public static string Scientific(double number, int precision)
    {
        if (FloatText.Special(number) is { } word) return word;
        Bounds.Text(precision);
        var text = number.ToString("E" + precision.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        return text[..mark] + FloatText.Exponent(int.Parse(text[(mark + 1)..], CultureInfo.InvariantCulture));
    }

    public static string General(double number, int precision, bool alternate, bool keepPoint)
    {
        if (FloatText.Special(number) is { } word) return word;
        precision = Math.Max(1, precision);
        var scientific = Scientific(number, precision - 1);
        var mark = scientific.IndexOf('e', StringComparison.Ordinal);
        var exponent = int.Parse(scientific[(mark + 1)..], CultureInfo.InvariantCulture);
        if (exponent < -4 || exponent >= precision) return Trim(scientific[..mark], alternate) + scientific[mark..];
        var text = Trim(FloatText.Fixed(number, precision - 1 - exponent), alternate);
        return keepPoint && !text.Contains('.') ? text + ".0" : text;
    }

    private static string Trim(string digits, bool alternate) =>
        alternate || !digits.Contains('.') ? digits : digits.TrimEnd('0').TrimEnd('.');

    private static string Case(string text, char type) => char.IsUpper(type) ? text.ToUpperInvariant() : text;

    private static string Octal(BigInteger number)
    {
        var bits = number.ToString("b", CultureInfo.InvariantCulture);
        bits = bits.PadLeft((bits.Length + 2) / 3 * 3, '0');
        return string.Create(bits.Length / 3, bits, (digits, source) =>
        {
            for (var i = 0; i < digits.Length; i++)
                digits[i] = (char)('0' + ((source[3 * i] & 1) << 2) + ((source[(3 * i) + 1] & 1) << 1) + (source[(3 * i) + 2] & 1));
        });
    }
}
