using System.Text;
using Brine.Jinja.Values;

namespace Brine.Jinja.Methods;

/// <summary>Filling texts up to a width.</summary>
internal static class TextPadding
{
    public static string Left(string text, long width, string fill = " ") => Fill(fill, Missing(text, width)) + text;

    public static string Right(string text, long width, string fill = " ") => text + Fill(fill, Missing(text, width));

    public static string Center(string text, long width, string fill = " ")
    {
        var missing = Missing(text, width);
        // Python puts the odd one to the left only when both the gap and the width are odd.
        var left = (missing / 2) + (missing & (int)(width & 1) & 1);
        return Fill(fill, left) + text + Fill(fill, missing - left);
    }

    /// <param name="fill">One character, which may be a surrogate pair.</param>
    public static string Fill(string fill, int count) =>
        count <= 0 ? "" : fill.Length == 1 ? new string(fill[0], count) : string.Concat(Enumerable.Repeat(fill, count));

    public static string Zeros(string text, long width)
    {
        var isSigned = text.Length > 0 && text[0] is '+' or '-';
        var sign = text.Length > 0 && isSigned ? text[..1] : "";
        return sign + new string('0', Missing(text, width)) + text[sign.Length..];
    }

    public static string ExpandTabs(string text, int size)
    {
        var result = new StringBuilder();
        var column = 0;
        foreach (var c in text)
        {
            var width = c == '\t' ? (size > 0 ? size - (column % size) : 0) : 1;
            result.Append(c == '\t' ? ' ' : c, width);
            column = c is '\n' or '\r' ? 0 : column + width;
            Bounds.Text(result.Length + (long)size);
        }

        return result.ToString();
    }

    private static int Missing(string text, long width)
    {
        Bounds.Text(width);
        return (int)Math.Max(0, width - CodePoints.Count(text));
    }
}
