using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Filters;

/// <summary>indent, center, truncate, wordwrap: the shape of a text on the page</summary>
internal static class LayoutFilters
{
    public static void AddTo(BuiltinTable table) => table
        .Add("center", "value width?", Center)
        .Add("indent", "s width? first? blank?", Indent)
        .Add("truncate", "s length? killwords? end? leeway?", Truncate)
        .Add("wordwrap", "s width? break_long_words? wrapstring? break_on_hyphens?", WordWrap);

    private static TextValue Center(Arguments a)
    {
        var text = TextFilters.Soft(a);
        return text.With(TextPadding.Center(text.Content, a.Integer(1, 80)));
    }

    private static TextValue Indent(Arguments a)
    {
        var text = TextFilters.Soft(a);
        if (a[1] is { } given && !given.TryGetText(out _)) Bounds.Text(a.Integer(1));
        var space = a[1] is { } width && width.TryGetText(out var blanks)
            ? blanks
            : new string(' ', (int)Math.Max(0, a.Integer(1, 4)));
        var lines = TextParts.Lines(a.Text(0) + "\n", keepEnds: false);
        Bounds.Text(a.Text(0).Length + ((long)lines.Count * space.Length));
        for (var i = 0; i < lines.Count; i++)
        {
            var isWanted = i == 0 ? a.IsTrue(2) : a.IsTrue(3) || lines[i].Length > 0;
            if (isWanted) lines[i] = space + lines[i];
        }

        return text.With(string.Join('\n', lines));
    }

    private static JinjaValue Truncate(Arguments a)
    {
        var length = a.Integer(1, 255);
        var end = a[3] ?? JinjaValue.Of("...");
        var leeway = a.IsNone(4) ? 5 : a.Integer(4);
        if (length < Operations.Length(end))
            throw new JinjaException($"expected length >= {Operations.Length(end)}, got {length}");
        if (leeway < 0) throw new JinjaException($"expected leeway >= 0, got {leeway}");
        // Whatever has a length may be short enough; only a text can be cut.
        if (Operations.Length(a[0]!) <= length + leeway) return a[0]!;
        a.Text(0);
        var text = TextFilters.Soft(a);
        var kept = CodePoints.First(text.Content, length - Operations.Length(end));
        var blank = a.IsTrue(2) ? -1 : kept.LastIndexOf(' ');
        return Arithmetic.Apply("+", text.With(blank < 0 ? kept : kept[..blank]), end);
    }

    private static JinjaValue WordWrap(Arguments a)
    {
        var width = a.Integer(1, 79);
        var breaksLong = a[2] is null || a.IsTrue(2);
        var breaksHyphens = a[4] is null || a.IsTrue(4);
        var newline = a.IsNone(3) ? JinjaValue.Of("\n") : a[3]!;
        var lines = new List<string>();
        foreach (var line in TextParts.Lines(a.Text(0), keepEnds: false))
        {
            // An empty line is no line to wrap, and stays one.
            var wrapped = WordWrapping.Wrap(line, width, breaksLong, breaksHyphens);
            if (wrapped.Count == 0) lines.Add("");
            lines.AddRange(wrapped);
            Bounds.Items(lines.Count);
        }

        if (newline is not TextValue separator) throw new JinjaException("wordwrap() wants a str as wrapstring");
        return separator.With(separator.IsMarkup
            ? TextParts.Join(separator.Content, lines.Select(line => Markup.Force(line).Content))
            : TextParts.Join(separator.Content, lines));
    }
}
