using System.Buffers;
using System.Globalization;
using Brine.Jinja.Values;

namespace Brine.Jinja.Filters;

/// <summary>Texts as numbers, the way Python's <c>float()</c> reads them. Null: not a number.</summary>
internal static class NumberReading
{
    private static readonly SearchValues<char> FloatSigns = SearchValues.Create("0123456789+-.eE");

    public static double? Float(JinjaValue value)
    {
        if (value is UndefinedValue undefined) throw undefined.Error();
        if (Numbers.Is(value)) return Arithmetic.Float(value);
        if (!value.TryGetText(out var text)) return null;
        text = CodePoints.Trim(text);
        switch (text.TrimStart('+', '-').ToLowerInvariant())
        {
            case "inf" or "infinity": return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            case "nan": return double.NaN;
        }

        if (IntegerReading.Plain(text) is not { } digits || digits.AsSpan().ContainsAnyExcept(FloatSigns)) return null;
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }
}
