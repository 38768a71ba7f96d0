using System.Collections.Immutable;
using Brine.Converge.Journal;
using Brine.Planner.Observed;

namespace Brine.Converge.Observe;

/// <summary>Asks the servers for exactly what a plan needs.</summary>
public sealed class Observer(ServerSet servers)
{
    /// <exception cref="ServerUnreachableException">The only server of the run cannot be asked.</exception>
    public Task<ObservedState> ObserveAsync(ImmutableArray<InstanceNeed> needs, RunJournal journal, CancellationToken token) =>
        throw new NotImplementedException($"{servers}");
}
