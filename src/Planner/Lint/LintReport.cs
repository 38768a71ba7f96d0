using System.Collections.Immutable;

namespace Brine.Planner.Lint;

/// <summary>What lint found, file by file from top to bottom.</summary>
/// <param name="Findings">Each once.</param>
/// <param name="Files">How many files were looked at.</param>
/// <param name="Suppressed">How many findings the files' own comments and <c>--ignore</c> left out.</param>
public sealed record LintReport(ImmutableArray<Finding> Findings, int Files, int Suppressed)
{
    public int Count(FindingSeverity severity) => Findings.Count(f => f.Severity == severity);

    /// <summary>True when nothing is as bad as <paramref name="least"/>.</summary>
    public bool IsCleanOf(FindingSeverity least) => Findings.All(f => f.Severity < least);
}
