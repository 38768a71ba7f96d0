using System.Collections.Concurrent;
using System.Collections.Immutable;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Plan;

namespace Brine.Converge.Apply;

/// <summary>What of a plan must be in the journal before its first request: every creation, with how things stand before it.</summary>
internal sealed class JournalPlan
{
    private readonly ConcurrentDictionary<(InstanceAddress, string), Interruption.CreatingSnapshot> _records = new();
    private readonly ILookup<InstanceAddress, Interruption> _cutOff;

    private JournalPlan(ObservedState observed) => _cutOff = observed.Interruptions.ToLookup(i => i.Instance);

    public ImmutableArray<Interruption> Records => [.. _records.Values];

    /// <param name="now">What time it is at a server, by remote.</param>
    public static JournalPlan Of(Plan plan, ObservedState observed, Func<string, DateTimeOffset> now)
    {
        var journal = new JournalPlan(observed);
        var status = new Dictionary<InstanceAddress, string>();
        foreach (var step in plan.Steps)
        {
            var at = step.Instance;
            if (!status.ContainsKey(at))
                status[at] = observed.At(at) is Sighting.Present present ? present.Instance.Status : "Stopped";
            if (step is SetPower power)
                status[at] = After(power.Action);
            if (step is CreateSnapshot create)
                journal._records[(at, create.Name)] = new Interruption.CreatingSnapshot(
                    at, create.Name, status[at], observed.Server(at.Remote).ProcessId, now(at.Remote));
        }

        return journal;
    }

    /// <summary>The record of a step; a step that was planned anew in the run has one of its own.</summary>
    public Interruption.CreatingSnapshot RecordOf(RunServer server, CreateSnapshot step) =>
        _records.GetOrAdd((step.Instance, step.Name), _ => new Interruption.CreatingSnapshot(
            step.Instance, step.Name, "Running", server.Watch.Process, server.Now));

    /// <summary>What dead runs left unfinished on an instance.</summary>
    public IEnumerable<Interruption> CutOff(InstanceAddress instance) => _cutOff[instance];

    private static string After(PowerAction action) => action switch
    {
        PowerAction.Stop => "Stopped",
        PowerAction.Freeze => "Frozen",
        _ => "Running",
    };
}
