using System.Text;
using Brine.Jinja.Methods;

namespace Brine.Jinja.Values;

/// <summary>
/// A Python set, or a <c>frozenset</c>. Walked over in the order of insertion: Python's own order depends on hashes
/// that differ from run to run, so no template can rely on it.
/// </summary>
internal sealed class SetValue(bool isFrozen = false) : JinjaValue
{
    private readonly OrderedDictionary<JinjaValue, bool> _members = new(Equality.Keys);

    public SetValue(IEnumerable<JinjaValue> members, bool isFrozen = false)
        : this(isFrozen)
    {
        foreach (var member in members) Put(member);
    }

    public bool IsFrozen => isFrozen;
    public override JinjaKind Kind => JinjaKind.Set;
    public override bool IsTrue => _members.Count > 0;
    public override IEnumerable<JinjaValue> Items => Walk();
    internal override string TypeName => isFrozen ? "frozenset" : "set";
    internal override int? Count => _members.Count;

    public void Put(JinjaValue member)
    {
        Bounds.Items(_members.Count);
        _members.TryAdd(member, true);
    }

    public bool Has(JinjaValue member) => _members.ContainsKey(AsKey(member));

    public bool Remove(JinjaValue member) => _members.Remove(AsKey(member));

    public void Clear() => _members.Clear();

    public override string ToRepr() => Repr.Of(this);

    internal override void WriteRepr(StringBuilder text, ReprPath path)
    {
        if (_members.Count == 0)
        {
            text.Append(TypeName).Append("()");
            return;
        }

        if (!path.Enter(this))
        {
            text.Append(TypeName).Append("(...)");
            return;
        }

        if (isFrozen) text.Append("frozenset(");
        Repr.Row(text, '{', [.. _members.Keys], '}', path);
        path.Leave();
        if (isFrozen) text.Append(')');
    }

    /// <summary>One of them, which may then be taken out.</summary>
    public JinjaValue Last() => _members.GetAt(_members.Count - 1).Key;

    internal override IEnumerable<JinjaValue> Walk()
    {
        var count = _members.Count;
        for (var i = 0; i < count; i++)
        {
            yield return _members.GetAt(i).Key;
            if (_members.Count != count) throw new JinjaException("Set changed size during iteration");
        }
    }

    internal override JinjaValue? FindAttribute(string name) =>
        SetMethods.Shared.Find(this, name) ?? (isFrozen ? null : SetMethods.Changing.Find(this, name));

    // Python looks for a set within a set as if it were frozen.
    private static JinjaValue AsKey(JinjaValue member) =>
        member is SetValue { IsFrozen: false } set ? new SetValue(set.Walk(), isFrozen: true) : member;
}
