using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Filters;

/// <summary>indent, center, truncate, wordwrap: the shape of a text on the page</summary>
internal static class LayoutFilters
{
    public static void AddTo(BuiltinTable table) => table
        .Add("center", "value width?", a => JinjaValue.Of(TextPadding.Center(a[0]!.ToText(), a.Integer(1, 80), ' ')))
        .Add("indent", "value width? first? blank?", Indent)
        .Add("truncate", "value length? killwords? end? leeway?", Truncate);

    private static JinjaValue Indent(Arguments a)
    {
        if (a[1] is { } given && !given.TryGetText(out _)) Bounds.Text(a.Integer(1));
        var space = a[1] is { } width && width.TryGetText(out var text)
            ? text
            : new string(' ', (int)Math.Max(0, a.Integer(1, 4)));
        var isMarkup = a[0] is TextValue { IsMarkup: true };
        var lines = TextParts.Lines(a.Text(0) + "\n", keepEnds: false);
        Bounds.Text(a.Text(0).Length + ((long)lines.Count * space.Length));
        for (var i = 0; i < lines.Count; i++)
        {
            var isWanted = i == 0 ? a.IsTrue(2) : a.IsTrue(3) || lines[i].Length > 0;
            if (isWanted) lines[i] = space + lines[i];
        }

        return new TextValue(string.Join('\n', lines), isMarkup);
    }

    private static JinjaValue Truncate(Arguments a)
    {
        var text = a.Text(0);
        var (length, end) = (a.Integer(1, 255), a.Text(3, "..."));
        var leeway = a.IsNone(4) ? 5 : a.Integer(4);
        if (length < end.Length) throw new JinjaException($"expected length >= {end.Length}, got {length}");
        if (leeway < 0) throw new JinjaException($"expected leeway >= 0, got {leeway}");
        if (CodePoints.Count(text) <= length + leeway) return a[0]!;
        var kept = string.Concat(CodePoints.Split(text).Take((int)(length - end.Length)));
        if (a.IsTrue(2)) return JinjaValue.Of(kept + end);
        var blank = kept.LastIndexOf(' ');
        return JinjaValue.Of((blank < 0 ? kept : kept[..blank]) + end);
    }
}
