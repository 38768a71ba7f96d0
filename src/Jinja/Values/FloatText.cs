using System.Globalization;
using System.Numerics;

namespace Brine.Jinja.Values;

/// <summary>Floats as Python writes them: shortest text that reads back, exact rounding half to even.</summary>
internal static class FloatText
{
    public static string Repr(double number)
    {
        if (Special(number) is { } word) return word;
        var (sign, digits, exponent) = Digits(number);
        if (exponent is < -4 or >= 16)
        {
            var mantissa = digits.Length == 1 ? digits : digits[..1] + "." + digits[1..];
            return sign + mantissa + Exponent(exponent);
        }

        if (exponent < 0) return sign + "0." + new string('0', -exponent - 1) + digits;
        if (digits.Length <= exponent + 1) return sign + digits.PadRight(exponent + 1, '0') + ".0";
        return sign + digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }

    public static string? Special(double number) =>
        double.IsNaN(number) ? "nan" : double.IsPositiveInfinity(number) ? "inf"
        : double.IsNegativeInfinity(number) ? "-inf" : null;

    /// <summary>Python's <c>e+05</c>: a sign and at least two digits.</summary>
    public static string Exponent(int exponent) =>
        (exponent < 0 ? "e-" : "e+") + Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);

    /// <summary>That many decimals, negative ones allowed; the exact binary value is rounded, ties to even.</summary>
    public static string Fixed(double number, int decimals)
    {
        if (Special(number) is { } word) return word;
        Bounds.Text(decimals);
        var bits = BitConverter.DoubleToInt64Bits(number);
        var power = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xFFFFFFFFFFFFFL;
        if (power == 0) power = 1;
        else mantissa |= 1L << 52;
        power -= 1075;
        var over = new BigInteger(mantissa);
        var under = BigInteger.One;
        if (power > 0) over <<= power;
        else under <<= -power;
        if (decimals >= 0) over *= BigInteger.Pow(10, decimals);
        else under *= BigInteger.Pow(10, -decimals);
        var whole = BigInteger.DivRem(over, under, out var rest);
        var twice = (rest * 2).CompareTo(under);
        if (twice > 0 || (twice == 0 && !whole.IsEven)) whole++;
        var text = whole.ToString(CultureInfo.InvariantCulture);
        if (decimals < 0) text = whole.IsZero ? "0" : text + new string('0', -decimals);
        else if (decimals > 0)
        {
            text = text.PadLeft(decimals + 1, '0');
            text = text[..^decimals] + "." + text[^decimals..];
        }

        return double.IsNegative(number) ? "-" + text : text;
    }

    public static double Round(double number, int decimals)
    {
        if (Special(number) is not null || decimals > 350) return number;
        if (decimals < -350) return 0;
        return double.Parse(Fixed(number, decimals), CultureInfo.InvariantCulture);
    }

    private static (string Sign, string Digits, int Exponent) Digits(double number)
    {
        // "R" gives the shortest digits, in one of two layouts; both are taken apart here.
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var sign = text[0] == '-' ? "-" : "";
        text = text.TrimStart('-');
        var exponent = 0;
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        if (mark >= 0)
        {
            exponent = int.Parse(text[(mark + 1)..], CultureInfo.InvariantCulture);
            text = text[..mark];
        }

        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = text.Replace(".", "", StringComparison.Ordinal);
        exponent += (point < 0 ? text.Length : point) - 1;
        var leading = digits.Length - digits.TrimStart('0').Length;
        if (leading == digits.Length) return (sign, "0", 0);
        return (sign, digits[leading..].TrimEnd('0'), exponent - leading);
    }
}
