using System.Collections.Immutable;
using Brine.Planner.Observed;

namespace Brine.Converge;

/// <summary>What came of one piece of work that a killed run left.</summary>
/// <param name="Work">What was found.</param>
/// <param name="Done">What was done about it, or (dry) would be.</param>
/// <param name="Left">What could not be put right, and why. Empty: it is settled.</param>
public sealed record Recovered(Interruption Work, ImmutableArray<string> Done, ImmutableArray<string> Left);
