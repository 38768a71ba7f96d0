using System.Globalization;
using System.Numerics;

namespace Brine.Jinja.Values;

/// <summary>Texts as integers, the way Python's <c>int()</c> reads them.</summary>
internal static class IntegerReading
{
    /// <param name="width">The base; 0: what the prefix says.</param>
    /// <returns>Null: not an integer.</returns>
    public static JinjaValue? Read(string text, long width)
    {
        if (width is < 0 or 1 or > 36) return null;
        text = CodePoints.Trim(text);
        var isNegative = text.StartsWith('-');
        if (text.Length > 0 && text[0] is '+' or '-') text = text[1..];
        var prefix = text.Length > 2 && text[0] == '0' ? char.ToLowerInvariant(text[1]) : ' ';
        var prefixed = prefix switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 };
        var isOpen = width == 0;
        if (prefixed > 0 && isOpen) width = prefixed;
        if (prefixed > 0 && width == prefixed) text = text[2] == '_' ? text[3..] : text[2..];
        if (width == 0) width = 10;
        if (Plain(text) is not { Length: > 0 } digits) return null;
        // As in a program, "012" is not a number of any base, while "000" is zero.
        if (isOpen && prefixed == 0 && digits[0] == '0' && digits.AsSpan().ContainsAnyExcept('0')) return null;
        foreach (var c in digits)
            if (Digit(c) >= width) return null;
        var number = Number(digits, (int)width);
        return Integers.Of(isNegative ? -number : number);
    }

    /// <summary>Without underscores, which must stand between digits; null otherwise.</summary>
    public static string? Plain(string text)
    {
        if (!text.Contains('_')) return text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '_') continue;
            if (i == 0 || i + 1 == text.Length || !char.IsLetterOrDigit(text[i - 1])
                || !char.IsLetterOrDigit(text[i + 1])) return null;
        }

        return text.Replace("_", "", StringComparison.Ordinal);
    }

    private static BigInteger Number(string digits, int width)
    {
        if (BitOperations.IsPow2(width))
        {
            Bounds.Text(digits.Length);
            digits = digits.TrimStart('0');
            if (digits.Length > Integers.MaxBits) throw Integers.TooManyBits();
        }
        else if (digits.Length > Integers.MaxDigits)
        {
            throw Integers.TooLong();
        }

        if (width == 10 && System.Text.Ascii.IsValid(digits))
            return BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        var number = BigInteger.Zero;
        // Bits are collected in portions, so that long texts do not cost the square of their length.
        for (var at = 0; at < digits.Length;)
        {
            long part = 0, scale = 1;
            for (; at < digits.Length && scale < 1L << 50; at++, scale *= width)
                part = (part * width) + Digit(digits[at]);
            number = (number * scale) + part;
        }

        return number;
    }

    private static int Digit(char c) => char.IsAsciiLetter(c) ? char.ToLowerInvariant(c) - 'a' + 10
        : char.IsDigit(c) ? (int)char.GetNumericValue(c) : 99;
}
