using System.Globalization;
using System.Text;

namespace Brine.Jinja.Values;

/// <summary>Python's <c>repr()</c> of texts and of nested values.</summary>
internal static class Repr
{
    public static string Text(string text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var result = new StringBuilder(text.Length + 2).Append(quote);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == quote || c == '\\') result.Append('\\').Append(c);
            else if (c is >= ' ' and < '\x7f') result.Append(c);
            else if (c == '\n') result.Append("\\n");
            else if (c == '\r') result.Append("\\r");
            else if (c == '\t') result.Append("\\t");
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                result.Append(c).Append(text[++i]);
            else if (IsPrintable(c)) result.Append(c);
            else if (c < 0x100) result.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            else result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return result.Append(quote).ToString();
    }

    /// <summary>Python's <c>ascii()</c> of what <c>repr()</c> gave.</summary>
    public static string Ascii(string repr)
    {
        if (System.Text.Ascii.IsValid(repr)) return repr;
        var result = new StringBuilder(repr.Length);
        foreach (var one in CodePoints.Split(repr))
        {
            if (one.Length == 2)
                result.Append(CultureInfo.InvariantCulture, $"\\U{char.ConvertToUtf32(one[0], one[1]):x8}");
            else if (one[0] < 0x80) result.Append(one);
            else if (one[0] < 0x100) result.Append(CultureInfo.InvariantCulture, $"\\x{(int)one[0]:x2}");
            else result.Append(CultureInfo.InvariantCulture, $"\\u{(int)one[0]:x4}");
        }

        return result.ToString();
    }

    public static string Of(JinjaValue value)
    {
        var text = new StringBuilder();
        value.WriteRepr(text, new ReprPath());
        return text.ToString();
    }

    public static void Row(StringBuilder text, char open, IReadOnlyList<JinjaValue> items, char close, ReprPath path)
    {
        text.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) text.Append(", ");
            items[i].WriteRepr(text, path);
            Bounds.Text(text.Length);
        }

        text.Append(close);
    }

    private static bool IsPrintable(char c) => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);
}
