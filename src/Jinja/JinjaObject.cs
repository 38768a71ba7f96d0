namespace Brine.Jinja;

/// <summary>
/// A thing of the host with attributes, such as <c>salt</c>: <c>salt.x</c> and <c>salt['x']</c> both reach it,
/// each falling back to the other as Jinja does.
/// </summary>
public abstract class JinjaObject : JinjaValue
{
    public override JinjaKind Kind => JinjaKind.Object;

    /// <summary>What messages call it: "'<c>Title</c>' has no attribute …".</summary>
    public virtual string Title => "object";

    /// <summary>Null means undefined.</summary>
    public virtual JinjaValue? GetItem(string key) => null;

    /// <summary>Null means undefined.</summary>
    public virtual JinjaValue? GetAttribute(string name) => null;

    /// <summary>The names for <c>in</c> and <c>for</c>; null: it cannot be walked over.</summary>
    public virtual IEnumerable<string>? Names => null;

    /// <summary>What to say when a name that is not there is used; null: that it has no such attribute.</summary>
    public virtual string? WhyMissing(string name) => null;

    public override string ToRepr() => $"<{TypeName}>";

    internal override string TypeName => Title;

    internal sealed override IEnumerable<JinjaValue>? Walk() => Names?.Select(Of);

    internal sealed override JinjaValue? FindAttribute(string name) => GetAttribute(name);

    internal sealed override JinjaValue? FindItem(JinjaValue key) =>
        key.TryGetText(out var text) ? GetItem(text) : null;
}
