using Brine.Jinja.Rendering;
using Brine.Jinja.Values;

namespace Brine.Jinja.Syntax;

internal sealed record And(int Line, Expression Left, Expression Right) : Expression(Line)
{
    public override JinjaValue Evaluate(Scope scope)
    {
        Bounds.Stack();
        var left = Left.Evaluate(scope);
        return left.IsTrue ? Right.Evaluate(scope) : left;
    }
}

internal sealed record Or(int Line, Expression Left, Expression Right) : Expression(Line)
{
    public override JinjaValue Evaluate(Scope scope)
    {
        Bounds.Stack();
        var left = Left.Evaluate(scope);
        return left.IsTrue ? left : Right.Evaluate(scope);
    }
}

internal sealed record Not(int Line, Expression Value) : Expression(Line)
{
    public override bool IsConstant { get; } = Value.IsConstant;

    public override JinjaValue Evaluate(Scope scope)
    {
        Bounds.Stack();
        return JinjaValue.Of(!Value.Evaluate(scope).IsTrue);
    }
}

/// <summary><c>then if condition else otherwise</c>; without the last part and condition, undefined.</summary>
internal sealed record Conditional(int Line, Expression Condition, Expression Then, Expression? Otherwise)
    : Expression(Line)
{
    public override JinjaValue Evaluate(Scope scope)
    {
        Bounds.Stack();
        if (Condition.Evaluate(scope).IsTrue) return Then.Evaluate(scope);
        return Otherwise?.Evaluate(scope)
            ?? new UndefinedValue("the inline if-expression evaluated to false and no else section was defined",
                isLenient: true);
    }
}

/// <summary><c>a &lt; b &lt;= c</c>: all must hold, evaluated from the left until one does not.</summary>
internal sealed record Comparison(int Line, Expression First, (string Sign, Expression Value)[] Rest) : Expression(Line)
{
    public override JinjaValue Evaluate(Scope scope)
    {
        Bounds.Stack();
        var left = First.Evaluate(scope);
        foreach (var (sign, next) in Rest)
        {
            var right = next.Evaluate(scope);
            if (!Holds(sign, left, right)) return JinjaValue.False;
            left = right;
        }

        return JinjaValue.True;
    }

    private static bool Holds(string sign, JinjaValue left, JinjaValue right) => sign switch
    {
        "==" => Equality.AreEqual(left, right),
        "!=" => !Equality.AreEqual(left, right),
        "in" => Operations.Contains(right, left),
        "not in" => !Operations.Contains(right, left),
        _ => Ordering.Holds(sign, left, right),
    };
}
