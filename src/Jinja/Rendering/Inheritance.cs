using Brine.Jinja.Syntax;

namespace Brine.Jinja.Rendering;

/// <summary>
/// The chain of templates that extend one another, and for each block its versions, the youngest first.
/// </summary>
internal sealed class Inheritance
{
    private readonly Dictionary<string, List<(TemplateUnit Unit, BlockStatement Block)>> _versions = [];
    private TemplateUnit? _parent;

    public Inheritance(TemplateUnit unit) => Add(unit);

    /// <summary>True after <c>extends</c> until the parent runs: text outside of blocks goes nowhere.</summary>
    public bool IsSilent => _parent is not null;

    public void Extend(TemplateUnit parent)
    {
        if (_parent is not null) throw new JinjaException("extended multiple times");
        _parent = parent;
        Add(parent);
    }

    public TemplateUnit? TakeParent()
    {
        var parent = _parent;
        _parent = null;
        return parent;
    }

    /// <summary>Null when no template of the chain has that version of the block.</summary>
    public (TemplateUnit Unit, BlockStatement Block)? Version(string name, int generation) =>
        _versions.TryGetValue(name, out var versions) && generation < versions.Count ? versions[generation] : null;

    private void Add(TemplateUnit unit)
    {
        foreach (var (name, block) in unit.Blocks)
        {
            if (!_versions.TryGetValue(name, out var versions)) _versions[name] = versions = [];
            versions.Add((unit, block));
        }
    }
}
