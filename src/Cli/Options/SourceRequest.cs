namespace Brine.Cli.Options;

/// <summary>Which files to read, and how.</summary>
internal sealed record SourceRequest
{
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Each a path, or JSON text.</summary>
    public IReadOnlyList<string> Pillars { get; init; } = [];

    public string? StateRoot { get; init; }

    public string MinionId { get; init; } = "local";

    public bool NoExec { get; init; }

    public bool SkipForeign { get; init; }

    public bool IsTest { get; init; }
}
