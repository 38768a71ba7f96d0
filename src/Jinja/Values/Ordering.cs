namespace Brine.Jinja.Values;

/// <summary>Python's <c>&lt;</c> and friends: numbers, texts, lists and tuples; anything else is an error.</summary>
internal static class Ordering
{
    public static int Compare(JinjaValue a, JinjaValue b, string sign = "<")
    {
        if (a is UndefinedValue left) throw left.Error();
        if (b is UndefinedValue right) throw right.Error();
        if (a.TryGetText(out var text) && b.TryGetText(out var other)) return CompareText(text, other);
        if (Numbers.Are(a, b)) return Numbers.Compare(a, b) ?? 0;
        return (a, b) switch
        {
            (BytesValue p, BytesValue q) => p.Content.AsSpan().SequenceCompareTo(q.Content),
            (ListValue p, ListValue q) => Compare(p.Content, q.Content, sign),
            (TupleValue p, TupleValue q) => Compare(p.Content, q.Content, sign),
            _ => throw new JinjaException(
                $"'{sign}' not supported between instances of '{a.TypeName}' and '{b.TypeName}'"),
        };
    }

    public static bool Holds(string sign, JinjaValue a, JinjaValue b)
    {
        // Every ordering with "not a number" is false, which a three-way comparison cannot say.
        if (Numbers.Are(a, b) && Numbers.Compare(a, b) is null) return false;
        if (SetAlgebra.Of(a) is { } set && SetAlgebra.Of(b) is { } other) return SetAlgebra.Holds(sign, set, other);
        var order = Compare(a, b, sign);
        return sign switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    /// <summary>A stable sort, reversed as Python does it: equal items keep their order.</summary>
    public static List<JinjaValue> Sort(IEnumerable<JinjaValue> items, Func<JinjaValue, JinjaValue> key, bool reverse)
    {
        var order = Comparer<JinjaValue>.Create((a, b) => Compare(a, b));
        try
        {
            return reverse ? [.. items.OrderByDescending(key, order)] : [.. items.OrderBy(key, order)];
        }
        catch (InvalidOperationException e) when (e.InnerException is JinjaException cause)
        {
            throw new JinjaException(cause.Template, cause.Line, cause.Detail);
        }
    }

    private static int Compare(IReadOnlyList<JinjaValue> a, IReadOnlyList<JinjaValue> b, string sign)
    {
        Bounds.Stack();
        for (var i = 0; i < Math.Min(a.Count, b.Count); i++)
            if (!Equality.AreEqual(a[i], b[i])) return Compare(a[i], b[i], sign);
        return a.Count.CompareTo(b.Count);
    }

    // By code point: ordinal comparison of UTF-16 puts U+E000..U+FFFF behind the surrogates.
    private static int CompareText(string a, string b)
    {
        if (CodePoints.ArePlain(a) && CodePoints.ArePlain(b)) return string.CompareOrdinal(a, b);
        return a.EnumerateRunes()
            .Select(r => r.Value).Zip(b.EnumerateRunes().Select(r => r.Value), (x, y) => x.CompareTo(y))
            .FirstOrDefault(order => order != 0, CodePoints.Count(a).CompareTo(CodePoints.Count(b)));
    }
}
