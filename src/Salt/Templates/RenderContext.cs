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

    /// <summary>The SLS name of the file; null to take it from the file's path.</summary>
    public string? Sls { get; init; }

    /// <summary>The path of the file below <see cref="StateRoot"/>; null when it lies elsewhere.</summary>
    public string? PathInRoot { get; init; }
}
