using System.Collections.Immutable;

namespace Brine.Planner.Doctor;

/// <summary>What an examination came to.</summary>
/// <param name="Project">The one examined; null: all that can be seen.</param>
/// <param name="Instances">How many instances were looked at.</param>
/// <param name="Findings">The worst first, then in the order of the checks, then by subject.</param>
/// <param name="Passed">Checks that found nothing and could be made in full.</param>
public sealed record HealthReport(
    string? Project, int Instances, ImmutableArray<HealthFinding> Findings, ImmutableArray<string> Passed)
{
    /// <summary>Checks that could not be made, or not of everything: what they do not find may be there.</summary>
    public ImmutableArray<string> Unchecked { get; init; } = [];

    public bool Examines(string? project) => project is null || Project is null || Project == project;

    public int Count(HealthSeverity severity) => Findings.Count(f => f.Severity == severity);

    /// <summary>Null when nothing was found.</summary>
    public HealthSeverity? Worst => Findings.IsEmpty ? null : Findings.Max(f => f.Severity);
}
