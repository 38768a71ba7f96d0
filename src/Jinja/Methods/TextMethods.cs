using Brine.Jinja.Formatting;
using Brine.Jinja.Values;

namespace Brine.Jinja.Methods;

/// <summary>The methods of Python's <c>str</c>.</summary>
internal static class TextMethods
{
    public static readonly MethodTable Table = Make();

    private static MethodTable Make()
    {
        var table = new MethodTable();
        AddCases(table);
        AddShapes(table);
        AddParts(table);
        AddSearches(table);
        AddKinds(table);
        return table;
    }

    private static void AddCases(MethodTable table) => table
        .Add("capitalize", "", a => Of(TextCase.Capitalize(S(a))))
        .Add("casefold", "", a => Of(TextCase.Fold(S(a))))
        .Add("lower", "", a => Of(TextCase.Lower(S(a))))
        .Add("upper", "", a => Of(TextCase.Upper(S(a))))
        .Add("title", "", a => Of(TextCase.Title(S(a))))
        .Add("swapcase", "", a => Of(TextCase.Swap(S(a))))
        .Add("format", "* **", a => Of(BraceFormat.Apply(S(a), a.Rest, BraceFormat.Names(a.NamedRest))))
        .Add("format_map", "/mapping", a => Of(BraceFormat.Apply(S(a), [], BraceFormat.Mapping(a[0]!))))
        .Add("encode", "encoding? errors?", a =>
            new BytesValue(TextEncodings.Encode(S(a), a.Text(0, "utf-8"), a.Text(1, "strict"))))
        .Add("maketrans", "/x /y? /z?", TextTranslation.MakeTable)
        .Add("translate", "/table", a => Of(TextTranslation.Apply(S(a), a[0]!)));

    private static void AddShapes(MethodTable table) => table
        .Add("center", "/width /fill?", a => Of(TextPadding.Center(S(a), a.Integer(0), Fill(a))))
        .Add("ljust", "/width /fill?", a => Of(TextPadding.Right(S(a), a.Integer(0), Fill(a))))
        .Add("rjust", "/width /fill?", a => Of(TextPadding.Left(S(a), a.Integer(0), Fill(a))))
        .Add("zfill", "/width", a => Of(TextPadding.Zeros(S(a), a.Integer(0))))
        .Add("expandtabs", "tabsize?", a => Of(TextPadding.ExpandTabs(S(a), a.Small(0, 8))))
        .Add("strip", "/chars?", a => Of(TextParts.Strip(S(a), Chars(a), true, true)))
        .Add("lstrip", "/chars?", a => Of(TextParts.Strip(S(a), Chars(a), true, false)))
        .Add("rstrip", "/chars?", a => Of(TextParts.Strip(S(a), Chars(a), false, true)))
        .Add("removeprefix", "/prefix", a => Of(S(a).StartsWith(a.Text(0), Ordinal) ? S(a)[a.Text(0).Length..] : S(a)))
        .Add("removesuffix", "/suffix", a => Of(S(a).EndsWith(a.Text(0), Ordinal) ? S(a)[..^a.Text(0).Length] : S(a)));

    private static void AddParts(MethodTable table) => table
        .Add("split", "sep? maxsplit?", a => Texts(TextParts.Split(S(a), Separator(a), a.Small(1, -1))))
        .Add("rsplit", "sep? maxsplit?", a => Texts(TextParts.SplitRight(S(a), Separator(a), a.Small(1, -1))))
        .Add("splitlines", "keepends?", a => Texts(TextParts.Lines(S(a), a.IsTrue(0))))
        .Add("partition", "/sep", a => Partition(a, last: false))
        .Add("rpartition", "/sep", a => Partition(a, last: true))
        .Add("join", "/items", a => Of(TextParts.Join(S(a), a.Walk(0).Select(Member))))
        .Add("replace", "/old /new /count?", a => Of(TextParts.Replace(S(a), a.Text(0), a.Text(1), a.Small(2, -1))));

    private static void AddSearches(MethodTable table) => table
        .Add("startswith", "/prefix /start? /end?", a => Of(Any(a, (text, part) => text.StartsWith(part, Ordinal))))
        .Add("endswith", "/suffix /start? /end?", a => Of(Any(a, (text, part) => text.EndsWith(part, Ordinal))))
        .Add("count", "/sub /start? /end?", a => JinjaValue.Of(IsBeyond(a) ? 0 : TextParts.Count(Window(a), a.Text(0))))
        .Add("find", "/sub /start? /end?", a => JinjaValue.Of(Find(a, last: false)))
        .Add("rfind", "/sub /start? /end?", a => JinjaValue.Of(Find(a, last: true)))
        .Add("index", "/sub /start? /end?", a => Found(Find(a, last: false)))
        .Add("rindex", "/sub /start? /end?", a => Found(Find(a, last: true)));

