using Brine.Jinja.Values;

namespace Brine.Jinja.Methods;

internal static class ListMethods
{
    public static readonly MethodTable Table = new MethodTable()
        .Add("append", "/item", a => Add(a, [a[0]!]))
        .Add("extend", "/items", a => Add(a, [.. a.Walk(0)]))
        .Add("insert", "/index /item", Insert)
        .Add("pop", "/index?", Pop)
        .Add("remove", "/item", Remove)
        .Add("clear", "", a => Done(() => Of(a).Clear()))
        .Add("reverse", "", a => Done(() => Of(a).Reverse()))
        .Add("sort", "key? reverse?", Sort)
        .Add("copy", "", a => JinjaValue.List(Of(a)))
        .Add("count", "/item", a => JinjaValue.Of(Of(a).Count(item => Equality.AreEqual(item, a[0]!))))
        .Add("index", "/item /start? /end?", a => Index(Of(a), a));

    public static JinjaValue Index(IReadOnlyList<JinjaValue> items, Arguments a)
    {
        var from = Place(a.Integer(1), items.Count);
        var to = Place(a.Integer(2, items.Count), items.Count);
        for (var i = from; i < to; i++)
            if (Equality.AreEqual(items[i], a[0]!)) return JinjaValue.Of(i);
        throw new JinjaException($"{a[0]!.ToRepr()} is not in {a.Self.TypeName}");
    }

    private static List<JinjaValue> Of(Arguments a) => ((ListValue)a.Self).Content;

    private static JinjaValue Done(Action change)
    {
        change();
        return JinjaValue.None;
    }

    private static JinjaValue Add(Arguments a, List<JinjaValue> items)
    {
        Bounds.Items((long)Of(a).Count + items.Count);
        Of(a).AddRange(items);
        return JinjaValue.None;
    }

    private static JinjaValue Insert(Arguments a)
    {
        Bounds.Items(Of(a).Count + 1);
        Of(a).Insert(Place(a.Integer(0), Of(a).Count), a[1]!);
        return JinjaValue.None;
    }

    private static JinjaValue Pop(Arguments a)
    {
        var items = Of(a);
        if (items.Count == 0) throw new JinjaException("pop from empty list");
        var place = a.Integer(0, -1);
        if (place < 0) place += items.Count;
        if (place < 0 || place >= items.Count) throw new JinjaException("pop index out of range");
        var item = items[(int)place];
        items.RemoveAt((int)place);
        return item;
    }

    private static JinjaValue Remove(Arguments a)
    {
        var place = Of(a).FindIndex(item => Equality.AreEqual(item, a[0]!));
        if (place < 0) throw new JinjaException("list.remove(x): x not in list");
        Of(a).RemoveAt(place);
        return JinjaValue.None;
    }

    private static JinjaValue Sort(Arguments a)
    {
        Func<JinjaValue, JinjaValue> key = a.IsNone(0) ? item => item : item =>
            a[0]!.Invoke(new JinjaCall([item], null, a.Run));
        var sorted = Ordering.Sort([.. Of(a)], key, a.IsTrue(1));
        Of(a).Clear();
        Of(a).AddRange(sorted);
        return JinjaValue.None;
    }

    private static int Place(long index, int count) => (int)Math.Clamp(index < 0 ? index + count : index, 0, count);
}

internal static class TupleMethods
{
    public static readonly MethodTable Table = new MethodTable()
        .Add("count", "/item", a => JinjaValue.Of(a.Self.Items.Count(item => Equality.AreEqual(item, a[0]!))))
        .Add("index", "/item /start? /end?", a => ListMethods.Index([.. a.Self.Items], a));
}
