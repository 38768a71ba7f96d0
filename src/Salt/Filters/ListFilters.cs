using Brine.Jinja;
using Brine.Salt.Calls;
using Brine.Salt.Templates;

namespace Brine.Salt.Filters;

/// <summary>Lists as sets, their least and greatest, flatten, and questions about what a value is</summary>
internal static class ListFilters
{
    public static FilterLine[] Table =>
    [
        new("unique", "values", (a, _) => Unique(a.Value("values"))),
        new("min", "obj", (a, _) => Extreme(a, sign: 1)),
        new("max", "obj", (a, _) => Extreme(a, sign: -1)),
        new("avg", "lst", (a, _) => Average(a)),
        new("union", "lst1 lst2", (a, _) => Algebra(a, (x, y) => x.Concat(y),
            (x, y) => Unique(PythonOperations.Apply("+", x, y)))),
        new("intersect", "lst1 lst2", (a, _) => Algebra(a, (x, y) => x.Where(y.Contains), Intersection)),
        new("difference", "lst1 lst2", (a, _) => Algebra(a, (x, y) => x.Where(item => !y.Contains(item)),
            (x, y) => Without(PythonOperations.Walk(x), y))),
        new("symmetric_difference", "lst1 lst2", (a, _) => Algebra(a,
            (x, y) => x.Where(item => !y.Contains(item)).Concat(y.Where(item => !x.Contains(item))),
            (x, y) => Without(PythonOperations.Walk(Unique(PythonOperations.Apply("+", x, y))), Intersection(x, y)))),
        new("flatten", "data levels? preserve_nulls?", (a, _) => JinjaValue.List(Flat(a.Value("data"),
            a.Integer("levels", -1), a.Flag("preserve_nulls"), 0))),
        new("sorted_ignorecase", "to_sort", (a, _) => JinjaValue.List(PythonOperations.Walk(a.Value("to_sort"))
            .Select(item => (Item: item, Key: LowerCase(item))).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Item))),
        new("exactly_n_true", "iterable amount?", (a, _) => ExactlyTrue(a, a.Integer("amount", 1))),
        new("exactly_one_true", "iterable", (a, _) => ExactlyTrue(a, 1)),
        new("is_list", "value", (a, _) => JinjaValue.Of(a.Value("value").Kind == JinjaKind.List)),
        new("is_iter", "thing ignore?", (a, _) => JinjaValue.Of(a.Value("thing").Kind != JinjaKind.Text
            && PythonOperations.CanWalk(a.Value("thing")))),
        new("sequence", "data", (a, _) => a.Value("data").Kind is JinjaKind.List or JinjaKind.Tuple or JinjaKind.Set
            or JinjaKind.Dict ? a.Value("data") : JinjaValue.List([a.Value("data")])),
        new("traverse", "data key default? delimiter?", (a, _) => DataPath.Find(a.Value("data"), a.Value("key"),
            a.OptionalText("delimiter") ?? ":") ?? a["default"] ?? JinjaValue.None),
        new("compare_lists", "old? new?", (a, _) => CompareLists(a)),
    ];

    /// <summary>What can be a key gives a set, as in Salt: a text the set of its letters.</summary>
    private static JinjaValue Unique(JinjaValue values)
    {
        if (PythonOperations.IsHashable(values))
            return JinjaValue.Set(PythonOperations.Walk(values));
        var found = JinjaValue.List([]);
        foreach (var value in PythonOperations.Walk(values))
            if (!PythonOperations.Contains(found, value))
                PythonOperations.Append(found, value);
        return found;
    }

    private static JinjaValue Algebra(Arguments a, Func<HashSet<JinjaValue>, HashSet<JinjaValue>, IEnumerable<JinjaValue>> onSets,
        Func<JinjaValue, JinjaValue, JinjaValue> onLists)
    {
        var (one, two) = (a.Value("lst1"), a.Value("lst2"));
        if (!PythonOperations.IsHashable(one) || !PythonOperations.IsHashable(two))
            return onLists(one, two);
        return JinjaValue.Set(onSets(AsSet(one), AsSet(two)));
    }

    private static HashSet<JinjaValue> AsSet(JinjaValue value) => new(PythonOperations.Walk(value), PythonOperations.Keys);

    private static JinjaValue Intersection(JinjaValue one, JinjaValue two) => Unique(JinjaValue.List(
        PythonOperations.Walk(one).Where(item => PythonOperations.Contains(two, item))));

    private static JinjaValue Without(IEnumerable<JinjaValue> one, JinjaValue two) => Unique(JinjaValue.List(
        one.Where(item => !PythonOperations.Contains(two, item))));

    private static JinjaValue Extreme(Arguments a, int sign)
    {
        JinjaValue? best = null;
        foreach (var item in PythonOperations.Walk(a.Value("obj")))
            if (best is null || PythonOperations.Compare(item, best) * sign < 0)
                best = item;
        return best ?? throw a.Wrong("the list is empty");
    }

    private static JinjaValue Average(Arguments a)
    {
        var list = a.Value("lst");
        if (PythonOperations.IsHashable(list))
            return list.TryGetText(out var text) || list.TryGetFloat(out _)
                ? PythonNumber.Float(list) ?? throw a.Wrong($"'{list.ToText()}' is no number")
                : throw a.Wrong($"an average is taken of a list, not of {PythonOperations.TypeName(list)}");
        var items = PythonOperations.Walk(list).ToList();
        if (items.Count == 0)
            throw a.Wrong("the list is empty");
        var sum = items.Aggregate(JinjaValue.Of(0), (x, y) => PythonOperations.Apply("+", x, y));
        return PythonNumber.Float(PythonOperations.Apply("/", sum, JinjaValue.Of(items.Count)))!;
    }

    private static IEnumerable<JinjaValue> Flat(JinjaValue list, int levels, bool keepsNulls, int depth)
    {
        if (depth > 100)
            throw new JinjaException("flatten: the list is nested too deeply, or holds itself");
        foreach (var item in PythonOperations.Walk(list))
        {
            if (!keepsNulls && (item.Kind == JinjaKind.None || (item.TryGetText(out var word) && word is "None" or "null")))
                continue;
            if (item.Kind == JinjaKind.Text || !PythonOperations.CanWalk(item) || levels == 0)
                yield return item;
            else
                foreach (var inner in Flat(item, levels - 1, keepsNulls, depth + 1))
                    yield return inner;
        }
    }

    private static string LowerCase(JinjaValue value) => value.TryGetText(out var text)
        ? text.ToLowerInvariant()
        : throw new JinjaException("sorted_ignorecase: the list holds something that is no text");

    private static JinjaValue ExactlyTrue(Arguments a, int amount) =>
        JinjaValue.Of(PythonOperations.Walk(a.Value("iterable")).Count(item => item.IsTrue) == Math.Max(amount, 0));

    private static JinjaValue CompareLists(Arguments a)
    {
        var (old, now) = (a["old"] ?? JinjaValue.None, a["new"] ?? JinjaValue.None);
        var entries = new List<(string, JinjaValue)>();
        var added = PythonOperations.Walk(now).Where(item => !PythonOperations.Contains(old, item)).ToList();
        if (added.Count > 0)
            entries.Add(("new", JinjaValue.List(added)));
        var gone = PythonOperations.Walk(old).Where(item => !PythonOperations.Contains(now, item)).ToList();
        if (gone.Count > 0)
            entries.Add(("old", JinjaValue.List(gone)));
        return NodeValue.Dict(entries);
    }
}
