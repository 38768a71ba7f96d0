using Brine.Jinja.Formatting;
using Brine.Jinja.Values;

namespace Brine.Jinja.Methods;

/// <summary>The methods of Python's <c>str</c>.</summary>
internal static class TextMethods
{
    public static readonly MethodTable Table = new MethodTable()
        .Add("capitalize", "", a => Of(TextCase.Capitalize(S(a))))
        .Add("casefold", "", a => Of(TextCase.Lower(S(a)).Replace("ß", "ss", StringComparison.Ordinal)))
        .Add("lower", "", a => Of(TextCase.Lower(S(a))))
        .Add("upper", "", a => Of(TextCase.Upper(S(a))))
        .Add("title", "", a => Of(TextCase.Title(S(a))))
        .Add("swapcase", "", a => Of(TextCase.Swap(S(a))))
        .Add("center", "width fill?", a => Of(TextPadding.Center(S(a), a.Integer(0), Fill(a))))
        .Add("ljust", "width fill?", a => Of(TextPadding.Right(S(a), a.Integer(0), Fill(a))))
        .Add("rjust", "width fill?", a => Of(TextPadding.Left(S(a), a.Integer(0), Fill(a))))
        .Add("zfill", "width", a => Of(TextPadding.Zeros(S(a), a.Integer(0))))
        .Add("strip", "chars?", a => Of(TextParts.Strip(S(a), Chars(a), true, true)))
        .Add("lstrip", "chars?", a => Of(TextParts.Strip(S(a), Chars(a), true, false)))
        .Add("rstrip", "chars?", a => Of(TextParts.Strip(S(a), Chars(a), false, true)))
        .Add("split", "sep? maxsplit?", a => Texts(TextParts.Split(S(a), Separator(a), a.Small(1, -1))))
        .Add("rsplit", "sep? maxsplit?", a => Texts(TextParts.SplitRight(S(a), Separator(a), a.Small(1, -1))))
        .Add("splitlines", "keepends?", a => Texts(TextParts.Lines(S(a), a.IsTrue(0))))
        .Add("partition", "sep", a => Partition(a, last: false))
        .Add("rpartition", "sep", a => Partition(a, last: true))
        .Add("join", "items", a => Of(TextParts.Join(S(a), a.Walk(0).Select(Member))))
        .Add("replace", "old new count?", a => Of(TextParts.Replace(S(a), a.Text(0), a.Text(1), a.Small(2, -1))))
        .Add("removeprefix", "prefix", a => Of(S(a).StartsWith(a.Text(0), Ordinal) ? S(a)[a.Text(0).Length..] : S(a)))
        .Add("removesuffix", "suffix", a => Of(S(a).EndsWith(a.Text(0), Ordinal) ? S(a)[..^a.Text(0).Length] : S(a)))
        .Add("startswith", "prefix start? end?", a => Of(Any(a, (text, part) => text.StartsWith(part, Ordinal))))
        .Add("endswith", "suffix start? end?", a => Of(Any(a, (text, part) => text.EndsWith(part, Ordinal))))
        .Add("count", "sub start? end?", a => JinjaValue.Of(TextParts.Count(Window(a), a.Text(0))))
        .Add("find", "sub start? end?", a => JinjaValue.Of(Find(a, last: false)))
        .Add("rfind", "sub start? end?", a => JinjaValue.Of(Find(a, last: true)))
        .Add("index", "sub start? end?", a => Found(Find(a, last: false)))
        .Add("rindex", "sub start? end?", a => Found(Find(a, last: true)))
        .Add("isalnum", "", a => All(a, char.IsLetterOrDigit))
        .Add("isalpha", "", a => All(a, char.IsLetter))
        .Add("isdigit", "", a => All(a, char.IsDigit))
        .Add("isdecimal", "", a => All(a, char.IsDigit))
        .Add("isnumeric", "", a => All(a, char.IsNumber))
        .Add("isspace", "", a => All(a, CodePoints.IsSpace))
        .Add("islower", "", a => Of(TextCase.IsLower(S(a))))
        .Add("isupper", "", a => Of(TextCase.IsUpper(S(a))))
        .Add("istitle", "", a => Of(S(a).Any(char.IsLetter) && TextCase.Title(S(a)) == S(a)))
        .Add("expandtabs", "tabsize?", a => Of(TextPadding.ExpandTabs(S(a), a.Small(0, 8))))
        .Add("format", "* **", a => Of(BraceFormat.Apply(S(a), a.Rest, a.NamedRest)))
        .Add("format_map", "mapping", a => Of(BraceFormat.Apply(S(a), [], BraceFormat.Names(a[0]!))));

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static string S(Arguments a) => a.Self.ToText();

    private static JinjaValue Of(string text) => JinjaValue.Of(text);

    private static JinjaValue Of(bool truth) => JinjaValue.Of(truth);

    private static JinjaValue Texts(IEnumerable<string> texts) => JinjaValue.List(texts.Select(JinjaValue.Of));

    private static string? Chars(Arguments a) => a.IsNone(0) ? null : a.Text(0);

    private static string? Separator(Arguments a)
    {
        if (a.IsNone(0)) return null;
        return a.Text(0).Length > 0 ? a.Text(0) : throw new JinjaException("empty separator");
    }

    private static char Fill(Arguments a)
    {
        var fill = a.Text(1, " ");
        return fill.Length == 1 ? fill[0]
            : throw new JinjaException("The fill character must be exactly one character long");
    }

    private static JinjaValue All(Arguments a, Func<char, bool> holds) => Of(S(a).Length > 0 && S(a).All(holds));

    private static string Member(JinjaValue item, int place)
    {
        if (item is UndefinedValue undefined) throw undefined.Error();
        return item.TryGetText(out var text)
            ? text
            : throw new JinjaException($"sequence item {place}: expected str instance, {item.TypeName} found");
    }

    private static JinjaValue Partition(Arguments a, bool last)
    {
        var (text, separator) = (S(a), Separator(a)!);
        var place = last ? text.LastIndexOf(separator, Ordinal) : text.IndexOf(separator, Ordinal);
        string[] parts = place >= 0
            ? [text[..place], separator, text[(place + separator.Length)..]]
            : last ? ["", "", text] : [text, "", ""];
        return JinjaValue.Tuple(parts.Select(Of));
    }

    private static bool Any(Arguments a, Func<string, string, bool> holds)
    {
        var text = Window(a);
        return a[0] is TupleValue parts ? parts.Items.Any(part => holds(text, part.ToText())) : holds(text, a.Text(0));
    }

    /// <summary>The part of the text that <c>start</c> and <c>end</c> leave.</summary>
    private static string Window(Arguments a) =>
        a.IsNone(1) && a.IsNone(2) ? S(a) : Indexing.Slice(JinjaValue.Of(S(a)), a[1], a[2], null)!.ToText();

    private static long Find(Arguments a, bool last)
    {
        var text = Window(a);
        var place = last ? text.LastIndexOf(a.Text(0), Ordinal) : text.IndexOf(a.Text(0), Ordinal);
        if (place < 0) return -1;
        var skipped = a.Integer(1);
        var count = CodePoints.Count(S(a));
        return CodePoints.Count(text[..place]) + Math.Clamp(skipped < 0 ? skipped + count : skipped, 0, count);
    }

    private static JinjaValue Found(long place) =>
        place >= 0 ? JinjaValue.Of(place) : throw new JinjaException("substring not found");
}
