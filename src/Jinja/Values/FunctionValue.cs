namespace Brine.Jinja.Values;

/// <param name="name">For messages and, where nothing better is given, for printing.</param>
/// <param name="body">What a call does.</param>
/// <param name="repr">What Python prints for it.</param>
internal sealed class FunctionValue(string name, Func<JinjaCall, JinjaValue> body, Func<string>? repr = null)
    : JinjaValue
{
    /// <summary>What a class such as <c>dict</c> can do besides being called.</summary>
    public IReadOnlyDictionary<string, JinjaValue> Attributes { get; init; } = JinjaCall.NoNames;

    public override JinjaKind Kind => JinjaKind.Function;
    internal override string TypeName => "function";

    public override string ToRepr() => repr?.Invoke() ?? $"<function {name} at {ObjectAddress.Text}>";

    internal override JinjaValue? FindAttribute(string attribute) => Attributes.GetValueOrDefault(attribute);

    internal override JinjaValue Invoke(JinjaCall call) => body(call);
}
