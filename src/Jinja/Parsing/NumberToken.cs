namespace Brine.Jinja.Parsing;

/// <summary>How far a number reaches: 42, 1_000, 0x1F, 0o17, 0b101, 1.5, 1e3.</summary>
internal static class NumberToken
{
    public static (int Length, bool IsFloat) Measure(string text, int from)
    {
        var prefix = from + 1 < text.Length ? char.ToLowerInvariant(text[from + 1]) : ' ';
        if (text[from] == '0' && prefix is 'b' or 'o' or 'x')
        {
            var end = from + 2;
            while (end < text.Length
                && (IsDigit(text[end], prefix)
                    || (text[end] == '_' && end + 1 < text.Length && IsDigit(text[end + 1], prefix)))) end++;
            return end > from + 2 ? (end - from, false) : (1, false);
        }

        var whole = Digits(text, from);
        var at = whole;
        var isFloat = false;
        // Behind a dot stands an index, and "x.0.1" are two of them.
        var isIndex = from > 0 && text[from - 1] == '.';
        if (!isIndex && at + 1 < text.Length && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
        {
            at = Digits(text, at + 1);
            isFloat = true;
        }

        if (!isIndex && at < text.Length && text[at] is 'e' or 'E')
        {
            var digits = at + 1 < text.Length && text[at + 1] is '+' or '-' ? at + 2 : at + 1;
            if (digits < text.Length && char.IsAsciiDigit(text[digits]))
            {
                at = Digits(text, digits);
                isFloat = true;
            }
        }

        // As in Python, an integer has no leading zeros: "012" is "0" and then "12".
        if (isFloat || text[from] != '0') return (at - from, isFloat);
        var zeros = from + 1;
        while (zeros < whole && text[zeros] is '0' or '_') zeros++;
        return (zeros - from, false);
    }

    private static int Digits(string text, int at)
    {
        while (at < text.Length && (char.IsAsciiDigit(text[at])
            || (text[at] == '_' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))) at++;
        return at;
    }

    private static bool IsDigit(char c, char prefix) => prefix switch
    {
        'b' => c is '0' or '1',
        'o' => c is >= '0' and <= '7',
        _ => char.IsAsciiHexDigit(c),
    };
}
