namespace Brine.Planner.Retention;

/// <summary>
/// Orders by instant, then by series and name: total, whatever the order before. Instants are sorted as numbers, which
/// is several times faster than comparing records; only ties look at the names.
/// </summary>
internal static class ByTime
{
    private static readonly Comparer<RetentionItem> Names = Comparer<RetentionItem>.Create(CompareNames);

    public static void Sort(RetentionItem[] items, bool newestFirst)
    {
        var keys = new long[items.Length];
        for (var i = 0; i < items.Length; i++)
            keys[i] = newestFirst ? -items[i].CreatedAt.UtcTicks : items[i].CreatedAt.UtcTicks;
        Array.Sort(keys, items);
        for (var start = 0; start < items.Length;)
        {
            var end = start + 1;
            while (end < items.Length && keys[end] == keys[start])
                end++;
            if (end - start > 1)
                Array.Sort(items, start, end - start, Names);
            start = end;
        }
    }

    /// <summary>The last comparisons only order what no server has: the same snapshot twice.</summary>
    private static int CompareNames(RetentionItem left, RetentionItem right)
    {
        var order = string.CompareOrdinal(left.Series, right.Series);
        if (order == 0)
            order = string.CompareOrdinal(left.Name, right.Name);
        if (order == 0)
            order = Nullable.Compare(left.ExpiresAt, right.ExpiresAt);
        if (order == 0)
            order = string.CompareOrdinal(left.Protection, right.Protection);
        if (order == 0)
            order = Nullable.Compare(left.ProtectedUntil, right.ProtectedUntil);
        return order != 0 ? order : string.CompareOrdinal(left.Group, right.Group);
    }
}
