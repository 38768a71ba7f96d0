using Brine.Jinja.Rendering;
using Brine.Jinja.Values;

namespace Brine.Jinja.Syntax;

/// <summary>Loading other templates, common to import and include.</summary>
internal static class Loading
{
    /// <summary>A name, or a list of names of which the first that exists is taken.</summary>
    public static TemplateUnit? Find(Scope scope, JinjaValue wanted)
    {
        if (wanted.TryGetText(out var name)) return scope.Run.Load(name);
        foreach (var item in Operations.Walk(wanted))
            if (scope.Run.Load(item.ToText()) is { } unit) return unit;
        return null;
    }

    /// <summary>One name, as import and extends want it.</summary>
    public static TemplateUnit One(Scope scope, Expression wanted)
    {
        var name = wanted.Evaluate(scope);
        if (name is UndefinedValue undefined) throw undefined.Error();
        if (!name.TryGetText(out var text)) throw new JinjaException($"a template has a name, not a {name.TypeName}");
        return scope.Run.Load(text) ?? throw new JinjaException($"template '{text}' not found");
    }

    public static TemplateUnit Get(Scope scope, Expression wanted)
    {
        var name = wanted.Evaluate(scope);
        return Find(scope, name) ?? throw new JinjaException(name.TryGetText(out var text)
            ? $"template '{text}' not found"
            : $"none of the templates {name.ToRepr()} was found");
    }

    public static ModuleValue Import(Scope scope, Expression wanted, bool withContext, int line)
    {
        var unit = One(scope, wanted);
        return withContext
            ? Run(scope, unit, scope.For(unit), line)
            : scope.Run.Module(unit, () => Run(scope, unit, Alone(scope, unit), line));
    }

    /// <summary>The scope of a template that sees nothing of the one that loads it.</summary>
    public static Scope Alone(Scope scope, TemplateUnit unit) =>
        Scope.Root(scope.Run, unit, scope.Run.Options.Own?.Invoke(unit.Name) ?? JinjaCall.NoNames);

    public static void Execute(Scope scope, TemplateUnit unit, Scope root, Output output, string what, int line)
    {
        scope.Run.Enter();
        var isEscaping = scope.Run.IsEscaping;
        scope.Run.IsEscaping = false;
        try
        {
            unit.Execute(root, output);
        }
        catch (JinjaException e)
        {
            throw e.Through(new TemplateFrame(scope.Unit.Name, line, $"{what} '{unit.Name}'"));
        }

        scope.Run.IsEscaping = isEscaping;
        scope.Run.Leave();
    }

    private static ModuleValue Run(Scope scope, TemplateUnit unit, Scope root, int line)
    {
        var output = new Output(scope.Run);
        Execute(scope, unit, root, output, "import of", line);
        return new ModuleValue(unit, root.Exports(), output.ToString());
    }
}

/// <summary><c>{% import 'file' as name %}</c></summary>
internal sealed record Import(int Line, Expression Template, string Alias, bool WithContext) : Statement(Line)
{
    public override Flow Execute(Scope scope, Output output)
    {
        scope.Borrow(Alias, Loading.Import(scope, Template, WithContext, Line));
        return Flow.Normal;
    }
}

/// <summary><c>{% from 'file' import a, b as c %}</c></summary>
internal sealed record FromImport(int Line, Expression Template, (string Name, string Alias)[] Names, bool WithContext)
    : Statement(Line)
{
    public override Flow Execute(Scope scope, Output output)
    {
        var module = Loading.Import(scope, Template, WithContext, Line);
        foreach (var (name, alias) in Names)
        {
            scope.Borrow(alias, module.GetAttribute(name) ?? new UndefinedValue(
                $"the template '{module.Unit.Name}' does not export the requested name '{name}'"));
        }

        return Flow.Normal;
    }
}

/// <summary><c>{% include 'file' ignore missing without context %}</c></summary>
internal sealed record Include(int Line, Expression Template, bool IgnoreMissing, bool WithContext) : Statement(Line)
{
    public override Flow Execute(Scope scope, Output output)
    {
        var unit = IgnoreMissing ? Loading.Find(scope, Template.Evaluate(scope)) : Loading.Get(scope, Template);
        if (unit is null) return Flow.Normal;
        var root = WithContext ? scope.For(unit) : Loading.Alone(scope, unit);
        Loading.Execute(scope, unit, root, output, "include of", Line);
        return Flow.Normal;
    }
}
