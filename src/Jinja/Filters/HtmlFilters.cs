using System.Buffers;
using System.Text;
using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Filters;

/// <summary>escape, forceescape, safe, striptags, urlencode, urlize, xmlattr</summary>
internal static class HtmlFilters
{
    private static readonly SearchValues<char> NotInNames = SearchValues.Create(" \t\n\r\v\f/>=");

    public static void AddTo(BuiltinTable table) => table
        .Add("escape e", "value", a => Markup.Escape(a[0]!))
        .Add("forceescape", "value", a => Markup.Force(a[0]!.ToText()))
        .Add("safe", "value", a => new TextValue(a[0]!.ToText(), markup: true))
        .Add("striptags", "value", a => JinjaValue.Of(HtmlText.StripTags(a[0]!.ToText())))
        .Add("urlencode", "value", UrlEncode)
        .Add("urlize", "value trim_url_limit? nofollow? target? rel? extra_schemes?", Urlize)
        .Add("xmlattr", "d autospace?", XmlAttributes);

    private static TextValue Urlize(Arguments a)
    {
        var rel = new SortedSet<string>(StringComparer.Ordinal) { "noopener" };
        if (!a.IsNone(4)) rel.UnionWith(TextParts.Split(a.Text(4), null, -1));
        if (a.IsTrue(2)) rel.Add("nofollow");
        var schemes = a.IsNone(5) ? [] : a.Walk(5).Select(scheme => scheme.ToText()).ToList();
        foreach (var scheme in schemes)
        {
            if (!UrlLinks.Scheme().IsMatch(scheme))
                throw new JinjaException($"{Repr.Text(scheme)} is not a valid URI scheme prefix.");
        }

        var attributes = $" rel=\"{Markup.Force(string.Join(' ', rel)).Content}\"";
        if (!a.IsNone(3) && a[3]!.IsTrue) attributes += $" target=\"{Markup.Escape(a[3]!).Content}\"";
        var links = new UrlLinks(a.IsNone(1) ? null : a.Integer(1), attributes, schemes);
        return new TextValue(links.Apply(Markup.Escape(a[0]!).Content), a.Run.IsEscaping);
    }

    private static TextValue XmlAttributes(Arguments a)
    {
        if (a[0] is UndefinedValue undefined) throw undefined.Error();
        if (a[0] is not DictValue dict) throw new JinjaException($"'{a[0]!.TypeName}' object has no attribute 'items'");
        var parts = new List<string>();
        foreach (var (key, value) in dict.Entries)
        {
            if (value is NoneValue or UndefinedValue) continue;
            if (!key.TryGetText(out var name)) throw new JinjaException("the name of an attribute must be a str");
            if (name.AsSpan().IndexOfAny(NotInNames) >= 0)
                throw new JinjaException($"Invalid character in attribute name: {key.ToRepr()}");
            parts.Add($"{Markup.Escape(key).Content}=\"{Markup.Escape(value).Content}\"");
        }

        var text = TextParts.Join(" ", parts);
        var isSpaced = (a[1] is null || a.IsTrue(1)) && text.Length > 0;
        return new TextValue(isSpaced ? " " + text : text, a.Run.IsEscaping);
    }

    private static JinjaValue UrlEncode(Arguments a)
    {
        var value = a[0]!;
        if (value is TextValue || value.Walk() is null) return JinjaValue.Of(Quote(Octets(value), "/"));
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
        Quote(Octets(part), " ").Replace(' ', '+');

    private static byte[] Octets(JinjaValue value) =>
        value is BytesValue bytes ? bytes.Content : TextEncodings.Encode(value.ToText(), "utf-8", "strict");

    private static string Quote(byte[] text, string more)
    {
        var result = new StringBuilder(text.Length);
        foreach (var octet in text)
        {
            var c = (char)octet;
            if (char.IsAsciiLetterOrDigit(c) || "_.-~".Contains(c) || more.Contains(c)) result.Append(c);
            else result.Append('%').Append(octet.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return result.ToString();
    }
}
