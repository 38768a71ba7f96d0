namespace Brine.Jinja.Values;

internal sealed class FunctionValue(string name, Func<JinjaCall, JinjaValue> body) : JinjaValue
{
    public override JinjaKind Kind => JinjaKind.Function;
    internal override string TypeName => "function";

    public override string ToRepr() => $"<function {name}>";

    internal override JinjaValue Invoke(JinjaCall call) => body(call);
}
