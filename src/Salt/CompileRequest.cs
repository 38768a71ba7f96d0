using System.Collections.Immutable;
using Brine.Salt.Source;

namespace Brine.Salt;

/// <summary>Everything that a compilation reads, loaded beforehand.</summary>
public sealed record CompileRequest
{
    /// <summary>
    /// The files named on the command line, in that order; each is a state file or a pillar by its content.
    /// </summary>
    public required ImmutableArray<SourceFile> Files { get; init; }

    /// <summary>Where <c>include</c> and template imports look.</summary>
    public SourceTree StateRoot { get; init; } = SourceTree.Empty;

    /// <summary>Pillar files that are data for templates only (<c>--pillar</c>); later ones win.</summary>
    public ImmutableArray<SourceFile> PillarData { get; init; } = [];

    /// <summary>What templates see as the minion's id.</summary>
    public string MinionId { get; init; } = "local";

    /// <summary>What templates see as <c>opts['test']</c>.</summary>
    public bool IsTest { get; init; }
}
