using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Filters;

/// <summary>first, last, random, join, reverse, batch, slice</summary>
internal static class SequenceFilters
{
    public static void AddTo(BuiltinTable table) => table
        .Add("first", "seq", a => First(a.Walk(0)) ?? new UndefinedValue("No first item, sequence was empty."))
        .Add("last", "seq", a =>
            First(Backwards.Walk(a[0]!)) ?? new UndefinedValue("No last item, sequence was empty."))
        .Add("random", "seq", Random)
        .Add("join", "value d? attribute?", Join)
        .Add("reverse", "value", a => a[0] is TextValue text
            ? Indexing.Slice(text, null, null, JinjaValue.Of(-1))!
            : Backwards.Of(a[0]!))
        .Add("batch", "value linecount fill_with?", a => new GeneratorValue(Batch(a), "do_batch"))
        .Add("slice", "value slices fill_with?", a => new GeneratorValue(Slice(a), "sync_do_slice"));

    // A generator must give one item only and keep the rest, so no LINQ, which would end it.
    private static JinjaValue? First(IEnumerable<JinjaValue> items)
    {
        foreach (var item in items) return item;
        return null;
    }

    private static JinjaValue Random(Arguments a)
    {
        var count = Operations.Length(a[0]!);
        if (count == 0) return new UndefinedValue("No random item, sequence was empty.");
        return a[0]!.FindItem(JinjaValue.Of(a.Run.Random(count)))
            ?? throw new JinjaException($"'{a[0]!.TypeName}' object is not subscriptable by numbers");
    }

    private static JinjaValue Join(Arguments a)
    {
        var pick = Picking.Attribute(a[2]);
        var separator = a[1] ?? TextValue.Empty;
        if (!a.Run.IsEscaping)
            return JinjaValue.Of(TextParts.Join(separator.ToText(), a.Walk(0).Select(item => pick(item).ToText())));
        var items = a.Walk(0).Select(pick).ToArray();
        var isMarkup = separator is TextValue { IsMarkup: true };
        if (!isMarkup && !items.Any(item => item is TextValue { IsMarkup: true }))
            return JinjaValue.Of(TextParts.Join(separator.ToText(), items.Select(item => item.ToText())));
        return JinjaValue.Markup(TextParts.Join(Markup.Escape(separator).ToText(),
            items.Select(item => Markup.Escape(item).ToText())));
    }

    private static IEnumerable<JinjaValue> Batch(Arguments a)
    {
        var size = a[1]!;
        var row = new List<JinjaValue>();
        foreach (var item in a.Walk(0))
        {
            a.Run.Iterate();
            if (Equality.AreEqual(JinjaValue.Of(row.Count), size))
            {
                yield return JinjaValue.List(row);
                row = [];
            }

            row.Add(item);
            Bounds.Items(row.Count);
        }

        if (row.Count == 0) yield break;
        if (!a.IsNone(2) && row.Count < a.Integer(1))
        {
            Bounds.Items(a.Integer(1));
            row.AddRange(Enumerable.Repeat(a[2]!, (int)a.Integer(1) - row.Count));
        }

        yield return JinjaValue.List(row);
    }

    private static IEnumerable<JinjaValue> Slice(Arguments a)
    {
        var items = a.Collect(0);
        var slices = a.Integer(1);
        if (slices == 0) throw new JinjaException("integer division or modulo by zero");
        var (size, more) = Math.DivRem(items.Count, Math.Max(1, slices));
        for (long i = 0, from = 0; i < slices; i++)
        {
            a.Run.Iterate();
            var count = size + (i < more ? 1 : 0);
            var part = items.GetRange((int)from, (int)count);
            if (!a.IsNone(2) && i >= more) part.Add(a[2]!);
            yield return JinjaValue.List(part);
            from += count;
        }
    }
}
