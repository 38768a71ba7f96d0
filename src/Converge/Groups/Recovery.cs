using System.Collections.Immutable;
using Brine.Converge.Drills;
using Brine.Converge.Journal;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Drills;

namespace Brine.Converge.Groups;

/// <summary>All that is put right of killed runs before anything else is done, whatever that is.</summary>
public sealed class Recovery(ServerSet servers, RunJournal journal)
{
    /// <summary>Other work is left to the next run that declares the same.</summary>
    public static bool LooksAfter(Interruption work) => work is SetInterruption or DrillInterruption;

    /// <summary>Sets first: somebody may be frozen.</summary>
    public async Task<ImmutableArray<Recovered>> RunAsync(bool isDry, CancellationToken token)
    {
        var sets = await new SetRecovery(servers, journal).RunAsync(isDry, token);
        return sets.AddRange(await new DrillRecovery(servers, journal).RunAsync(isDry, token));
    }
}
