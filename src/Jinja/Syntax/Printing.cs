using Brine.Jinja.Parsing;
using Brine.Jinja.Rendering;
using Brine.Jinja.Values;

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
        if (scope.FindInheritance().IsSilent) return Flow.Normal;
        var value = Value.Evaluate(scope);
        Show(scope, scope.Run.Options.Finalize?.Invoke(value) ?? value, output);
        return Flow.Normal;
    }

    public static void Show(Scope scope, JinjaValue value, Output output) =>
        output.Write(scope.Run.IsEscaping ? Markup.Escape(value).Content : value.ToText());
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
internal sealed record FilterBlock(int Line, Filter Filter, Block Body, FrameNames Names) : Statement(Line)
{
    public override Flow Execute(Scope scope, Output output)
    {
        if (Body.Capture(Names.Prepared(scope.Inner()), out var flow) is not { } captured) return flow;
        output.WriteText(Filter.Evaluate(scope, captured));
        return Flow.Normal;
    }
}

/// <summary><c>{% autoescape true %}…{% endautoescape %}</c>: what is printed inside is escaped for HTML.</summary>
internal sealed record AutoEscape(int Line, Expression Wanted, Block Body, FrameNames Names) : Statement(Line)
{
    public override Flow Execute(Scope scope, Output output)
    {
        var isWanted = Wanted.Evaluate(scope).IsTrue;
        var before = scope.Run.IsEscaping;
        scope.Run.IsEscaping = isWanted;
        var flow = Body.Execute(Names.Prepared(scope.Inner()), output);
        scope.Run.IsEscaping = before;
        return flow;
    }
}
