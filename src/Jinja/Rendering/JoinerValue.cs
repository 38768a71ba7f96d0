using Brine.Jinja.Values;

namespace Brine.Jinja.Rendering;

/// <summary><c>joiner(', ')</c>: nothing the first time, the separator afterwards.</summary>
internal sealed class JoinerValue(JinjaValue separator) : JinjaObject
{
    private bool _isUsed;

    internal override string TypeName => "Joiner";

    public override string ToRepr() => $"<jinja2.utils.Joiner object at {ObjectAddress.Text}>";

    public override JinjaValue? GetAttribute(string name) => name switch
    {
        "sep" => separator,
        "used" => Of(_isUsed),
        _ => null,
    };

    internal override JinjaValue Invoke(JinjaCall call)
    {
        var text = _isUsed ? separator : Of("");
        _isUsed = true;
        return text;
    }
}
