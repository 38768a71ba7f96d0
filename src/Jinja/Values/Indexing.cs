using System.Text;

namespace Brine.Jinja.Values;

/// <summary>Subscripts and slices of Python sequences.</summary>
internal static class Indexing
{
    public static JinjaValue? Find(IReadOnlyList<JinjaValue> items, JinjaValue key)
    {
        if (!key.TryGetInteger(out var index)) return null;
        if (index < 0) index += items.Count;
        return index < 0 || index >= items.Count ? null : items[(int)index];
    }

    /// <summary>Null bounds are open. Null result: the value cannot be sliced.</summary>
    public static JinjaValue? Slice(JinjaValue value, JinjaValue? from, JinjaValue? to, JinjaValue? step)
    {
        if (value is not (TextValue or ListValue or TupleValue or RangeValue or BytesValue)) return null;
        if (!IsBound(from) || !IsBound(to) || !IsBound(step)) return null;
        var stride = Bound(step) ?? 1;
        if (stride == 0) throw new JinjaException("slice step cannot be zero");
        var count = value.Count!.Value;
        var (first, last) = stride > 0
            ? (Clamp(Bound(from) ?? 0, count, 0, count), Clamp(Bound(to) ?? count, count, 0, count))
            : (Clamp(Bound(from) ?? count - 1, count, -1, count - 1), to is null or NoneValue ? -1
                : Clamp(Bound(to)!.Value, count, -1, count - 1));
        if (value is RangeValue range) return range.Slice(first, last, stride);
        var places = Places(first, last, stride);
        if (value is TextValue text) return new TextValue(Pick(text.ToText(), first, last, stride, places),
            text.IsMarkup);
        if (value is BytesValue bytes) return new BytesValue([.. places.Select(place => bytes.Content[place])]);
        var items = value.Walk()!.ToArray();
        var picked = places.Select(place => items[place]);
        return value is TupleValue ? JinjaValue.Tuple(picked) : JinjaValue.List(picked);
    }

    private static string Pick(string text, long first, long last, long stride, IEnumerable<int> places)
    {
        var isPlain = CodePoints.ArePlain(text);
        if (isPlain && stride == 1) return first >= last ? "" : text[(int)first..(int)last];
        var result = new StringBuilder();
        if (isPlain)
        {
            foreach (var place in places) result.Append(text[place]);
            return result.ToString();
        }

        var points = CodePoints.Split(text).ToArray();
        foreach (var place in places) result.Append(points[place]);
        return result.ToString();
    }

    private static IEnumerable<int> Places(long first, long last, long stride)
    {
        for (var i = first; stride > 0 ? i < last : i > last; i += stride)
        {
            yield return (int)i;
            if (Math.Abs(stride) > int.MaxValue) yield break;
        }
    }

    private static long? Bound(JinjaValue? value)
    {
        if (value is null or NoneValue) return null;
        if (value is UndefinedValue undefined) throw undefined.Error();
        if (value is LargeIntegerValue large) return large.Number.Sign < 0 ? -int.MaxValue : int.MaxValue;
        return value.TryGetInteger(out var number)
            ? Math.Clamp(number, -int.MaxValue, int.MaxValue)
            : throw new JinjaException("slice indices must be integers or None");
    }

    private static bool IsBound(JinjaValue? value) =>
        value is null or NoneValue or UndefinedValue || Integers.Is(value);

    private static long Clamp(long place, int count, long low, long high) =>
        Math.Clamp(place < 0 ? place + count : place, low, high);
}
