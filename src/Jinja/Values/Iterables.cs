using System.Globalization;

namespace Brine.Jinja.Values;

/// <summary>
/// A Python generator or iterator: can be walked over once, has no length. Filters such as <c>map</c> give one.
/// </summary>
/// <param name="type">Python's name of the type.</param>
/// <param name="name">The function whose generator it is; null for an iterator.</param>
internal sealed class GeneratorValue(IEnumerable<JinjaValue> source, string? name, string type = "generator")
    : JinjaValue
{
    private IEnumerable<JinjaValue>? _source = source;
    private IEnumerator<JinjaValue>? _walk;
    private bool _isRunning;

    public override JinjaKind Kind => JinjaKind.Iterable;
    public override IEnumerable<JinjaValue> Items => Walk();
    internal override string TypeName => type;

    public override string ToRepr() =>
        $"<{type} object {(name is null ? "" : name + " ")}at {ObjectAddress.Text}>";

    internal override IEnumerable<JinjaValue> Walk()
    {
        if (_isRunning) throw new JinjaException("generator already executing");
        _walk ??= (_source ?? []).GetEnumerator();
        _source = null;
        while (Next()) yield return _walk.Current;
    }

    private bool Next()
    {
        if (_isRunning) throw new JinjaException($"{type} already executing");
        // One generator may walk over another, and that over the next.
        Bounds.Stack();
        _isRunning = true;
        try
        {
            return _walk!.MoveNext();
        }
        finally
        {
            _isRunning = false;
        }
    }
}

/// <summary>
/// What <c>d.items()</c>, <c>d.keys()</c> and <c>d.values()</c> give: always what the dict holds now.
/// </summary>
internal sealed class ViewValue(
    string type, DictValue dict, Func<KeyValuePair<JinjaValue, JinjaValue>, JinjaValue> pick)
    : JinjaValue
{
    public override JinjaKind Kind => JinjaKind.Iterable;
    /// <summary>Keys and items are like sets; values may be there twice.</summary>
    public bool IsSetLike => type != "dict_values";

    /// <summary>Python's name of the iterator that <c>reversed()</c> gives.</summary>
    public string ReverseName => type switch
    {
        "dict_items" => "dict_reverseitemiterator",
        "dict_keys" => "dict_reversekeyiterator",
        _ => "dict_reversevalueiterator",
    };

    public override bool IsTrue => dict.IsTrue;
    public override IEnumerable<JinjaValue> Items => Walk();
    internal override string TypeName => type;
    internal override int? Count => dict.Count;

    public override string ToRepr() => $"{type}({Repr.Of(List(Walk()))})";

    internal override IEnumerable<JinjaValue> Walk() => dict.WalkEntries().Select(pick);

    internal override JinjaValue? FindAttribute(string name) =>
        IsSetLike ? Methods.SetMethods.View.Find(this, name) : null;

    /// <summary>Backwards, for the <c>reverse</c> and <c>last</c> filters.</summary>
    public IEnumerable<JinjaValue> WalkBack() => dict.WalkEntries(isBackwards: true).Select(pick);
}

internal sealed class RangeValue(long start, long stop, long step, int count) : JinjaValue
{
    public RangeValue Reversed() => new(start + ((count - 1) * step), start - step, -step, count);

    public RangeValue Slice(long first, long last, long stride)
    {
        var picked = stride > 0 ? (last - first + stride - 1) / stride : (first - last - stride - 1) / -stride;
        return new RangeValue(start + (first * step), start + (last * step), step * stride,
            (int)Math.Max(0, picked));
    }

    public override JinjaKind Kind => JinjaKind.Iterable;
    public override bool IsTrue => count > 0;
    public override IEnumerable<JinjaValue> Items => Walk();
    internal override string TypeName => "range";
    internal override int? Count => count;

    public override string ToRepr() => step == 1
        ? string.Create(CultureInfo.InvariantCulture, $"range({start}, {stop})")
        : string.Create(CultureInfo.InvariantCulture, $"range({start}, {stop}, {step})");

    internal override IEnumerable<JinjaValue> Walk()
    {
        for (var i = 0; i < count; i++) yield return Of(start + (i * step));
    }

    internal override JinjaValue? FindAttribute(string name) => name switch
    {
        "start" => Of(start),
        "stop" => Of(stop),
        "step" => Of(step),
        _ => Methods.TupleMethods.Table.Find(this, name),
    };

    internal override JinjaValue? FindItem(JinjaValue key)
    {
        if (!key.TryGetInteger(out var index)) return null;
        if (index < 0) index += count;
        return index < 0 || index >= count ? null : Of(start + (index * step));
    }
}
