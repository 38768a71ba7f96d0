namespace Brine.Jinja.Rendering;

/// <summary>An imported template: its top-level names as attributes, its output as its text.</summary>
internal sealed class ModuleValue(TemplateUnit unit, Dictionary<string, JinjaValue> exports, string text) : JinjaObject
{
    public TemplateUnit Unit => unit;

    internal override string TypeName => "TemplateModule";

    public override JinjaValue? GetAttribute(string name) => exports.GetValueOrDefault(name);

    public override string ToText() => text;

    public override string ToRepr() => $"<TemplateModule '{unit.Name}'>";
}
