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
    private readonly Dictionary<InstanceAddress, InstanceNeed> _needs =
        InstanceNeed.Of(plan.Desired).ToDictionary(n => n.Instance);

    public async Task<PlannedEntry> PlanAsync(int index, CancellationToken token)
    {
        var entry = plan.Entries[index].Entry;
        var observed = await LookAsync([.. entry.Instances.Union(entry.Sources)], token);
        var now = entry.Lanes.IsEmpty ? servers.Time.GetUtcNow() : servers.Now(entry.Lanes[0].Remote);
        var fresh = PlanMaker.PlanOne(plan.Desired, index, observed, now);
        journal.Begin(records.Add(fresh.Steps, observed, servers.Now));
        return fresh;
    }

    private async Task<ObservedState> LookAsync(ImmutableArray<InstanceAddress> at, CancellationToken token)
    {
        try
        {
            return await observer.ObserveAsync([.. at.Select(a => _needs[a])], journal, token);
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

    private static ObservedState Unknown(ImmutableArray<InstanceAddress> at, string reason) => ObservedState.Empty with
    {
        Instances = ObservedState.Empty.Instances.SetItems(
            at.Select(a => KeyValuePair.Create(a, (Sighting)new Sighting.Unknown(reason)))),
    };
}
