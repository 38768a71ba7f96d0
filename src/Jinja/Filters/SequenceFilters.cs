using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Filters;

/// <summary>first, last, join, reverse, batch, slice</summary>
internal static class SequenceFilters
{
    public static void AddTo(BuiltinTable table) => table
        .Add("first", "value", a => First(a.Walk(0)) ?? new UndefinedValue("No first item, sequence was empty."))
        .Add("last", "value", Last)
        .Add("join", "value d? attribute?", Join)
        .Add("reverse", "value", Reverse)
        .Add("batch", "value linecount fill_with?", a => new GeneratorValue(Batch(a)))
        .Add("slice", "value slices fill_with?", Slice);

    // A generator must give one item only and keep the rest, so no LINQ, which would end it.
    private static JinjaValue? First(IEnumerable<JinjaValue> items)
    {
        foreach (var item in items) return item;
        return null;
    }

    private static JinjaValue Last(Arguments a)
    {
        if (a[0] is GeneratorValue) throw new JinjaException("'generator' object is not reversible");
        return a.Walk(0).LastOrDefault() ?? new UndefinedValue("No last item, sequence was empty.");
    }

    private static JinjaValue Join(Arguments a) => JinjaValue.Of(
        TextParts.Join(a.AsText(1), a.Walk(0).Select(Picking.Attribute(a[2])).Select(item => item.ToText())));

    private static JinjaValue Reverse(Arguments a)
    {
        if (a[0] is TextValue text) return Indexing.Slice(text, null, null, JinjaValue.Of(-1))!; // a text can be sliced
        return new GeneratorValue(a.Walk(0).ToArray().Reverse());
    }

    private static IEnumerable<JinjaValue> Batch(Arguments a)
    {
        var size = a.Integer(1);
        var row = new List<JinjaValue>();
        foreach (var item in a.Walk(0))
        {
            if (row.Count == size)
            {
                yield return JinjaValue.List(row);
                row = [];
            }

            row.Add(item);
        }

        if (row.Count == 0) yield break;
        if (!a.IsNone(2) && row.Count < size)
        {
            Bounds.Items(size);
            row.AddRange(Enumerable.Repeat(a[2]!, (int)size - row.Count));
        }

        yield return JinjaValue.List(row);
    }

    private static JinjaValue Slice(Arguments a)
    {
        var items = a.Walk(0).ToArray();
        var slices = a.Integer(1);
        if (slices == 0) throw new JinjaException("integer division or modulo by zero");
        Bounds.Items(slices);
        var (size, more) = Math.DivRem(items.Length, Math.Max(1, slices));
        var parts = new List<JinjaValue>();
        for (long i = 0, from = 0; i < slices; i++)
        {
            var count = size + (i < more ? 1 : 0);
            var part = items.Skip((int)from).Take((int)count).ToList();
            if (!a.IsNone(2) && i >= more) part.Add(a[2]!);
            parts.Add(JinjaValue.List(part));
            from += count;
        }

        return new GeneratorValue(parts);
    }
}
