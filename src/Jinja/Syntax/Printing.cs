using Brine.Jinja.Rendering;

namespace Brine.Jinja.Syntax;

/// <summary>Text outside of tags.</summary>
internal sealed record Data(int Line, string Text) : Statement(Line)
{
    public override Flow Execute(Scope scope, Output output)
    {
        if (!scope.FindInheritance().IsSilent) output.Write(Text);
        return Flow.Normal;
    }
}

/// <summary><c>{{ value }}</c></summary>
internal sealed record Print(int Line, Expression Value) : Statement(Line)
{
    public override Flow Execute(Scope scope, Output output)
    {
        if (!scope.FindInheritance().IsSilent) output.Write(Value.Evaluate(scope).ToText());
        return Flow.Normal;
    }
}

/// <summary><c>{% do value %}</c></summary>
internal sealed record Do(int Line, Expression Value) : Statement(Line)
{
    public override Flow Execute(Scope scope, Output output)
    {
        Value.Evaluate(scope);
        return Flow.Normal;
    }
}

/// <summary><c>{% filter name %}…{% endfilter %}</c></summary>
internal sealed record FilterBlock(int Line, Filter Filter, Block Body) : Statement(Line)
{
    public override Flow Execute(Scope scope, Output output)
    {
        var captured = Body.Capture(scope.Inner());
        output.Write(Filter.Evaluate(scope, captured).ToText());
        return Flow.Normal;
    }
}
