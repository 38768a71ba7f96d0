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
