using Brine.Jinja.Rendering;

namespace Brine.Jinja.Syntax;

/// <summary>An import whose name then gets what a filter makes of the module: <c>import_yaml</c></summary>
internal sealed record ConvertedImport(Import Import, string Filter) : Statement(Import.Line)
{
    public override Flow Execute(Scope scope, Output output)
    {
        var module = Loading.Import(scope, Import.Template, Import.WithContext, Line);
        try
        {
            scope.Set(Import.Alias, Conversion.Of(scope, Filter, module));
        }
        catch (JinjaException e) when (e.Line == 0)
        {
            throw new JinjaException($"{e.Detail}, in what '{module.Unit.Name}' renders to");
        }

        return Flow.Normal;
    }
}

/// <summary>A body, with names of its own as a macro has, whose text goes through a filter into a name: <c>load_yaml</c></summary>
internal sealed record LoadBlock(int Line, Target Target, string Filter, MacroSignature Body) : Statement(Line)
{
    public override Flow Execute(Scope scope, Output output)
    {
        var text = new MacroValue(Body, scope).Invoke(new JinjaCall([], null, scope.Run));
        Target.Assign(scope, Conversion.Of(scope, Filter, text));
        return Flow.Normal;
    }
}

/// <summary>A body that runs where it stands: <c>profile</c></summary>
internal sealed record PlainBlock(int Line, Expression Label, Block Body) : Statement(Line)
{
    public override Flow Execute(Scope scope, Output output)
    {
        Label.Evaluate(scope);
        return Body.Execute(scope, output);
    }
}

/// <summary>A filter called by a tag rather than by <c>|</c></summary>
internal static class Conversion
{
    public static JinjaValue Of(Scope scope, string filter, JinjaValue value) =>
        scope.Run.Filter(filter)(new JinjaCall([value], null, scope.Run));
}
