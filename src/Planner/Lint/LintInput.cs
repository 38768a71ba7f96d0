using System.Collections.Immutable;
using Brine.Salt;
using Brine.Salt.Source;

namespace Brine.Planner.Lint;

/// <summary>What is looked at, and for what.</summary>
/// <param name="Compiled">The files, compiled; with errors too.</param>
/// <param name="Now">The instant of the run: an expiry may have passed.</param>
public sealed record LintInput(CompileResult Compiled, DateTimeOffset Now)
{
    /// <summary>Where files lie that templates import; these are looked at too.</summary>
    public SourceTree StateRoot { get; init; } = SourceTree.Empty;

    /// <summary>Rules to leave out everywhere.</summary>
    public ImmutableHashSet<string> Ignored { get; init; } = [];

    /// <summary>True to look for what <see cref="LintRule.IsQuiet"/> rules find as well.</summary>
    public bool WithQuiet { get; init; }

    /// <summary>True when templates were not allowed to run commands.</summary>
    public bool IsNoExec { get; init; }
}
