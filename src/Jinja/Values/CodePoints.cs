using System.Globalization;

namespace Brine.Jinja.Values;

/// <summary>Python counts code points, .NET counts UTF-16 units; they differ only where surrogates occur.</summary>
internal static class CodePoints
{
    public static bool ArePlain(string text) => !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');

    /// <summary>No half of a surrogate pair stands alone, so that the text can be encoded.</summary>
    public static bool IsWhole(string text)
    {
        if (ArePlain(text)) return true;
        foreach (var one in Split(text))
            if (one.Length == 1 && char.IsSurrogate(one[0])) return false;
        return true;
    }

    public static int Count(string text)
    {
        if (ArePlain(text)) return text.Length;
        var count = 0;
        for (var i = 0; i < text.Length; i += Width(text, i)) count++;
        return count;
    }

    public static string At(string text, int index) =>
        ArePlain(text) ? text[index].ToString() : Split(text).ElementAt(index);

    /// <summary>The first characters, at most that many.</summary>
    public static string First(string text, long count)
    {
        if (count >= text.Length) return text;
        if (ArePlain(text)) return text[..(int)count];
        var at = 0;
        for (var i = 0; i < count && at < text.Length; i++) at += Width(text, at);
        return text[..at];
    }

    public static IEnumerable<string> Split(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var width = Width(text, i);
            yield return width == 1 ? One(text[i]) : text.Substring(i, width);
            i += width;
        }
    }

    /// <summary>Half of a surrogate pair is a character of its own, as in Python.</summary>
    public static string Of(int code) =>
        code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32(code);

    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';

    public static string Trim(string text)
    {
        var (from, to) = (0, text.Length);
        while (from < to && IsSpace(text[from])) from++;
        while (to > from && IsSpace(text[to - 1])) to--;
        return text[from..to];
    }

    /// <summary>Python's <c>\w</c>: letters, digits and the underscore.</summary>
    public static bool IsWord(char c) => c == '_' || char.IsLetterOrDigit(c)
        || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static int Width(string text, int i) =>
        char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;

    private static string One(char c) => c.ToString();
}
