using Brine.Jinja.Parsing;
using Brine.Jinja.Rendering;
using Brine.Jinja.Values;

namespace Brine.Jinja.Syntax;

/// <summary>What a value can be assigned to.</summary>
internal abstract record Target
{
    public abstract void Assign(Scope scope, JinjaValue value);

    /// <summary>Each name that is set.</summary>
    public virtual void Visit(Action<string> see)
    {
    }
}

internal sealed record NameTarget(string Name) : Target
{
    public override void Assign(Scope scope, JinjaValue value) => scope.Set(Name, value);

    public override void Visit(Action<string> see) => see(Name);
}

internal sealed record TupleTarget(Target[] Parts) : Target
{
    public override void Assign(Scope scope, JinjaValue value)
    {
        var items = Operations.Walk(value).ToArray();
        if (items.Length < Parts.Length)
            throw new JinjaException($"not enough values to unpack (expected {Parts.Length}, got {items.Length})");
        if (items.Length > Parts.Length)
            throw new JinjaException($"too many values to unpack (expected {Parts.Length})");
        for (var i = 0; i < items.Length; i++) Parts[i].Assign(scope, items[i]);
    }

    public override void Visit(Action<string> see)
    {
        foreach (var part in Parts) part.Visit(see);
    }
}

/// <summary><c>ns.name</c>, where <c>ns</c> is a <c>namespace()</c>.</summary>
internal sealed record NamespaceTarget(string Owner, string Attribute) : Target
{
    public override void Assign(Scope scope, JinjaValue value)
    {
        if (scope.Get(Owner) is not NamespaceValue space)
            throw new JinjaException($"cannot assign attribute '{Attribute}': '{Owner}' is not a namespace()");
        space.Set(Attribute, value);
    }
}

/// <summary><c>{% set target = value %}</c></summary>
internal sealed record Set(int Line, Target Target, Expression Value) : Statement(Line)
{
    public override Flow Execute(Scope scope, Output output)
    {
        Target.Assign(scope, Value.Evaluate(scope));
        return Flow.Normal;
    }
}

/// <summary><c>{% set target | filter %}…{% endset %}</c></summary>
internal sealed record SetBlock(int Line, Target Target, Filter? Filter, Block Body, FrameNames Names)
    : Statement(Line)
{
    public override Flow Execute(Scope scope, Output output)
    {
        if (Body.Capture(Names.Prepared(scope.Inner()), out var flow) is not { } captured) return flow;
        Target.Assign(scope, Filter?.Evaluate(scope, captured) ?? captured);
        return Flow.Normal;
    }
}
