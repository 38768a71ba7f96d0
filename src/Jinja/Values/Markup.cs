using System.Buffers;
using System.Text;

namespace Brine.Jinja.Values;

/// <summary>HTML escaping as MarkupSafe does it.</summary>
internal static class Markup
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>'\"");

    public static TextValue Escape(JinjaValue value) =>
        value is TextValue { IsMarkup: true } done ? done : Force(value.ToText());

    public static TextValue Force(string text)
    {
        if (text.AsSpan().IndexOfAny(Special) < 0) return new TextValue(text, markup: true);
        var result = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => result.Append("&amp;"),
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                '\'' => result.Append("&#39;"),
                '"' => result.Append("&#34;"),
                _ => result.Append(c),
            };
        }

        return new TextValue(result.ToString(), markup: true);
    }

    public static TextValue Join(TextValue a, TextValue b)
    {
        Bounds.Text((long)a.Content.Length + b.Content.Length);
        return a.IsMarkup || b.IsMarkup
            ? new TextValue(Escape(a).Content + Escape(b).Content, markup: true)
            : new TextValue(a.Content + b.Content);
    }
}
