using System.Buffers;
using System.Globalization;
using Brine.Jinja.Values;

namespace Brine.Jinja.Filters;

/// <summary>Texts as numbers, the way Python's <c>int()</c> and <c>float()</c> read them. Null: not a number.</summary>
internal static class NumberReading
{
    private static readonly SearchValues<char> FloatSigns = SearchValues.Create("0123456789+-.eE");

    public static double? Float(JinjaValue value)
    {
        if (value is UndefinedValue undefined) throw undefined.Error();
        if (value.TryGetFloat(out var number)) return number;
        if (!value.TryGetText(out var text)) return null;
        text = text.Trim();
        switch (text.TrimStart('+', '-').ToLowerInvariant())
        {
            case "inf" or "infinity": return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            case "nan": return double.NaN;
        }

        if (Plain(text) is not { } digits || digits.AsSpan().ContainsAnyExcept(FloatSigns)) return null;
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out number) ? number : null;
    }

    public static long? Integer(string text, long width)
    {
        if (width is < 0 or 1 or > 36) return null;
        text = text.Trim();
        var isNegative = text.StartsWith('-');
        if (text.Length > 0 && text[0] is '+' or '-') text = text[1..];
        var prefix = text.Length > 2 && text[0] == '0' ? char.ToLowerInvariant(text[1]) : ' ';
        var prefixed = prefix switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 };
        if (prefixed > 0 && width == 0) width = prefixed;
        if (prefixed > 0 && width == prefixed) text = text[2..].TrimStart('_');
        if (width == 0) width = 10;
        if (Plain(text) is not { Length: > 0 } digits) return null;
        Int128 number = 0;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetter(c) ? char.ToLowerInvariant(c) - 'a' + 10
                : 99;
            if (digit >= width) return null;
            number = (number * width) + digit;
            if (number > (Int128)long.MaxValue + 1)
                throw new JinjaException($"the number {text} does not fit into 64 bits");
        }

        if (isNegative) number = -number;
        return number <= long.MaxValue ? (long)number
            : throw new JinjaException($"the number {text} does not fit into 64 bits");
    }

    /// <summary>Without underscores, which must stand between digits; null otherwise.</summary>
    private static string? Plain(string text)
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
}
