using Brine.Jinja.Syntax;
using Brine.Jinja.Values;

namespace Brine.Jinja.Rendering;

/// <summary>A macro bound to the place where it was defined, or the body of a <c>call</c> block.</summary>
internal sealed class MacroValue(MacroSignature signature, Scope home) : JinjaObject
{
    private readonly bool _isEscaping = home.Run.IsEscaping;

    internal override string TypeName => "Macro";

    public override JinjaKind Kind => JinjaKind.Function;

    public override string ToRepr() => $"<Macro '{signature.Name}'>";

    public override JinjaValue? GetAttribute(string name) => name switch
    {
        "name" => Of(signature.Name),
        "arguments" => Tuple(signature.Parameters.Select(Of)),
        "catch_kwargs" => Of(signature.TakesNamed),
        "catch_varargs" => Of(signature.TakesMore),
        "caller" => Of(signature.TakesCaller),
        _ => null,
    };

    internal override JinjaValue Invoke(JinjaCall call)
    {
        var run = home.Run;
        run.Enter();
        var scope = home.Inner();
        signature.Names.Prepare(scope);
        signature.Bind(scope, call);
        var output = new Output(run);
        // A macro escapes where it was written in an escaping part, not where it is called.
        var isCallerEscaping = run.IsEscaping;
        run.IsEscaping = _isEscaping;
        signature.Body.Execute(scope, output);
        run.IsEscaping = isCallerEscaping;
        run.Leave();
        return output.ToValue();
    }
}
