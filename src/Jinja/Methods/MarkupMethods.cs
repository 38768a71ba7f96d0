using Brine.Jinja.Formatting;
using Brine.Jinja.Values;

namespace Brine.Jinja.Methods;

/// <summary>
/// Where escaped text differs from plain: what it is given is escaped, and what it gives counts as escaped.
/// </summary>
internal static class MarkupMethods
{
    public static readonly MethodTable Table = Make();

    private static MethodTable Make()
    {
        var table = new MethodTable();
        foreach (var name in (ReadOnlySpan<string>)["capitalize", "title", "lower", "upper", "replace", "ljust", "rjust",
            "lstrip", "rstrip", "center", "strip", "translate", "expandtabs", "swapcase", "zfill", "partition",
            "rpartition"])
            table.Add(name, "* **", a => Mark(Plain(a, name, escapes: true)));
        foreach (var name in (ReadOnlySpan<string>)["split", "rsplit", "splitlines"])
            table.Add(name, "* **", a => Mark(Plain(a, name, escapes: false)));
        return table
            .Add("join", "/items", a => new TextValue(
                TextParts.Join(a.Self.ToText(), a.Walk(0).Select(item => Markup.Escape(item).ToText())), markup: true))
            .Add("format", "* **", a => new TextValue(
                BraceFormat.Apply(a.Self.ToText(), a.Rest, BraceFormat.Names(a.NamedRest), escapes: true), markup: true))
            .Add("format_map", "/mapping", a => new TextValue(
                BraceFormat.Apply(a.Self.ToText(), [], BraceFormat.Mapping(a[0]!), escapes: true), markup: true))
            .Add("unescape", "", a => JinjaValue.Of(HtmlText.Unescape(a.Self.ToText())))
            .Add("striptags", "", a => JinjaValue.Of(HtmlText.StripTags(a.Self.ToText())))
            .Add("escape", "/s", a => Markup.Escape(a[0]!));
    }

    private static JinjaValue Plain(Arguments a, string name, bool escapes)
    {
        var method = TextMethods.Table.Find(JinjaValue.Of(a.Self.ToText()), name)!;
        JinjaValue Given(JinjaValue value) => escapes && value is TextValue ? Markup.Escape(value) : value;
        var named = a.NamedRest.ToDictionary(entry => entry.Key, entry => Given(entry.Value));
        return method.Invoke(new JinjaCall([.. a.Rest.Select(Given)], named, a.Call.Token));
    }

    private static JinjaValue Mark(JinjaValue value) => value switch
    {
        ListValue list => JinjaValue.List(list.Content.Select(Mark)),
        TupleValue tuple => JinjaValue.Tuple(tuple.Content.Select(Mark)),
        _ => new TextValue(value.ToText(), markup: true),
    };
}
