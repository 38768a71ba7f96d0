using System.Text;
using Brine.Jinja.Formatting;
using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Filters;

/// <summary>upper, lower, replace, trim, format and the like: text in, text out</summary>
internal static class TextFilters
{
    public static void AddTo(BuiltinTable table) => table
        .Add("upper", "value", a => Of(a, TextCase.Upper))
        .Add("lower", "value", a => Of(a, TextCase.Lower))
        .Add("capitalize", "value", a => Of(a, TextCase.Capitalize))
        .Add("title", "value", a => Of(a, Title))
        .Add("trim", "value chars?", a =>
            Of(a, text => TextParts.Strip(text, a.IsNone(1) ? null : a.Text(1), true, true)))
        .Add("replace", "value old new count?", a =>
            Of(a, text => TextParts.Replace(text, a.AsText(1), a.AsText(2), a.IsNone(3) ? -1 : a.Small(3))))
        .Add("format", "value * **", Format)
        .Add("wordcount", "value", a => JinjaValue.Of(Words(a[0]!.ToText())));

    private static TextValue Of(Arguments a, Func<string, string> change) =>
        new TextValue(change(a[0]!.ToText()), a[0] is TextValue { IsMarkup: true });

    // Not Python's title(): only blanks, dashes and opening brackets begin a word.
    private static string Title(string text)
    {
        var result = new StringBuilder(text.Length);
        var isStart = true;
        foreach (var c in text)
        {
            result.Append(isStart ? TextCase.Upper(c.ToString()) : char.ToLowerInvariant(c));
            isStart = CodePoints.IsSpace(c) || c is '-' or '(' or '{' or '[' or '<';
        }

        return result.ToString();
    }

    private static TextValue Format(Arguments a)
    {
        if (a.Rest.Length > 0 && a.NamedRest.Count > 0)
            throw new JinjaException("can't handle positional and keyword arguments at the same time");
        var format = a[0] as TextValue ?? new TextValue(a[0]!.ToText());
        return PercentFormat.Apply(format, a.NamedRest.Count == 0
            ? new TupleValue(a.Rest)
            : JinjaValue.Dict(a.NamedRest.Select(n => KeyValuePair.Create(JinjaValue.Of(n.Key), n.Value))));
    }

    private static int Words(string text)
    {
        var count = 0;
        for (var i = 0; i < text.Length; i++)
            if (CodePoints.IsWord(text[i]) && (i == 0 || !CodePoints.IsWord(text[i - 1]))) count++;
        return count;
    }
}
