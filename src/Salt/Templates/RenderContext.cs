using System.Collections.Immutable;
using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.Templates;

/// <summary>What a template sees beside what it asks of the host.</summary>
public sealed record RenderContext
{
    /// <summary>The data under <c>pillar</c>; null means an empty mapping.</summary>
    public YamlMap? Pillar { get; init; }

    /// <summary>Where imports look.</summary>
    public SourceTree StateRoot { get; init; } = SourceTree.Empty;

    /// <summary>The minion's id.</summary>
    public string MinionId { get; init; } = "local";

    /// <summary>What <c>opts['test']</c> is.</summary>
    public bool IsTest { get; init; }

    /// <summary>The environment of the file (<c>saltenv</c>); <see cref="StateRoot"/> is its tree.</summary>
    public string Saltenv { get; init; } = SourceRoots.Base;

    /// <summary>The pillar's environment, as asked for; null when none was.</summary>
    public string? PillarEnv { get; init; }

    /// <summary>The trees of all environments, for imports that name one.</summary>
    public SourceRoots Roots { get; init; } = SourceRoots.None;

    /// <summary>The minion's configuration, for <c>opts</c> and <c>config.get</c>; null when there is none.</summary>
    public YamlMap? Options { get; init; }

    /// <summary>More variables: the <c>defaults</c> of a pillar's <c>include</c>.</summary>
    public ImmutableArray<YamlEntry> Defaults { get; init; } = [];

    /// <summary>The SLS name of the file; null to take it from the file's path.</summary>
    public string? Sls { get; init; }

    /// <summary>The path of the file below <see cref="StateRoot"/>; null when it lies elsewhere.</summary>
    public string? PathInRoot { get; init; }
}
