using Brine.Jinja.Parsing;
using Brine.Jinja.Rendering;
using Brine.Jinja.Values;

namespace Brine.Jinja.Syntax;

/// <summary><c>{% extends 'file' %}</c></summary>
internal sealed record Extends(int Line, Expression Template) : Statement(Line)
{
    public override Flow Execute(Scope scope, Output output)
    {
        scope.FindInheritance().Extend(Loading.One(scope, Template));
        return Flow.Normal;
    }
}

/// <summary>
/// <c>{% block name scoped required %}…{% endblock %}</c>: the youngest version of the block is shown.
/// </summary>
internal sealed record BlockStatement(
    int Line, string Name, bool IsScoped, bool IsRequired, Block Body, FrameNames Names)
    : Statement(Line)
{
    public override Flow Execute(Scope scope, Output output)
    {
        var chain = scope.FindInheritance();
        if (!chain.IsSilent) Show(scope, chain, 0, output);
        return Flow.Normal;
    }

    /// <summary>The block by name, for <c>self.name()</c>.</summary>
    public static JinjaValue Shown(Scope scope, string name) => new FunctionValue(name, _ =>
    {
        var chain = scope.FindInheritance();
        if (chain.Version(name, 0) is not { } version) throw new JinjaException($"there is no block called '{name}'");
        var output = new Output(scope.Run);
        version.Block.Show(scope, chain, 0, output);
        return output.ToValue();
    });

    private void Show(Scope scope, Inheritance chain, int generation, Output output)
    {
        if (chain.Version(Name, generation) is not { } version) return;
        if (version.Block.IsRequired) throw new JinjaException($"Required block '{Name}' not found");
        scope.Run.Enter();
        // A block sees what its template sees at the top, not the names of a loop around it, unless it is scoped.
        var inner = (IsScoped ? scope : scope.Outermost()).Within(version.Unit);
        inner.Set("super", Super(scope, chain, generation + 1));
        version.Block.Names.Prepare(inner);
        version.Block.Body.Execute(inner, output);
        scope.Run.Leave();
    }

    private JinjaValue Super(Scope scope, Inheritance chain, int generation) =>
        chain.Version(Name, generation) is null
            ? new UndefinedValue($"there is no parent block called '{Name}'")
            : new SuperValue(() => Parent(scope, chain, generation), () => Super(scope, chain, generation + 1));

    private JinjaValue Parent(Scope scope, Inheritance chain, int generation)
    {
        var output = new Output(scope.Run);
        Show(scope, chain, generation, output);
        return output.ToValue();
    }
}

/// <summary>The name <c>super</c>: the block of the template that is extended, and by <c>.super</c> the one before.</summary>
internal sealed class SuperValue(Func<JinjaValue> show, Func<JinjaValue> outer) : JinjaObject
{
    public override JinjaKind Kind => JinjaKind.Function;

    internal override string TypeName => "BlockReference";

    public override string ToRepr() => $"<jinja2.runtime.BlockReference object at {ObjectAddress.Text}>";

    public override JinjaValue? GetAttribute(string name) => name == "super" ? outer() : null;

    internal override JinjaValue Invoke(JinjaCall call) => show();
}

/// <summary>The name <c>self</c>: the template's blocks as functions.</summary>
internal sealed record Self(int Line) : Expression(Line)
{
    public override JinjaValue Evaluate(Scope scope) => scope.FindSet("self") ?? new SelfValue(scope);

    private sealed class SelfValue(Scope scope) : JinjaObject
    {
        internal override string TypeName => "TemplateReference";

        // Salt renders from text, so that Jinja knows no name to print.
        public override string ToRepr() => "<TemplateReference None>";

        public override JinjaValue? GetAttribute(string name) =>
            scope.FindInheritance().Version(name, 0) is null ? null : BlockStatement.Shown(scope, name);
    }
}
