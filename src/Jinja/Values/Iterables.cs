using System.Globalization;

namespace Brine.Jinja.Values;

/// <summary>A Python generator: can be walked over once, has no length. Filters such as <c>map</c> give one.</summary>
internal sealed class GeneratorValue(IEnumerable<JinjaValue> source) : JinjaValue
{
    private IEnumerable<JinjaValue>? _source = source;
    private IEnumerator<JinjaValue>? _walk;

    public override JinjaKind Kind => JinjaKind.Iterable;
    public override IEnumerable<JinjaValue> Items => Walk();
    internal override string TypeName => "generator";

    public override string ToRepr() => "<generator object>";

    internal override IEnumerable<JinjaValue> Walk()
    {
        _walk ??= (_source ?? []).GetEnumerator();
        _source = null;
        while (_walk.MoveNext()) yield return _walk.Current;
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

    public override bool IsTrue => dict.IsTrue;
    public override IEnumerable<JinjaValue> Items => Walk();
    internal override string TypeName => type;
    internal override int? Count => dict.Count;

    public override string ToRepr() => $"{type}({Repr.Of(List(Walk()))})";

    internal override IEnumerable<JinjaValue> Walk() => dict.Entries.Select(pick);

    internal override JinjaValue? FindAttribute(string name) =>
        IsSetLike ? Methods.SetMethods.View.Find(this, name) : null;
}

internal sealed class RangeValue(long start, long stop, long step, int count) : JinjaValue
{
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

    internal override JinjaValue? FindItem(JinjaValue key)
    {
        if (!key.TryGetInteger(out var index)) return null;
        if (index < 0) index += count;
        return index < 0 || index >= count ? null : Of(start + (index * step));
    }
}
