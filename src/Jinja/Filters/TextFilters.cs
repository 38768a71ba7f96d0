using System.Text;
using Brine.Jinja.Formatting;
using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Filters;

/// <summary>upper, lower, replace, trim, format and the like: text in, text out</summary>
internal static class TextFilters
{
    public static void AddTo(BuiltinTable table) => table
        .Add("upper", "s", a => Soft(a).With(TextCase.Upper(Soft(a).Content)))
        .Add("lower", "s", a => Soft(a).With(TextCase.Lower(Soft(a).Content)))
        .Add("capitalize", "s", a => Soft(a).With(TextCase.Capitalize(Soft(a).Content)))
        .Add("title", "s", a => JinjaValue.Of(Title(a[0]!.ToText())))
        .Add("trim", "value chars?", Trim)
        .Add("replace", "s old new count?", Replace)
        .Add("format", "value * **", Format)
        .Add("wordcount", "s", a => JinjaValue.Of(Words(a[0]!.ToText())));

    /// <summary>A text as it is, anything else as its text.</summary>
    public static TextValue Soft(Arguments a, int place = 0) =>
        a[place] as TextValue ?? new TextValue(a[place]!.ToText());

    private static TextValue Trim(Arguments a)
    {
        var text = Soft(a);
        var chars = a.IsNone(1) ? null : text.IsMarkup ? Markup.Escape(JinjaValue.Of(a.Text(1))).Content : a.Text(1);
        return text.With(TextParts.Strip(text.Content, chars, true, true));
    }

    private static TextValue Replace(Arguments a)
    {
        var most = a.IsNone(3) ? -1 : a.Small(3);
        if (!a.Run.IsEscaping)
            return new TextValue(TextParts.Replace(a[0]!.ToText(), a.AsText(1), a.AsText(2), most));
        var text = Soft(a);
        if (a[1] is TextValue { IsMarkup: true } || (a[2] is TextValue { IsMarkup: true } && !text.IsMarkup))
            text = Markup.Escape(text);
        string Part(int place) => text.IsMarkup ? Markup.Escape(Soft(a, place)).Content : a.AsText(place);
        return text.With(TextParts.Replace(text.Content, Part(1), Part(2), most));
    }

    // Not Python's title(): only blanks, dashes and opening brackets begin a word.
    private static string Title(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var isGap = IsGap(text[at]);
            var end = at;
            while (end < text.Length && IsGap(text[end]) == isGap) end++;
            if (isGap)
            {
                result.Append(text, at, end - at);
            }
            else
            {
                var first = char.IsHighSurrogate(text[at]) && at + 1 < end ? 2 : 1;
                result.Append(TextCase.Upper(text.Substring(at, first)))
                    .Append(TextCase.Lower(text[(at + first)..end]));
            }

            at = end;
        }

        return result.ToString();
    }

    private static bool IsGap(char c) => CodePoints.IsSpace(c) || c is '-' or '(' or '{' or '[' or '<';

    private static TextValue Format(Arguments a)
    {
        if (a.Rest.Length > 0 && a.NamedRest.Count > 0)
            throw new JinjaException("can't handle positional and keyword arguments at the same time");
        return PercentFormat.Apply(Soft(a), a.NamedRest.Count == 0
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
