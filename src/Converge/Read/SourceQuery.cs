namespace Brine.Converge.Read;

/// <summary>What to read, as it was named on the command line.</summary>
public sealed record SourceQuery
{
    /// <summary>Files, and SLS names (several in one word are joined by commas).</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>State roots, <c>DIR</c> or <c>ENVIRONMENT=DIR</c>; the first that has a file wins.</summary>
    public IReadOnlyList<string> StateRoots { get; init; } = [];

    /// <summary>Pillar roots, in the same way.</summary>
    public IReadOnlyList<string> PillarRoots { get; init; } = [];

    /// <summary>Pillars that are data: each a path, or JSON text.</summary>
    public IReadOnlyList<string> Pillars { get; init; } = [];

    /// <summary>A minion's configuration file; null: none.</summary>
    public string? SaltConfig { get; init; }

    /// <summary>Null: what the configuration says, else <c>base</c>.</summary>
    public string? Saltenv { get; init; }

    /// <summary>Null: what the configuration says, else all.</summary>
    public string? PillarEnv { get; init; }

    /// <summary>Null: what the configuration says, else <c>local</c>.</summary>
    public string? MinionId { get; init; }

    public bool IsTest { get; init; }

    /// <summary>Files below a root that a pattern may find.</summary>
    public int MostFiles { get; init; } = 50_000;
}
