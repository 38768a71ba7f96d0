using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Brine.Salt.Yaml;

/// <summary>
/// What a plain scalar means: PyYAML's resolver (YAML 1.1) with Salt's own change, that leading zeros of a whole
/// number are dropped instead of making it octal, so that <c>010</c> is ten.
/// </summary>
internal static partial class ScalarResolver
{
    /// <summary>What Python reads at most.</summary>
    private const int MostDigits = 4300;

    public static (object? Value, ScalarKind Kind) Resolve(string text)
    {
        if (text.Length == 0 || text is "~" or "null" or "Null" or "NULL")
            return (null, ScalarKind.Null);
        if (Truth(text) is { } truth)
            return (truth, ScalarKind.Boolean);
        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('-' or '+' or '.'))
            return (text, ScalarKind.Text);
        if (FloatShape().IsMatch(text))
            return (Float(text), ScalarKind.Float);
        if (IntegerShape().IsMatch(text))
            return Integer(text) is { } number ? (number, ScalarKind.Integer) : (text, ScalarKind.Text);
        return (text, DateShape().IsMatch(text) ? ScalarKind.Date : ScalarKind.Text);
    }

    /// <summary>The truth value of one of YAML 1.1's words for it; null for any other text.</summary>
    public static bool? Truth(string text) => text switch
    {
        "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => true,
        "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => false,
        _ => null,
    };

    /// <summary>
    /// A whole number in any of its spellings, a <see cref="long"/> where it fits, else a <see cref="BigInteger"/>; null
    /// when it is none, or has more digits than Python reads.
    /// </summary>
    public static object? Integer(string text)
    {
        var zeros = text is ['0', not ('b' or 'x'), ..];
        var digits = (zeros ? text.TrimStart('0') : text).Replace("_", "", StringComparison.Ordinal);
        if (zeros && digits.Length == 0)
            return 0L;
        var negative = digits.StartsWith('-');
        if (digits is ['-' or '+', ..])
            digits = digits[1..];
        var size = digits switch
        {
            ['0', 'b', ..] => InBase(digits.AsSpan(2), 2),
            ['0', 'x', ..] => InBase(digits.AsSpan(2), 16),
            ['0', _, ..] => InBase(digits.AsSpan(1), 8),
            _ when digits.Contains(':', StringComparison.Ordinal) => Sexagesimal(digits),
            _ => InBase(digits, 10),
        };
        if (size is not { } value)
            return null;
        value = negative ? -value : value;
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
    }

    /// <summary>A floating-point number in any of its spellings; null when it is none.</summary>
    public static double? Float(string text)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        var sign = digits.StartsWith('-') ? -1.0 : 1.0;
        if (digits is ['-' or '+', ..])
            digits = digits[1..];
        if (digits == ".inf")
            return sign * double.PositiveInfinity;
        if (digits == ".nan")
            return double.NaN;
        var value = 0.0;
        foreach (var part in digits.Split(':'))
        {
            if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var worth))
                return null;
            value = (value * 60) + worth;
        }
        return sign * value;
    }

    private static BigInteger? InBase(ReadOnlySpan<char> digits, int numberBase)
    {
        if (digits.Length is 0 or > MostDigits)
            return null;
        var value = BigInteger.Zero;
        foreach (var digit in digits)
        {
            var worth = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : numberBase;
            if (worth >= numberBase)
                return null;
            value = (value * numberBase) + worth;
        }
        return value;
    }

    private static BigInteger? Sexagesimal(string digits)
    {
        BigInteger? value = BigInteger.Zero;
        foreach (var part in digits.Length > MostDigits ? [""] : digits.Split(':'))
            value = (value * 60) + InBase(part, 10);
        return value;
    }

    [GeneratedRegex("""
        ^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?
        |\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?
        |[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*
        |[-+]?\.(?:inf|Inf|INF)
        |\.(?:nan|NaN|NAN))\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex FloatShape();

    [GeneratedRegex("""
        ^(?:[-+]?0b[0-1_]+
        |[-+]?0[0-7_]+
        |[-+]?(?:0|[1-9][0-9_]*)
        |[-+]?0x[0-9a-fA-F_]+
        |[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex IntegerShape();

    [GeneratedRegex("""
        ^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}
        |[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[\x20\t]+)[0-9][0-9]?:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?
         (?:[\x20\t]*(?:Z|[-+][0-9][0-9]?(?::[0-9]{2})?))?)\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex DateShape();
}
