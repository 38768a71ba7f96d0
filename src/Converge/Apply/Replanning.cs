using System.Collections.Immutable;
using Brine.Converge.Journal;
using Brine.Converge.Observe;
using Brine.Converge.Steps;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Plan;

namespace Brine.Converge.Apply;

/// <summary>Asks the planner about one entry again, on the facts as they are now.</summary>
internal sealed class Replanning(
    Plan plan, ServerSet servers, Observer observer, RunJournal journal, JournalPlan records)
{
    // A server that did not answer when the plan was made may do so now.
    private readonly Needs _needs = Needs.Of(plan.Desired with { Unasked = Maps.Text });

    public async Task<PlannedEntry> PlanAsync(int index, CancellationToken token)
    {
        var entry = plan.Entries[index].Entry;
        var observed = await LookAsync(_needs.For(entry), token);
        var now = entry.Lanes.IsEmpty ? servers.Time.GetUtcNow() : servers.Now(entry.Lanes[0].Remote);
        var fresh = PlanMaker.PlanOne(plan.Desired, index, observed, now);
        journal.Begin(records.Add(fresh.Steps, observed, servers.Now));
        return fresh;
    }

    private async Task<ObservedState> LookAsync(Needs needs, CancellationToken token)
    {
        try
        {
            return await observer.ObserveAsync(needs, journal, token);
        }
        catch (ServerUnreachableException e)
        {
            return Unknown(needs, e.Message);
        }
        catch (OperationCanceledException)
        {
            return Unknown(needs, "the run was interrupted");
        }
    }

    private static ObservedState Unknown(Needs needs, string reason) => ObservedState.Empty with
    {
        Instances = ObservedState.Empty.Instances.SetItems(
            needs.Instances.Select(n => KeyValuePair.Create(n.Instance, (Sighting)new Sighting.Unknown(reason)))),
    };
}
