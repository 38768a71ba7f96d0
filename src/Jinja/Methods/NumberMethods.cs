using System.Globalization;
using System.Numerics;
using Brine.Jinja.Values;

namespace Brine.Jinja.Methods;

/// <summary>The methods of Python's numbers; attributes such as <c>real</c> are not called.</summary>
internal static class NumberMethods
{
    public static readonly MethodTable Integer = new MethodTable()
        .Value("real", Whole)
        .Value("imag", _ => JinjaValue.Of(0))
        .Value("numerator", Whole)
        .Value("denominator", _ => JinjaValue.Of(1))
        .Add("conjugate", "", a => Whole(a.Self))
        .Add("bit_length", "", a => JinjaValue.Of((long)BigInteger.Abs(Number(a)).GetBitLength()))
        .Add("bit_count", "", a => JinjaValue.Of(Ones(BigInteger.Abs(Number(a)))))
        .Add("to_bytes", "length? byteorder? signed?", ToBytes)
        .Add("as_integer_ratio", "", a => JinjaValue.Tuple([Whole(a.Self), JinjaValue.Of(1)]));

    public static readonly MethodTable Float = new MethodTable()
        .Value("real", self => self)
        .Value("imag", _ => JinjaValue.Of(0.0))
        .Add("conjugate", "", a => a.Self)
        .Add("is_integer", "", a => JinjaValue.Of(double.IsInteger(Fraction(a))))
        .Add("hex", "", a => JinjaValue.Of(Hex(Fraction(a))))
        .Add("as_integer_ratio", "", a => Ratio(Fraction(a)));

    private static BigInteger Number(Arguments a) => Integers.TryGet(a.Self, out var number) ? number : default;

    // A bool is its number here: true.real is 1.
    private static JinjaValue Whole(JinjaValue value) =>
        value is BooleanValue ? JinjaValue.Of(value.IsTrue ? 1 : 0) : value;

    private static double Fraction(Arguments a) => a.Self.TryGetFloat(out var number) ? number : 0;

    private static long Ones(BigInteger number)
    {
        var count = 0L;
        foreach (var octet in number.ToByteArray()) count += BitOperations.PopCount(octet);
        return count;
    }

    private static BytesValue ToBytes(Arguments a)
    {
        var (number, isSigned) = (Number(a), a.IsTrue(2));
        var (length, order) = (a.Integer(0, 1), a.Text(1, "big"));
        if (order is not ("big" or "little")) throw new JinjaException("byteorder must be either 'little' or 'big'");
        if (length < 0) throw new JinjaException("length argument must be non-negative");
        if (number.Sign < 0 && !isSigned) throw new JinjaException("can't convert negative int to unsigned");
        var octets = number.ToByteArray(!isSigned, isBigEndian: false);
        if (octets.Length > length && !(number.IsZero && length == 0))
            throw new JinjaException("int too big to convert");
        Bounds.Text(length);
        var result = new byte[length];
        result.AsSpan().Fill((byte)(number.Sign < 0 ? 0xFF : 0));
        octets.AsSpan(0, (int)Math.Min(octets.Length, length)).CopyTo(result);
        if (order == "big") Array.Reverse(result);
        return new BytesValue(result);
    }

    private static string Hex(double number)
    {
        if (FloatText.Special(number) is { } word) return word;
        var bits = BitConverter.DoubleToInt64Bits(number);
        var sign = bits < 0 ? "-" : "";
        var (power, mantissa) = ((int)((bits >> 52) & 0x7FF), bits & 0xFFFFFFFFFFFFFL);
        if (power == 0 && mantissa == 0) return sign + "0x0.0p+0";
        var exponent = power == 0 ? -1022 : power - 1023;
        return string.Create(CultureInfo.InvariantCulture,
            $"{sign}0x{(power == 0 ? 0 : 1)}.{mantissa:x13}p{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}");
    }

    private static JinjaValue Ratio(double number)
    {
        if (!double.IsFinite(number))
            throw new JinjaException("cannot convert infinity or NaN to an integer ratio");
        var power = 0;
        for (; !double.IsInteger(number); power++) number *= 2;
        return JinjaValue.Tuple([Integers.Of(new BigInteger(number)), Integers.Of(BigInteger.One << power)]);
    }
}
