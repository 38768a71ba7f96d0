using Brine.Jinja.Methods;
using Brine.Jinja.Rendering;
using Brine.Jinja.Values;

namespace Brine.Jinja.Syntax;

internal sealed record Calculation(int Line, string Sign, Expression Left, Expression Right) : Expression(Line)
{
    private static readonly JinjaValue Zero = JinjaValue.Of(0);

    // Jinja writes a constant -2 into its program without brackets, where "-2 ** n" is -(2 ** n).
    private readonly bool _isSignOutside = Sign == "**" && Left.IsConstant && !Right.IsConstant;

    public override bool IsConstant { get; } = Left.IsConstant && Right.IsConstant;

    public override JinjaValue Evaluate(Scope scope)
    {
        Bounds.Stack();
        var left = Left.Evaluate(scope);
        var right = Right.Evaluate(scope);
        return scope.Run.Built(_isSignOutside && Numbers.Is(left) && Ordering.Compare(left, Zero) < 0
            ? Arithmetic.Negate(Arithmetic.Apply(Sign, Arithmetic.Negate(left, true), right), true)
            : Arithmetic.Apply(Sign, left, right));
    }
}

internal sealed record Negation(int Line, Expression Value, bool IsNegative) : Expression(Line)
{
    public override bool IsConstant { get; } = Value.IsConstant;

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
        var texts = new string[Parts.Length];
        if (scope.Run.IsEscaping) return scope.Run.Built(Escaped(scope));
        for (var i = 0; i < texts.Length; i++) texts[i] = Parts[i].Evaluate(scope).ToText();
        return scope.Run.Built(JinjaValue.Of(TextParts.Join("", texts)));
    }

    // Where output is escaped, one escaped part makes the others be escaped too.
    private TextValue Escaped(Scope scope)
    {
        var values = Array.ConvertAll(Parts, part => part.Evaluate(scope));
        return Array.Exists(values, value => value is TextValue { IsMarkup: true })
            ? new TextValue(TextParts.Join("", values.Select(value => Markup.Escape(value).Content)), markup: true)
            : new TextValue(TextParts.Join("", values.Select(value => value.ToText())));
    }
}
