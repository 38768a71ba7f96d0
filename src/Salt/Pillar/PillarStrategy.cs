namespace Brine.Salt.Pillar;

/// <summary>How several pillars become one (<c>pillar_source_merging_strategy</c>).</summary>
public enum PillarStrategy
{
    /// <summary>As the renderer wants; for YAML the same as <see cref="Recurse"/>.</summary>
    Smart,

    /// <summary>Mappings key by key, anything else is what the later one says.</summary>
    Recurse,

    /// <summary>Of two top-level keys, the later one's value is taken whole.</summary>
    Overwrite,

    /// <summary>As <see cref="Recurse"/>, from one environment alone.</summary>
    None,
}
