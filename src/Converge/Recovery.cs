using System.Collections.Immutable;
using Brine.Converge.Drills;
using Brine.Converge.Groups;
using Brine.Converge.Journal;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Drills;
using Brine.Planner.Observed.Sets;

namespace Brine.Converge;

/// <summary>
/// Puts right what runs that were killed left and what cannot wait for the next declaration about it. A run that is still
/// going on holds its journal, and is left alone.
/// </summary>
public sealed class Recovery(ServerSet servers, RunJournal journal)
{
    /// <summary>A request that the killed run had just sent may reach the server's work a moment later.</summary>
    private static readonly TimeSpan s_settling = TimeSpan.FromMilliseconds(300);

    /// <summary>Nothing is asked of any server when no such run left anything.</summary>
    /// <param name="isDry">Only tell.</param>
    public async Task<ImmutableArray<Recovered>> RunAsync(bool isDry, CancellationToken token)
    {
        var work = journal.ReadInterruptions().Where(i => i.IsUrgent).ToList();
        if (work.Count == 0)
            return [];
        await Task.Delay(s_settling, servers.Time, token);
        // Sets first: somebody may be frozen.
        return
        [
            .. await new SetRecovery(servers, journal).RunAsync([.. work.OfType<SetInterruption>()], isDry, token),
            .. await new DrillRecovery(servers, journal).RunAsync([.. work.OfType<DrillInterruption>()], isDry, token),
        ];
    }
}
