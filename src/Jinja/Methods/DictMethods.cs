using Brine.Jinja.Values;

namespace Brine.Jinja.Methods;

internal static class DictMethods
{
    public static readonly MethodTable Table = new MethodTable()
        .Add("get", "/key /default?", a => Of(a).Get(a[0]!) ?? a.Get(1, JinjaValue.None))
        .Add("items", "", a => Items(Of(a)))
        .Add("fromkeys", "/keys /value?", a => FromKeys(a.Walk(0), a.Get(1, JinjaValue.None)))
        .Add("keys", "", a => new ViewValue("dict_keys", Of(a), entry => entry.Key))
        .Add("values", "", a => new ViewValue("dict_values", Of(a), entry => entry.Value))
        .Add("copy", "", a => Of(a).Copy())
        .Add("clear", "", Clear)
        .Add("pop", "/key /default?", Pop)
        .Add("popitem", "", PopItem)
        .Add("setdefault", "/key /default?", SetDefault)
        .Add("update", "/other? **", Update);

    public static ViewValue Items(DictValue dict) =>
        new("dict_items", dict, entry => JinjaValue.Tuple([entry.Key, entry.Value]));

    /// <summary>What <c>dict()</c> and <c>update()</c> take: a dict or pairs.</summary>
    public static void Merge(DictValue target, JinjaValue source)
    {
        if (source is DictValue dict)
        {
            foreach (var (key, value) in dict.Entries) target.Set(key, value);
            return;
        }

        foreach (var pair in Operations.Walk(source))
        {
            var parts = Operations.Walk(pair).ToArray();
            if (parts.Length != 2)
                throw new JinjaException($"a dict is made of pairs, got {parts.Length} items: {pair.ToRepr()}");
            target.Set(parts[0], parts[1]);
        }
    }

    public static DictValue FromKeys(IEnumerable<JinjaValue> keys, JinjaValue value)
    {
        var dict = new DictValue();
        foreach (var key in keys) dict.Set(key, value);
        return dict;
    }

    private static DictValue Of(Arguments a) => (DictValue)a.Self;

    private static JinjaValue Clear(Arguments a)
    {
        Of(a).Clear();
        return JinjaValue.None;
    }

    private static JinjaValue Pop(Arguments a)
    {
        var found = Of(a).Get(a[0]!);
        if (found is not null) Of(a).Remove(a[0]!);
        return found ?? a[1] ?? throw new JinjaException($"no key {a[0]!.ToRepr()} to pop");
    }

    private static JinjaValue PopItem(Arguments a)
    {
        if (Of(a).Count == 0) throw new JinjaException("popitem(): dictionary is empty");
        var (key, value) = Of(a).Entries.Last();
        Of(a).Remove(key);
        return JinjaValue.Tuple([key, value]);
    }

    private static JinjaValue SetDefault(Arguments a)
    {
        if (Of(a).Get(a[0]!) is { } found) return found;
        Of(a).Set(a[0]!, a.Get(1, JinjaValue.None));
        return a.Get(1, JinjaValue.None);
    }

    private static JinjaValue Update(Arguments a)
    {
        if (a[0] is { } other) Merge(Of(a), other);
        foreach (var (name, value) in a.NamedRest) Of(a).Set(JinjaValue.Of(name), value);
        return JinjaValue.None;
    }
}
