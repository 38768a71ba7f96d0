using System.Text;

namespace Brine.Jinja.Values;

/// <summary>HTML escaping as MarkupSafe does it.</summary>
internal static class Markup
{
    public static TextValue Escape(JinjaValue value) =>
        value is TextValue { IsMarkup: true } done ? done : Force(value.ToText());

    public static TextValue Force(string text)
    {
        var result = new StringBuilder(text.Length);
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
        Bounds.Text((long)a.ToText().Length + b.ToText().Length);
        return a.IsMarkup || b.IsMarkup
            ? new TextValue(Escape(a).ToText() + Escape(b).ToText(), markup: true)
            : new TextValue(a.ToText() + b.ToText());
    }
}
