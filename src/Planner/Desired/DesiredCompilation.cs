using System.Collections.Immutable;
using Brine.Salt.Source;

namespace Brine.Planner.Desired;

/// <summary>What the declarations came to. With errors, nothing of <see cref="Desired"/> may be planned.</summary>
/// <param name="Connection">From a pillar's <c>incus.connection</c>; null when there is none.</param>
public sealed record DesiredCompilation(
    DesiredState Desired, PillarConnection? Connection, ImmutableArray<Diagnostic> Diagnostics)
{
    public bool HasErrors => Diagnostics.Any(d => d.Severity == Severity.Error);
}
