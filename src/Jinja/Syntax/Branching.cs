using Brine.Jinja.Parsing;
using Brine.Jinja.Rendering;

namespace Brine.Jinja.Syntax;

internal sealed record If(int Line, (Expression Condition, Block Body)[] Branches, Block? Otherwise) : Statement(Line)
{
    public override Flow Execute(Scope scope, Output output)
    {
        foreach (var (condition, body) in Branches)
            if (condition.Evaluate(scope).IsTrue) return body.Execute(scope, output);
        return Otherwise?.Execute(scope, output) ?? Flow.Normal;
    }
}

/// <summary><c>break</c> or <c>continue</c></summary>
internal sealed record Jump(int Line, Flow Flow) : Statement(Line)
{
    public override Flow Execute(Scope scope, Output output) => Flow;
}

/// <summary><c>{% with a = 1 %}…{% endwith %}</c>: the values are computed outside of it.</summary>
internal sealed record With(int Line, (Target Target, Expression Value)[] Pairs, Block Body, FrameNames Names)
    : Statement(Line)
{
    public override Flow Execute(Scope scope, Output output)
    {
        var values = Array.ConvertAll(Pairs, pair => pair.Value.Evaluate(scope));
        var inner = scope.Inner();
        Names.Prepare(inner);
        for (var i = 0; i < values.Length; i++) Pairs[i].Target.Assign(inner, values[i]);
        return Body.Execute(inner, output);
    }
}
