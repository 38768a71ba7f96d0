using Brine.Jinja.Values;

namespace Brine.Jinja.Rendering;

/// <summary><c>namespace()</c>: attributes that a template can set, also from within a loop.</summary>
internal sealed class NamespaceValue(DictValue content) : JinjaObject
{
    internal override string TypeName => "Namespace";

    public static JinjaValue Make(JinjaCall call) => new NamespaceValue(GlobalNames.MakeDict(call));

    public void Set(string name, JinjaValue value) => content.Set(Of(name), value);

    public override JinjaValue? GetAttribute(string name) => content.Get(Of(name));

    public override string ToRepr() => $"<Namespace {content.ToRepr()}>";
}

/// <summary><c>joiner(', ')</c>: nothing the first time, the separator afterwards.</summary>
internal sealed class JoinerValue(string separator) : JinjaObject
{
    private bool _isUsed;

    internal override string TypeName => "Joiner";

    internal override JinjaValue Invoke(JinjaCall call)
    {
        var text = _isUsed ? separator : "";
        _isUsed = true;
        return Of(text);
    }
}

/// <summary><c>cycler('a', 'b')</c>.</summary>
internal sealed class CyclerValue(IReadOnlyList<JinjaValue> items) : JinjaObject
{
    private int _at;

    internal override string TypeName => "Cycler";

    public override JinjaValue? GetAttribute(string name) => name switch
    {
        "current" => items[_at],
        "items" => Tuple(items),
        "next" => new FunctionValue(name, _ =>
        {
            var item = items[_at];
            _at = (_at + 1) % items.Count;
            return item;
        }),
        "reset" => new FunctionValue(name, _ =>
        {
            _at = 0;
            return None;
        }),
        _ => null,
    };
}
