using System.Net;
using System.Text;
using Brine.Jinja.Methods;

namespace Brine.Jinja.Values;

/// <summary>HTML as plain text again: without tags, with the characters that references stand for.</summary>
internal static class HtmlText
{
    /// <summary>What 0x80 to 0x9F are taken for: the Windows characters of those numbers.</summary>
    private const string Windows = "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f"
        + "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

    private static readonly string[] OpenEnded = ["amp", "lt", "gt", "quot", "nbsp", "copy", "reg"];

    public static string StripTags(string text)
    {
        text = Without(text, "<!--", "-->");
        text = Without(text, "<", ">");
        return Unescape(string.Join(' ', TextParts.Split(text, null, -1)));
    }

    /// <summary>The references of HTML 4 and numbers; those that only HTML 5 knows stay as they are.</summary>
    public static string Unescape(string text)
    {
        if (!text.Contains('&')) return text;
        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '&')
            {
                result.Append(text[at]);
                continue;
            }

            var end = at + 1;
            while (end < text.Length && end - at < 34 && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '#'))
                end++;
            var isClosed = end < text.Length && text[end] == ';';
            var name = text[(at + 1)..end];
            if (Meaning(name, isClosed, out var length) is not { } meaning)
            {
                result.Append('&');
                continue;
            }

            result.Append(meaning);
            at += length + (isClosed && length == name.Length ? 1 : 0);
        }

        return result.ToString();
    }

    /// <param name="name">What stands between the ampersand and the semicolon.</param>
    /// <param name="isClosed">There is a semicolon.</param>
    /// <param name="length">How much of the name was taken.</param>
    private static string? Meaning(string name, bool isClosed, out int length)
    {
        length = name.Length;
        if (name.StartsWith('#')) return Number(name, ref length);
        if (isClosed && WebUtility.HtmlDecode($"&{name};") is { } known && known.Length < name.Length + 2) return known;
        foreach (var one in OpenEnded)
        {
            if (!name.StartsWith(one, StringComparison.Ordinal)) continue;
            length = one.Length;
            return WebUtility.HtmlDecode($"&{one};");
        }

        return null;
    }

    private static string? Number(string name, ref int length)
    {
        var isHex = name.Length > 1 && name[1] is 'x' or 'X';
        var from = isHex ? 2 : 1;
        length = from;
        long code = 0;
        for (; length < name.Length; length++)
        {
            var c = name[length];
            if (!(isHex ? char.IsAsciiHexDigit(c) : char.IsAsciiDigit(c))) break;
            code = Math.Min((code * (isHex ? 16 : 10)) + Convert.ToInt32(c.ToString(), 16), 0x200000);
        }

        if (length == from) return null;
        if (code is 0 or > 0x10FFFF or (>= 0xD800 and <= 0xDFFF)) return "\ufffd";
        if (code is >= 0x80 and <= 0x9F) return Windows[(int)code - 0x80].ToString();
        if (code is (>= 1 and <= 8) or (>= 0xE and <= 0x1F) or 0xB or 0x7F) return "";
        return CodePoints.Of((int)code);
    }

    private static string Without(string text, string open, string close)
    {
        var from = text.IndexOf(open, StringComparison.Ordinal);
        if (from < 0) return text;
        var result = new StringBuilder(text.Length);
        var at = 0;
        while (from >= 0)
        {
            var to = text.IndexOf(close, from + open.Length, StringComparison.Ordinal);
            if (to < 0) break;
            result.Append(text, at, from - at);
            at = to + close.Length;
            from = text.IndexOf(open, at, StringComparison.Ordinal);
        }

        return result.Append(text, at, text.Length - at).ToString();
    }
}
