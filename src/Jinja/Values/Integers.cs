using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Brine.Jinja.Values;

/// <summary>Integers of any size: as texts, as floats, and where they end.</summary>
internal static class Integers
{
    /// <summary>Python prints no more digits than these either.</summary>
    public const int MaxDigits = 4300;

    // Beyond, one multiplication takes so long that a loop of them would not be stopped in time.
    public const long MaxBits = 1 << 17;

    public static JinjaValue Of(BigInteger number)
    {
        if (number >= long.MinValue && number <= long.MaxValue) return IntegerValue.Of((long)number);
        Bits(number.GetBitLength());
        return new LargeIntegerValue(number);
    }

    /// <summary>An integer of any size; booleans are 0 and 1.</summary>
    public static bool TryGet(JinjaValue value, out BigInteger number)
    {
        if (value.TryGetInteger(out var small))
        {
            number = small;
            return true;
        }

        number = value is LargeIntegerValue large ? large.Number : default;
        return value is LargeIntegerValue;
    }

    public static bool Is(JinjaValue value) => value is LargeIntegerValue || value.TryGetInteger(out _);

    public static BigInteger Power(BigInteger x, BigInteger y)
    {
        if (x.IsZero || x.IsOne) return y.IsZero ? BigInteger.One : x;
        if (x == BigInteger.MinusOne) return y.IsEven ? BigInteger.One : x;
        Bits(y > MaxBits ? long.MaxValue : ((long)(BigInteger.Abs(x) - 1).GetBitLength() - 1) * (long)y);
        return BigInteger.Pow(x, (int)y);
    }

    public static string Text(BigInteger number)
    {
        // 0.30103 is the logarithm of 2; near the limit the digits themselves are counted.
        if (number.GetBitLength() * 0.30103 > MaxDigits + 2) throw TooLong();
        var text = number.ToString(CultureInfo.InvariantCulture);
        return text.Length - (number.Sign < 0 ? 1 : 0) > MaxDigits ? throw TooLong() : text;
    }

    public static JinjaException TooLong() =>
        new($"Exceeds the limit ({MaxDigits} digits) for integer string conversion");

    public static double Float(BigInteger number) => Quotient(number, BigInteger.One);

    /// <summary>The nearest float, ties to even; infinite when there is none that large.</summary>
    public static double Quotient(BigInteger over, BigInteger under)
    {
        var isNegative = (over.Sign < 0) != (under.Sign < 0);
        over = BigInteger.Abs(over);
        under = BigInteger.Abs(under);
        if (over.IsZero) return isNegative ? -0.0 : 0.0;
        // 64 bits of the quotient and one that says whether anything is left are enough to round rightly.
        var shift = 65 - (int)(over.GetBitLength() - under.GetBitLength());
        // A result below the normal range has fewer bits to round to; it must not be rounded twice.
        if (shift > 1074 + 2) shift = 1074 + 2;
        if (shift > 0) over <<= shift;
        else under <<= -shift;
        var quotient = BigInteger.DivRem(over, under, out var rest);
        var drop = (int)Math.Max(quotient.GetBitLength() - 53, shift - 1074);
        var kept = drop > 0 ? quotient >> drop : quotient;
        if (drop > 0)
        {
            var half = BigInteger.One << (drop - 1);
            var tail = quotient - (kept << drop);
            var order = tail.CompareTo(half);
            if (order > 0 || (order == 0 && (!rest.IsZero || !kept.IsEven))) kept++;
        }

        var value = Math.ScaleB((double)(ulong)kept, Math.Max(drop, 0) - shift);
        return isNegative ? -value : value;
    }

    /// <summary>The whole part of a finite float.</summary>
    public static JinjaValue Truncate(double number) => double.IsFinite(number)
        ? Math.Abs(number) < 9e18 ? JinjaValue.Of((long)number) : Of(new BigInteger(number))
        : throw new JinjaException(
            $"cannot convert float {(double.IsNaN(number) ? "NaN" : "infinity")} to integer");

    private static void Bits(long count)
    {
        if (count > MaxBits) throw TooManyBits();
    }

    public static JinjaException TooManyBits() => new($"an integer of more than {MaxBits} bits is beyond the limit");

    [DoesNotReturn]
    public static void ThrowTooLarge() => throw new JinjaException("int too large to convert to float");
}
