using Brine.Jinja.Values;

namespace Brine.Jinja.Rendering;

/// <summary><c>cycler('a', 'b')</c>.</summary>
internal sealed class CyclerValue(IReadOnlyList<JinjaValue> items) : JinjaObject
{
    private int _at;

    internal override string TypeName => "Cycler";

    public override string ToRepr() => $"<jinja2.utils.Cycler object at {ObjectAddress.Text}>";

    public override JinjaValue? GetAttribute(string name) => name switch
    {
        "current" => items[_at],
        "pos" => Of(_at),
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
