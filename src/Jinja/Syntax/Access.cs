using Brine.Jinja.Rendering;
using Brine.Jinja.Values;

namespace Brine.Jinja.Syntax;

internal sealed record Name(int Line, string Text) : Expression(Line)
{
    public override JinjaValue Evaluate(Scope scope) => scope.Get(Text);
}

/// <summary><c>owner.name</c></summary>
internal sealed record AttributeAccess(int Line, Expression Owner, string Attribute) : Expression(Line)
{
    public override JinjaValue Evaluate(Scope scope)
    {
        Bounds.Stack();
        return Operations.Attribute(Owner.Evaluate(scope), Attribute);
    }
}

/// <summary><c>owner[key]</c></summary>
internal sealed record ItemAccess(int Line, Expression Owner, Expression Key) : Expression(Line)
{
    public override JinjaValue Evaluate(Scope scope)
    {
        Bounds.Stack();
        return Operations.Item(Owner.Evaluate(scope), Key.Evaluate(scope));
    }
}

/// <summary><c>owner[from:to:step]</c></summary>
internal sealed record SliceAccess(int Line, Expression Owner, Expression? From, Expression? To, Expression? Step)
    : Expression(Line)
{
    public override JinjaValue Evaluate(Scope scope)
    {
        Bounds.Stack();
        var owner = Owner.Evaluate(scope);
        if (owner is UndefinedValue undefined) throw undefined.Error();
        var part = Indexing.Slice(owner, From?.Evaluate(scope), To?.Evaluate(scope), Step?.Evaluate(scope));
        return part is null
            ? throw new JinjaException($"'{owner.TypeName}' object cannot be sliced like this")
            : scope.Run.Built(part);
    }
}
