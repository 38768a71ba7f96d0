using System.Text;
using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Filters;

/// <summary>escape, forceescape, safe, urlencode</summary>
internal static class HtmlFilters
{
    public static void AddTo(BuiltinTable table) => table
        .Add("escape e", "value", a => Markup.Escape(a[0]!))
        .Add("forceescape", "value", a => Markup.Force(a[0]!.ToText()))
        .Add("safe", "value", a => new TextValue(a[0]!.ToText(), markup: true))
        .Add("urlencode", "value", UrlEncode);

    private static JinjaValue UrlEncode(Arguments a)
    {
        var value = a[0]!;
        if (value is TextValue || value.Walk() is null) return JinjaValue.Of(Quote(value.ToText(), "/"));
        var pairs = value is DictValue dict ? DictMethods.Items(dict).Walk() : Operations.Walk(value);
        return JinjaValue.Of(string.Join('&', pairs.Select(pair =>
        {
            var parts = Operations.Walk(pair).ToArray();
            if (parts.Length != 2) throw new JinjaException("urlencode wants pairs of name and value");
            return Plus(parts[0]) + "=" + Plus(parts[1]);
        })));
    }

    // In the query part of a URL a blank is a plus.
    private static string Plus(JinjaValue part) =>
        Quote(part.ToText(), " ").Replace(' ', '+');

    private static string Quote(string text, string more)
    {
        var result = new StringBuilder(text.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            var c = (char)octet;
            if (char.IsAsciiLetterOrDigit(c) || "_.-~".Contains(c) || more.Contains(c)) result.Append(c);
            else result.Append('%').Append(octet.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return result.ToString();
    }
}
