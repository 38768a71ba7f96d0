using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Filters;

/// <summary>sort, dictsort, groupby, unique, min, max</summary>
internal static class OrderFilters
{
    private static readonly string[] GroupNames = ["grouper", "list"];

    public static void AddTo(BuiltinTable table) => table
        .Add("sort", "value reverse? case_sensitive? attribute?", Sort)
        .Add("dictsort", "value case_sensitive? by? reverse?", DictSort)
        .Add("groupby", "value attribute default? case_sensitive?", GroupBy)
        .Add("unique", "value case_sensitive? attribute?", a => new GeneratorValue(Unique(a), "do_unique"))
        .Add("min", "value case_sensitive? attribute?", a => Extreme(a, wanted: -1))
        .Add("max", "value case_sensitive? attribute?", a => Extreme(a, wanted: 1));

    private static JinjaValue Sort(Arguments a)
    {
        Func<JinjaValue, JinjaValue> key;
        if (a[3] is { } path && path.TryGetText(out var text) && text.Contains(','))
        {
            var keys = text.Split(',').Select(part => Picking.Key(JinjaValue.Of(part), a.IsTrue(2))).ToArray();
            key = item => JinjaValue.Tuple(keys.Select(one => one(item)));
        }
        else
        {
            key = Picking.Key(a[3], a.IsTrue(2));
        }

        return JinjaValue.List(Ordering.Sort(a.Walk(0), key, a.IsTrue(1)));
    }

    private static JinjaValue DictSort(Arguments a)
    {
        var by = a.AsText(2, "key");
        if (by is not ("key" or "value")) throw new JinjaException("You can only sort by either \"key\" or \"value\"");
        if (a[0] is UndefinedValue undefined) throw undefined.Error();
        if (a[0] is not DictValue dict) throw new JinjaException($"'{a[0]!.TypeName}' object has no items to sort");
        var key = Picking.Key(JinjaValue.Of(by == "key" ? 0 : 1), a.IsTrue(1));
        return JinjaValue.List(Ordering.Sort(DictMethods.Items(dict).Walk(), key, a.IsTrue(3)));
    }

    private static JinjaValue GroupBy(Arguments a)
    {
        var key = Picking.Key(a[1], a.IsTrue(3), a[2]);
        var shown = Picking.Attribute(a[1], a[2]);
        var groups = new List<JinjaValue>();
        JinjaValue? last = null;
        List<JinjaValue> members = [];
        foreach (var item in Ordering.Sort(a.Walk(0), key, reverse: false))
        {
            var current = key(item);
            if (last is null || !Equality.AreEqual(last, current))
            {
                members = [];
                groups.Add(new TupleValue([shown(item), new ListValue(members)]) { Names = GroupNames });
            }

            members.Add(item);
            last = current;
        }

        return JinjaValue.List(groups);
    }

    private static IEnumerable<JinjaValue> Unique(Arguments a)
    {
        var key = Picking.Key(a[2], a.IsTrue(1));
        var seen = new HashSet<JinjaValue>(Equality.Keys);
        foreach (var item in a.Walk(0))
        {
            a.Run.Iterate();
            if (!seen.Add(key(item))) continue;
            Bounds.Items(seen.Count);
            yield return item;
        }
    }

    private static JinjaValue Extreme(Arguments a, int wanted)
    {
        var key = Picking.Key(a[2], a.IsTrue(1));
        JinjaValue? best = null;
        JinjaValue? bestKey = null;
        foreach (var item in a.Walk(0))
        {
            var current = key(item);
            if (bestKey is not null && Math.Sign(Ordering.Compare(current, bestKey)) != wanted) continue;
            (best, bestKey) = (item, current);
        }

        return best ?? new UndefinedValue("No aggregated item, sequence was empty.");
    }
}
