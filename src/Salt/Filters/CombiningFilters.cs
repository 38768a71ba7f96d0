using Brine.Jinja;
using Brine.Salt.Calls;

namespace Brine.Salt.Filters;

/// <summary>Python's itertools: combinations, permutations, product, zip</summary>
internal static class CombiningFilters
{
    public static FilterLine[] Table =>
    [
        new("combinations", "iterable r", (a, _) => Chosen(a, repeats: false, ordered: false)),
        new("combinations_with_replacement", "iterable r", (a, _) => Chosen(a, repeats: true, ordered: false)),
        new("permutations", "iterable r?", (a, _) => Chosen(a, repeats: false, ordered: true)),
        new("product", "* repeat?", (a, _) => Product(a)),
        new("compress", "data selectors", (a, _) => Walk(PythonOperations.Walk(a.Value("data"))
            .Zip(PythonOperations.Walk(a.Value("selectors")))
            .Where(pair => pair.Second.IsTrue).Select(pair => pair.First))),
        new("zip", "* strict?", (a, _) => Zip(a)),
        new("zip_longest", "* fillvalue?", (a, _) => ZipLongest(a)),
    ];

    /// <summary>Something to be walked over: what Python gives is an iterator, of no length and no index.</summary>
    private static JinjaValue Walk(IEnumerable<JinjaValue> items) => PythonOperations.Iterator(items);

    private static JinjaValue Chosen(Arguments a, bool repeats, bool ordered)
    {
        var pool = PythonOperations.Walk(a.Value("iterable")).ToList();
        var size = a.Integer("r", pool.Count);
        if (size < 0)
            throw a.Wrong("'r' must be non-negative");
        return Walk(Choices(pool, size, [], repeats, ordered).Select(places =>
            JinjaValue.Tuple(places.Select(place => pool[place]))));
    }

    private static IEnumerable<List<int>> Choices(
        List<JinjaValue> pool, int size, List<int> chosen, bool repeats, bool ordered)
    {
        if (chosen.Count == size)
        {
            yield return [.. chosen];
            yield break;
        }
        var first = ordered || chosen.Count == 0 ? 0 : repeats ? chosen[^1] : chosen[^1] + 1;
        for (var i = first; i < pool.Count; i++)
        {
            if (ordered && chosen.Contains(i))
                continue;
            chosen.Add(i);
            foreach (var choice in Choices(pool, size, chosen, repeats, ordered))
                yield return choice;
            chosen.RemoveAt(chosen.Count - 1);
        }
    }

    private static JinjaValue Product(Arguments a)
    {
        var pools = a.Rest.Select(pool => PythonOperations.Walk(pool).ToList()).ToList();
        var all = Enumerable.Repeat(pools, Math.Max(a.Integer("repeat", 1), 0)).SelectMany(p => p).ToList();
        IEnumerable<IEnumerable<JinjaValue>> rows = [[]];
        foreach (var pool in all)
            rows = rows.SelectMany(row => pool.Select(item => row.Append(item)));
        return Walk(rows.Select(JinjaValue.Tuple));
    }

    private static JinjaValue Zip(Arguments a)
    {
        var lists = a.Rest.Select(list => PythonOperations.Walk(list).ToList()).ToList();
        var (least, most) = (lists.Min(list => list.Count), lists.Max(list => list.Count));
        if (a.Flag("strict") && least != most)
            throw a.Wrong("the lists are not equally long");
        return Walk(Enumerable.Range(0, least).Select(i => JinjaValue.Tuple(lists.Select(list => list[i]))));
    }

    private static JinjaValue ZipLongest(Arguments a)
    {
        var lists = a.Rest.Select(list => PythonOperations.Walk(list).ToList()).ToList();
        var filler = a["fillvalue"] ?? JinjaValue.None;
        return Walk(Enumerable.Range(0, lists.Max(list => list.Count)).Select(i =>
            JinjaValue.Tuple(lists.Select(list => i < list.Count ? list[i] : filler))));
    }
}
