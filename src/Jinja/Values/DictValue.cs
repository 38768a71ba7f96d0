using System.Text;
using Brine.Jinja.Methods;

namespace Brine.Jinja.Values;

/// <summary>
/// A Python dict: keeps insertion order, keys are equal as Python has it (1, 1.0 and True are one key).
/// </summary>
internal sealed class DictValue : JinjaValue
{
    private readonly OrderedDictionary<JinjaValue, JinjaValue> _entries = new(Equality.Keys);

    /// <summary>An <c>OrderedDict</c> of Python: the same to templates, but what writes it down keeps its order.</summary>
    public bool IsOrdered { get; init; }

    public override JinjaKind Kind => JinjaKind.Dict;
    public override bool IsTrue => _entries.Count > 0;
    public override IEnumerable<KeyValuePair<JinjaValue, JinjaValue>> Entries => _entries.ToArray();
    internal override string TypeName => "dict";
    internal override int? Count => _entries.Count;

    public JinjaValue? Get(JinjaValue key) => _entries.GetValueOrDefault(key);

    public void Set(JinjaValue key, JinjaValue value)
    {
        Bounds.Items(_entries.Count);
        _entries[key] = value;
    }

    public bool Remove(JinjaValue key) => _entries.Remove(key);

    public void Clear() => _entries.Clear();

    public DictValue Copy()
    {
        var copy = new DictValue { IsOrdered = IsOrdered };
        foreach (var (key, value) in _entries) copy._entries[key] = value;
        return copy;
    }

    public override string ToRepr() => Repr.Of(this);

    internal override void WriteRepr(StringBuilder text, ReprPath path)
    {
        if (!path.Enter(this))
        {
            text.Append("{...}");
            return;
        }

        text.Append('{');
        var first = true;
        foreach (var (key, value) in _entries)
        {
            if (!first) text.Append(", ");
            first = false;
            key.WriteRepr(text, path);
            text.Append(": ");
            value.WriteRepr(text, path);
            Bounds.Text(text.Length);
        }

        path.Leave();
        text.Append('}');
    }

    internal override IEnumerable<JinjaValue> Walk() => WalkEntries().Select(entry => entry.Key);

    /// <summary>The entries one by one; as in Python, the dict must not grow or shrink meanwhile.</summary>
    public IEnumerable<KeyValuePair<JinjaValue, JinjaValue>> WalkEntries(bool isBackwards = false)
    {
        var count = _entries.Count;
        for (var i = 0; i < count; i++)
        {
            if (_entries.Count != count) throw new JinjaException("dictionary changed size during iteration");
            yield return _entries.GetAt(isBackwards ? count - 1 - i : i);
        }

        if (_entries.Count != count) throw new JinjaException("dictionary changed size during iteration");
    }

    internal override JinjaValue? FindAttribute(string name) => DictMethods.Table.Find(this, name);

    internal override JinjaValue? FindItem(JinjaValue key) =>
        Equality.IsHashable(key) ? Get(key) : null;
}
