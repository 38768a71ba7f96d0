using System.Collections.Immutable;
using Brine.Salt.Source;

namespace Brine.Salt;

/// <summary>Everything that a compilation reads.</summary>
public sealed record CompileRequest
{
    /// <summary>
    /// The files named on the command line, in that order; each is a state file or a pillar by its content.
    /// </summary>
    public ImmutableArray<SourceFile> Files { get; init; } = [];

    /// <summary>SLS names to be compiled as <c>state.apply</c> does; globs are allowed.</summary>
    public ImmutableArray<string> Sls { get; init; } = [];

    /// <summary>True to compile what the top files name for this minion, as <c>state.highstate</c> does.</summary>
    public bool IsHighstate { get; init; }

    /// <summary>
    /// True to carry out the pillar's own <c>incus</c> section. It is carried out too where an SLS <c>incus</c> is
    /// named that the state roots do not have.
    /// </summary>
    public bool CarriesPillar { get; init; }

    /// <summary>State roots by environment: where SLS names, <c>include</c> and template imports look.</summary>
    public SourceRoots StateRoots { get; init; } = SourceRoots.None;

    /// <summary>The files of the environment <c>base</c> alone.</summary>
    public SourceTree StateRoot
    {
        get => StateRoots[SourceRoots.Base];
        init => StateRoots = SourceRoots.Of(value);
    }

    /// <summary>The environment (<c>saltenv</c>); null means <c>base</c>, and for top files all of them.</summary>
    public string? Saltenv { get; init; }

    /// <summary>Pillar roots by environment, with top files of their own; what they hold is data for templates.</summary>
    public SourceRoots PillarRoots { get; init; } = SourceRoots.None;

    /// <summary>The pillar's environment (<c>pillarenv</c>); null means all.</summary>
    public string? PillarEnv { get; init; }

    /// <summary>Pillar files that are data for templates only (<c>--pillar</c>); later ones win, over roots too.</summary>
    public ImmutableArray<SourceFile> PillarData { get; init; } = [];

    /// <summary>What templates see as the minion's id, and top files match.</summary>
    public string MinionId { get; init; } = "local";

    /// <summary>The minion's configuration, as far as it matters here.</summary>
    public MinionOptions Minion { get; init; } = MinionOptions.Default;

    /// <summary>What templates see as <c>opts['test']</c>.</summary>
    public bool IsTest { get; init; }
}
