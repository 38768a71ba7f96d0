namespace Brine.Jinja.Values;

/// <summary>Python's <c>==</c>, and the equality of dict keys.</summary>
internal static class Equality
{
    public static readonly IEqualityComparer<JinjaValue> Keys = new KeyComparer();

    public static bool AreEqual(JinjaValue a, JinjaValue b)
    {
        if (a is UndefinedValue { IsLenient: false } left) throw left.Error();
        if (b is UndefinedValue { IsLenient: false } right) throw right.Error();
        if (a is UndefinedValue) return b is UndefinedValue;
        if (a.TryGetText(out var text)) return b.TryGetText(out var other) && text == other;
        if (Numbers.Is(a)) return Numbers.Is(b) && Numbers.AreEqual(a, b);
        if (SetAlgebra.Of(a) is { } set) return SetAlgebra.Of(b) is { } rest && SetAlgebra.AreEqual(set, rest);
        return (a, b) switch
        {
            (BytesValue p, BytesValue q) => p.Content.AsSpan().SequenceEqual(q.Content),
            (ListValue p, ListValue q) => AreEqual(p.Content, q.Content),
            (TupleValue p, TupleValue q) => AreEqual(p.Content, q.Content),
            (DictValue p, DictValue q) => AreEqual(p, q),
            (RangeValue p, RangeValue q) => AreEqual([.. p.Walk()], [.. q.Walk()]),
            _ => ReferenceEquals(a, b),
        };
    }

    /// <summary>Can be a key: nothing in it can change.</summary>
    public static bool IsHashable(JinjaValue key) => key switch
    {
        ListValue or DictValue or SetValue { IsFrozen: false } => false,
        TupleValue tuple => AreHashable(tuple.Content),
        _ => true,
    };

    private static bool AreHashable(JinjaValue[] keys)
    {
        Bounds.Stack();
        return Array.TrueForAll(keys, IsHashable);
    }

    private static bool AreEqual(IReadOnlyList<JinjaValue> a, IReadOnlyList<JinjaValue> b)
    {
        if (a.Count != b.Count) return false;
        Bounds.Stack();
        for (var i = 0; i < a.Count; i++)
            if (!ReferenceEquals(a[i], b[i]) && !AreEqual(a[i], b[i])) return false;
        return true;
    }

    private static bool AreEqual(DictValue a, DictValue b)
    {
        if (a.Count != b.Count) return false;
        Bounds.Stack();
        foreach (var (key, value) in a.Entries)
            if (b.Get(key) is not { } other || !AreEqual(value, other)) return false;
        return true;
    }

    private sealed class KeyComparer : IEqualityComparer<JinjaValue>
    {
        public bool Equals(JinjaValue? a, JinjaValue? b) => ReferenceEquals(a, b) || AreEqual(a!, b!);

        public int GetHashCode(JinjaValue key)
        {
            if (key.TryGetText(out var text)) return string.GetHashCode(text, StringComparison.Ordinal);
            // An integer has the hash of the float that is equal to it.
            if (key.TryGetFloat(out var number)) return number.GetHashCode();
            switch (key)
            {
                case UndefinedValue undefined: throw undefined.Error();
                case TupleValue tuple:
                    Bounds.Stack();
                    var hash = default(HashCode);
                    foreach (var item in tuple.Content) hash.Add(GetHashCode(item));
                    return hash.ToHashCode();
                case BytesValue bytes:
                    var octets = default(HashCode);
                    octets.AddBytes(bytes.Content);
                    return octets.ToHashCode();
                case LargeIntegerValue large: return large.Number.GetHashCode();
                case SetValue { IsFrozen: true } set:
                    Bounds.Stack();
                    // The order of the members must not matter.
                    var sum = 0;
                    foreach (var member in set.Walk()) sum += GetHashCode(member);
                    return sum;
                case ListValue or DictValue or SetValue: throw new JinjaException($"unhashable type: '{key.TypeName}'");
                default: return System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key);
            }
        }
    }
}
