using Brine.Jinja.Rendering;
using Brine.Jinja.Values;

namespace Brine.Jinja.Syntax;

internal sealed record Literal(int Line, JinjaValue Value) : Expression(Line)
{
    public override bool IsConstant => true;

    public override JinjaValue Evaluate(Scope scope) => Value;
}

internal sealed record ListLiteral(int Line, Expression[] Items) : Expression(Line)
{
    public override JinjaValue Evaluate(Scope scope)
    {
        var items = new List<JinjaValue>(Items.Length);
        foreach (var item in Items) items.Add(item.Evaluate(scope));
        return new ListValue(items);
    }
}

internal sealed record TupleLiteral(int Line, Expression[] Items) : Expression(Line)
{
    public override JinjaValue Evaluate(Scope scope) =>
        new TupleValue(Array.ConvertAll(Items, item => item.Evaluate(scope)));
}

internal sealed record DictLiteral(int Line, (Expression Key, Expression Value)[] Entries) : Expression(Line)
{
    public override JinjaValue Evaluate(Scope scope)
    {
        var dict = new DictValue();
        foreach (var (key, value) in Entries) dict.Set(key.Evaluate(scope), value.Evaluate(scope));
        return dict;
    }
}
