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
    private readonly Dictionary<InstanceAddress, InstanceNeed> _needs =
        InstanceNeed.Of(plan.Desired).ToDictionary(n => n.Instance);

    public async Task<PlannedEntry> PlanAsync(int index, CancellationToken token)
    {
        var at = plan.Entries[index].Entry.Instance;
        var observed = await LookAsync(at, token);
        var fresh = PlanMaker.PlanOne(plan.Desired, index, observed, servers.Now(at.Remote));
        journal.Begin(records.Add(fresh.Steps, observed, servers.Now));
        return fresh;
    }

    private async Task<ObservedState> LookAsync(InstanceAddress at, CancellationToken token)
    {
        try
        {
            return await observer.ObserveAsync([_needs[at]], journal, token);
        }
        catch (ServerUnreachableException e)
        {
            return Unknown(at, e.Message);
        }
        catch (OperationCanceledException)
        {
            return Unknown(at, "the run was interrupted");
        }
    }

    private static ObservedState Unknown(InstanceAddress at, string reason) => ObservedState.Empty with
    {
        Instances = ObservedState.Empty.Instances.SetItem(at, new Sighting.Unknown(reason)),
    };
}
