namespace Brine.Jinja.Values;

/// <summary>What sets and dict views have in common: difference, subset and the orders made of it.</summary>
internal static class SetAlgebra
{
    /// <summary>A set as it is, a view of a dict as a set; null for everything else.</summary>
    public static SetValue? Of(JinjaValue value) => value switch
    {
        SetValue set => set,
        ViewValue { IsSetLike: true } view => new SetValue(view.Walk()),
        _ => null,
    };

    public static SetValue Union(SetValue a, IEnumerable<JinjaValue> b)
    {
        var result = new SetValue(a.Walk(), a.IsFrozen);
        foreach (var member in b) result.Put(member);
        return result;
    }

    public static SetValue Intersection(SetValue a, SetValue b)
    {
        var result = new SetValue(a.IsFrozen);
        foreach (var member in a.Walk())
            if (b.Has(member)) result.Put(member);
        return result;
    }

    public static SetValue Difference(SetValue a, SetValue b)
    {
        var result = new SetValue(a.IsFrozen);
        foreach (var member in a.Walk())
            if (!b.Has(member)) result.Put(member);
        return result;
    }

    public static SetValue Symmetric(SetValue a, SetValue b) => Union(Difference(a, b), Difference(b, a).Walk());

    public static bool IsWithin(SetValue a, SetValue b)
    {
        if (a.Count > b.Count) return false;
        foreach (var member in a.Walk())
            if (!b.Has(member)) return false;
        return true;
    }

    public static bool AreEqual(SetValue a, SetValue b) => a.Count == b.Count && IsWithin(a, b);

    /// <summary>The order of inclusion; it is partial, so that neither of two sets may be the smaller one.</summary>
    public static bool Holds(string sign, SetValue a, SetValue b) => sign switch
    {
        "<" => a.Count < b.Count && IsWithin(a, b),
        "<=" => IsWithin(a, b),
        ">" => b.Count < a.Count && IsWithin(b, a),
        _ => IsWithin(b, a),
    };
}
