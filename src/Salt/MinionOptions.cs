using System.Collections.Immutable;
using Brine.Salt.Pillar;
using Brine.Salt.Yaml;

namespace Brine.Salt;

/// <summary>What a minion's configuration says about compiling; the defaults are Salt's.</summary>
public sealed record MinionOptions
{
    public static MinionOptions Default { get; } = new();

    /// <summary>The name of the top files (<c>state_top</c>).</summary>
    public string Top { get; init; } = "top.sls";

    /// <summary>Named targets for top files; each a text or a list of words.</summary>
    public ImmutableDictionary<string, YamlNode> Nodegroups { get; init; } =
        ImmutableDictionary<string, YamlNode>.Empty;

    /// <summary>How pillars become one (<c>pillar_source_merging_strategy</c>).</summary>
    public PillarStrategy PillarStrategy { get; init; }

    /// <summary>Lists of two pillars are put one behind the other (<c>pillar_merge_lists</c>).</summary>
    public bool MergesPillarLists { get; init; }

    /// <summary>
    /// An included pillar wins over the file that includes it (<c>pillar_includes_override_sls</c>).
    /// </summary>
    public bool IncludedPillarsWin { get; init; }

    /// <summary>The whole configuration, for <c>opts</c> and <c>config.get</c>; null when there is none.</summary>
    public YamlMap? All { get; init; }
}
