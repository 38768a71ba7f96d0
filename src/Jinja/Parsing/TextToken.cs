using System.Globalization;
using System.Text;

namespace Brine.Jinja.Parsing;

/// <summary>Python's escapes in text literals. An unknown one stays as it is written.</summary>
internal static class TextToken
{
    public static string Unescape(string text)
    {
        if (!text.Contains('\\')) return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            var c = text[++i];
            _ = c switch
            {
                '\n' => result,
                '\\' or '\'' or '"' => result.Append(c),
                'a' => result.Append('\a'),
                'b' => result.Append('\b'),
                'f' => result.Append('\f'),
                'n' => result.Append('\n'),
                'r' => result.Append('\r'),
                't' => result.Append('\t'),
                'v' => result.Append('\v'),
                'x' => result.Append(Hex(text, ref i, 2)),
                'u' => result.Append(Hex(text, ref i, 4)),
                'U' => result.Append(Hex(text, ref i, 8)),
                'N' => throw new JinjaException(@"the escape \N{…} is not supported; write the character itself"),
                >= '0' and <= '7' => result.Append(Octal(text, ref i)),
                _ => result.Append('\\').Append(c),
            };
        }

        return result.ToString();
    }

    private static string Hex(string text, ref int at, int length)
    {
        if (at + length >= text.Length
            || !uint.TryParse(text.AsSpan(at + 1, length), NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture, out var code)
            || code > 0x10FFFF)
            throw new JinjaException($"truncated or wrong \\{text[at]} escape");
        at += length;
        return code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32((int)code);
    }

    private static char Octal(string text, ref int at)
    {
        var code = 0;
        var end = Math.Min(at + 3, text.Length);
        while (at < end && text[at] is >= '0' and <= '7') code = (code * 8) + (text[at++] - '0');
        at--;
        return (char)code;
    }
}