    private static void AddKinds(MethodTable table) => table
        .Add("isalnum", "", a => All(a, CharacterKinds.IsLetterOrNumber))
        .Add("isalpha", "", a => All(a, CharacterKinds.IsLetter))
        .Add("isascii", "", a => Of(System.Text.Ascii.IsValid(S(a))))
        .Add("isdigit", "", a => All(a, CharacterKinds.IsDigit))
        .Add("isdecimal", "", a => All(a, CharacterKinds.IsDecimal))
        .Add("isnumeric", "", a => All(a, CharacterKinds.IsNumeric))
        .Add("isspace", "", a => All(a, CharacterKinds.IsSpace))
        .Add("isprintable", "", a => Of(S(a).Length == 0 || CodePoints.Split(S(a)).All(CharacterKinds.IsPrintable)))
        .Add("isidentifier", "", a => Of(CharacterKinds.IsIdentifier(S(a))))
        .Add("islower", "", a => Of(TextCase.IsLower(S(a))))
        .Add("isupper", "", a => Of(TextCase.IsUpper(S(a))))
        .Add("istitle", "", a => Of(TextCase.IsTitle(S(a))));

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

    private static string Fill(Arguments a)
    {
        var fill = a.Text(1, " ");
        return CodePoints.Count(fill) == 1 ? fill
            : throw new JinjaException("The fill character must be exactly one character long");
    }

    private static JinjaValue All(Arguments a, Func<string, bool> holds) =>
        Of(S(a).Length > 0 && CodePoints.Split(S(a)).All(holds));

    private static string Member(JinjaValue item, int place)
    {
        if (item is UndefinedValue undefined) throw undefined.Error();
        return item.TryGetText(out var text)
            ? text
            : throw new JinjaException($"sequence item {place}: expected str instance, {item.TypeName} found");
    }

    private static JinjaValue Partition(Arguments a, bool last)
    {
        if (a.Text(0).Length == 0) throw new JinjaException("empty separator");
        var (text, separator) = (S(a), a.Text(0));
        var place = last ? text.LastIndexOf(separator, Ordinal) : text.IndexOf(separator, Ordinal);
        string[] parts = place >= 0
            ? [text[..place], separator, text[(place + separator.Length)..]]
            : last ? ["", "", text] : [text, "", ""];
        return JinjaValue.Tuple(parts.Select(Of));
    }

    private static bool Any(Arguments a, Func<string, string, bool> holds)
    {
        var isBeyond = IsBeyond(a);
        var text = Window(a);
        if (a[0] is not TupleValue parts)
        {
            var part = a.Text(0);
            return !isBeyond && holds(text, part);
        }

        foreach (var item in parts.Content)
        {
            if (!item.TryGetText(out var part))
                throw new JinjaException($"a tuple of str is wanted, not of {item.TypeName}");
            if (!isBeyond && holds(text, part)) return true;
        }

        return false;
    }

    /// <summary>The part of the text that <c>start</c> and <c>end</c> leave.</summary>
    private static string Window(Arguments a) =>
        a.IsNone(1) && a.IsNone(2) ? S(a) : Indexing.Slice(JinjaValue.Of(S(a)), a[1], a[2], null)!.ToText();

    // Behind the end there is not even the empty text.
    private static bool IsBeyond(Arguments a) =>
        !a.IsNone(1) && (a.Integer(1) > CodePoints.Count(S(a)) || (!a.IsNone(2) && IsTurned(a)));

    private static bool IsTurned(Arguments a)
    {
        var count = CodePoints.Count(S(a));
        long Place(long at) => Math.Clamp(at < 0 ? at + count : at, 0, count);
        return Place(a.Integer(1)) > Place(a.Integer(2));
    }

    private static long Find(Arguments a, bool last)
    {
        var text = Window(a);
        var part = a.Text(0);
        if (IsBeyond(a)) return -1;
        var place = last ? text.LastIndexOf(part, Ordinal) : text.IndexOf(part, Ordinal);
        if (place < 0) return -1;
        var skipped = a.IsNone(1) ? 0 : a.Integer(1);
        var count = CodePoints.Count(S(a));
        return CodePoints.Count(text[..place]) + Math.Clamp(skipped < 0 ? skipped + count : skipped, 0, count);
    }

    private static JinjaValue Found(long place) =>
        place >= 0 ? JinjaValue.Of(place) : throw new JinjaException("substring not found");
}
