using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Observed;

namespace Brine.Planner.Plan;

/// <summary>
/// What a run will do: one entry for each declaration, in order. A pure function of the desired state, the inventory and
/// the instant; applying it does exactly its steps.
/// </summary>
public sealed record Plan(DateTimeOffset MadeAt, DesiredState Desired, ImmutableArray<PlannedEntry> Entries)
{
    /// <summary>Servers of which nothing is known, each with the reason; what is declared on them is refused.</summary>
    public ImmutableSortedDictionary<string, string> Unasked { get; init; } = Maps.Text;

    /// <summary>All it speaks of is on servers that could not be asked.</summary>
    public bool IsUnasked(DesiredEntry entry) => !Unasked.IsEmpty && !entry.Lanes.IsEmpty && entry.Lanes.All(l => Unasked.ContainsKey(l.Remote));

    public bool HasChanges => Entries.Any(e => e.Verdict == Verdict.Change);

    public bool HasRefusals => Entries.Any(e => e.Failed || !e.Shortfalls.IsEmpty);

    public int Count(Verdict verdict) => Entries.Count(e => e.Verdict == verdict);

    /// <summary>As they are carried out: what an entry waits for stands before it.</summary>
    public IEnumerable<PlannedEntry> InOrder => Desired.Order().Select(i => Entries[i]);

    public IEnumerable<PlanStep> Steps => Entries.SelectMany(e => e.Steps);
}
