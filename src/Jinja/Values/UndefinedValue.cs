using System.Text;

namespace Brine.Jinja.Values;

/// <summary>
/// What a missing name or attribute gives. Every use is an error, except <c>is defined</c> and <c>default</c>.
/// The lenient kind, which an <c>if</c> expression without <c>else</c> gives, prints as nothing, as in Jinja.
/// </summary>
internal sealed class UndefinedValue(string why, bool isLenient = false) : JinjaValue
{
    public override JinjaKind Kind => JinjaKind.Undefined;
    public override bool IsTrue => isLenient ? false : throw Error();
    public override IEnumerable<JinjaValue> Items => Walk();
    public override IEnumerable<KeyValuePair<JinjaValue, JinjaValue>> Entries => isLenient ? [] : throw Error();
    public bool IsLenient => isLenient;
    internal override string TypeName => "Undefined";
    internal override int? Count => isLenient ? 0 : throw Error();

    public static UndefinedValue Name(string name) => new($"'{name}' is undefined");

    public static UndefinedValue Attribute(JinjaValue owner, string name)
    {
        if (name.StartsWith("__", StringComparison.Ordinal))
            return new UndefinedValue($"access to attribute '{name}' of '{owner.TypeName}' object is unsafe");
        if (owner is JinjaObject thing && thing.WhyMissing(name) is { } why) return new UndefinedValue(why);
        var title = owner.Kind switch
        {
            JinjaKind.None => "None",
            JinjaKind.Object => owner.TypeName,
            _ => owner.TypeName + " object",
        };
        return new UndefinedValue($"'{title}' has no attribute '{name}'");
    }

    public static UndefinedValue Item(JinjaValue owner, JinjaValue key) =>
        key.TryGetText(out var name)
            ? Attribute(owner, name)
            : new UndefinedValue($"{owner.TypeName} object has no element {Repr.Of(key)}");

    public JinjaException Error() => new(why);

    public override string ToText() => isLenient ? "" : throw Error();

    public override string ToRepr() => isLenient ? "Undefined" : throw Error();

    // Inside a list or dict Python prints the object; StrictUndefined leaves repr() alone.
    internal override void WriteRepr(StringBuilder text, ReprPath path) => text.Append("Undefined");

    internal override JinjaValue FindAttribute(string name) => throw Error();

    internal override JinjaValue FindItem(JinjaValue key) => throw Error();

    internal override IEnumerable<JinjaValue> Walk() => isLenient ? [] : throw Error();

    internal override JinjaValue Invoke(JinjaCall call) => throw Error();
}
