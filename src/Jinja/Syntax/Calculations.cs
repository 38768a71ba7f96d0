using Brine.Jinja.Methods;
using Brine.Jinja.Rendering;
using Brine.Jinja.Values;

namespace Brine.Jinja.Syntax;

internal sealed record Calculation(int Line, string Sign, Expression Left, Expression Right) : Expression(Line)
{
    public override JinjaValue Evaluate(Scope scope)
    {
        Bounds.Stack();
        return scope.Run.Built(Arithmetic.Apply(Sign, Left.Evaluate(scope), Right.Evaluate(scope)));
    }
}

internal sealed record Negation(int Line, Expression Value, bool IsNegative) : Expression(Line)
{
    public override JinjaValue Evaluate(Scope scope)
    {
        Bounds.Stack();
        return Arithmetic.Negate(Value.Evaluate(scope), IsNegative);
    }
}

/// <summary><c>a ~ b ~ c</c>: the texts of all.</summary>
internal sealed record Concatenation(int Line, Expression[] Parts) : Expression(Line)
{
    public override JinjaValue Evaluate(Scope scope)
    {
        Bounds.Stack();
        return scope.Run.Built(JinjaValue.Of(TextParts.Join("", Parts.Select(part => part.Evaluate(scope).ToText()))));
    }
}
