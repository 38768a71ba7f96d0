using System.Text;
using Brine.Jinja.Methods;

namespace Brine.Jinja.Values;

internal sealed class ListValue(List<JinjaValue> items) : JinjaValue
{
    public override JinjaKind Kind => JinjaKind.List;
    public override bool IsTrue => items.Count > 0;
    public override IEnumerable<JinjaValue> Items => items.ToArray();
    public List<JinjaValue> Content => items;
    internal override string TypeName => "list";
    internal override int? Count => items.Count;

    public override string ToRepr() => Repr.Of(this);

    internal override void WriteRepr(StringBuilder text, ReprPath path)
    {
        if (!path.Enter(this))
        {
            text.Append("[...]");
            return;
        }

        Repr.Row(text, '[', items, ']', path);
        path.Leave();
    }

    // As in Python, the walk sees what a template appends to the list meanwhile.
    internal override IEnumerable<JinjaValue> Walk()
    {
        for (var i = 0; i < items.Count; i++) yield return items[i];
    }

    public IEnumerable<JinjaValue> WalkBack()
    {
        for (var i = items.Count - 1; i >= 0; i--)
            if (i < items.Count) yield return items[i];
    }

    internal override JinjaValue? FindAttribute(string name) => ListMethods.Table.Find(this, name);

    internal override JinjaValue? FindItem(JinjaValue key) => Indexing.Find(items, key);
}

internal sealed class TupleValue(JinjaValue[] items) : JinjaValue
{
    /// <summary>The fields of a named tuple, by place; null for a plain one.</summary>
    public string[]? Names { get; init; }

    public override JinjaKind Kind => JinjaKind.Tuple;
    public override bool IsTrue => items.Length > 0;
    public override IEnumerable<JinjaValue> Items => items;
    public JinjaValue[] Content => items;
    internal override string TypeName => "tuple";
    internal override int? Count => items.Length;

    public override string ToRepr() => Repr.Of(this);

    internal override void WriteRepr(StringBuilder text, ReprPath path)
    {
        if (!path.Enter(this))
        {
            text.Append("(...)");
            return;
        }

        Repr.Row(text, '(', items, ')', path);
        path.Leave();
        if (items.Length == 1) text.Insert(text.Length - 1, ',');
    }

    internal override IEnumerable<JinjaValue> Walk() => items;

    internal override JinjaValue? FindAttribute(string name)
    {
        var place = Names is null ? -1 : Array.IndexOf(Names, name);
        return place >= 0 ? items[place] : TupleMethods.Table.Find(this, name);
    }

    internal override JinjaValue? FindItem(JinjaValue key) => Indexing.Find(items, key);
}
