using System.Text;
using Brine.Jinja.Values;

namespace Brine.Jinja.Methods;

/// <summary>Taking texts apart and putting them together, with Python's rules.</summary>
internal static class TextParts
{
    /// <summary>Null <paramref name="chars"/>: white space.</summary>
    public static string Strip(string text, string? chars, bool left, bool right)
    {
        bool Goes(char c) => chars is null ? CodePoints.IsSpace(c) : chars.Contains(c);
        var (from, to) = (0, text.Length);
        while (left && from < to && Goes(text[from])) from++;
        while (right && to > from && Goes(text[to - 1])) to--;
        return text[from..to];
    }

    /// <summary>
    /// Null separator: runs of white space, none at the ends. Negative <paramref name="most"/>: no limit.
    /// </summary>
    public static List<string> Split(string text, string? separator, int most)
    {
        if (separator is null) return SplitBlank(text, most);
        var parts = new List<string>();
        var from = 0;
        while (most < 0 || parts.Count < most)
        {
            var place = text.IndexOf(separator, from, StringComparison.Ordinal);
            if (place < 0) break;
            parts.Add(text[from..place]);
            from = place + separator.Length;
            Bounds.Items(parts.Count);
        }

        parts.Add(text[from..]);
        return parts;
    }

    public static List<string> SplitRight(string text, string? separator, int most)
    {
        // From the right is the same as reversed from the left.
        var parts = Split(Reverse(text), separator is null ? null : Reverse(separator), most);
        parts.Reverse();
        return parts.ConvertAll(Reverse);
    }

    public static List<string> Lines(string text, bool keepEnds)
    {
        var lines = new List<string>();
        for (var from = 0; from < text.Length;)
        {
            var end = from;
            while (end < text.Length && !IsLineEnd(text[end])) end++;
            var next = end + (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
            next = Math.Min(next, text.Length);
            lines.Add(keepEnds ? text[from..next] : text[from..end]);
            from = next;
            Bounds.Items(lines.Count);
        }

        return lines;
    }

    public static string Join(string separator, IEnumerable<string> parts)
    {
        var result = new StringBuilder();
        var isFirst = true;
        foreach (var part in parts)
        {
            Bounds.Text((long)result.Length + separator.Length + part.Length);
            if (!isFirst) result.Append(separator);
            isFirst = false;
            result.Append(part);
        }

        return result.ToString();
    }

    /// <summary>
    /// Negative <paramref name="most"/>: all. An empty old text stands between all characters, as in Python.
    /// </summary>
    public static string Replace(string text, string old, string with, int most)
    {
        if (most == 0) return text;
        if (old.Length == 0)
        {
            var points = CodePoints.Split(text).ToArray();
            var times = most < 0 ? points.Length + 1 : Math.Min(most, points.Length + 1);
            Bounds.Text(text.Length + ((long)with.Length * times));
            var spread = new StringBuilder();
            for (var i = 0; i <= points.Length; i++)
                spread.Append(i < times ? with : "").Append(i < points.Length ? points[i] : "");
            return spread.ToString();
        }

        return Join(with, Split(text, old, most));
    }

    public static int Count(string text, string part)
    {
        if (part.Length == 0) return CodePoints.Count(text) + 1;
        var count = 0;
        for (var at = 0; (at = text.IndexOf(part, at, StringComparison.Ordinal)) >= 0; at += part.Length) count++;
        return count;
    }

    private static List<string> SplitBlank(string text, int most)
    {
        var parts = new List<string>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && CodePoints.IsSpace(text[at])) at++;
            if (at == text.Length) return parts;
            var from = at;
            if (most >= 0 && parts.Count == most)
            {
                parts.Add(text[from..]);
                return parts;
            }

            while (at < text.Length && !CodePoints.IsSpace(text[at])) at++;
            parts.Add(text[from..at]);
            Bounds.Items(parts.Count);
        }
    }

    private static string Reverse(string text)
    {
        var chars = text.ToCharArray();
        Array.Reverse(chars);
        return new string(chars);
    }

    private static bool IsLineEnd(char c) => c is '\n' or '\r' or '\v' or '\f' or '\x1c' or '\x1d' or '\x1e' or '\x85'
        or '\u2028' or '\u2029';
}
