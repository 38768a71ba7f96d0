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
            'f' or 'F' => Case(Pointed(FloatText.Fixed(number, precision ?? 6), precision, alternate), type.Value),
            'e' or 'E' => Case(Pointed(Scientific(number, precision ?? 6), precision, alternate), type.Value),
            'g' or 'G' or 'n' => Case(General(number, precision ?? 6, alternate, keepPoint: false), type.Value),
            '%' => Pointed(FloatText.Fixed(number * 100, precision ?? 6), precision, alternate) + "%",
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

    /// <summary>Marks between the digits before the point, and zeros in front up to that width.</summary>
    public static string Group(string digits, char mark, int size, long width)
    {
        var end = 0;
        while (end < digits.Length && (size == 3 ? char.IsAsciiDigit(digits[end]) : char.IsAsciiHexDigit(digits[end])))
            end++;
        if (end == 0) return digits;
        var left = Math.Max(0, width - (digits.Length - end));
        var (result, taken) = (new StringBuilder(), 0);
        // From the right, as CPython does it: zeros count as digits, and a mark is never the first.
        for (var rest = end; ;)
        {
            var part = (int)Math.Min(size, Math.Max(Math.Max(rest, left), 1));
            var own = Math.Min(rest, part);
            var piece = digits.Substring(rest - own, own).PadLeft(part, '0');
            result.Insert(0, taken++ > 0 ? piece + mark : piece);
            rest -= own;
            left -= part;
            if (rest <= 0 && left <= 0) break;
            left--;
        }

        return result + digits[end..];
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
        // A float that must look like one has its ".0" only while that fits the precision.
        if (exponent < -4 || exponent >= (keepPoint ? precision - 1 : precision))
            return Trim(Pointed(scientific[..mark], precision - 1, alternate), alternate) + scientific[mark..];

        var decimals = precision - 1 - exponent;
        var text = Trim(Pointed(FloatText.Fixed(number, decimals), decimals, alternate), alternate);
        return keepPoint && !text.Contains('.') ? text + ".0" : text;
    }

    // The alternate form has a point even where nothing follows it.
    private static string Pointed(string digits, int? precision, bool alternate)
    {
        if (!alternate || precision != 0 || !char.IsAsciiDigit(digits[^1])) return digits;
        var mark = digits.IndexOf('e', StringComparison.Ordinal);
        return mark < 0 ? digits + "." : digits[..mark] + "." + digits[mark..];
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
                digits[i] = (char)('0' + Convert.ToInt32(source.Substring(3 * i, 3), 2));
        });
    }
}
