using System.Collections.Concurrent;
using System.Collections.Immutable;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Plan;

namespace Brine.Converge.Steps;

/// <summary>
/// What of a plan must be in the journal before its first request: every creation, with how things stand before it.
/// </summary>
internal sealed class JournalPlan
{
    private readonly ConcurrentDictionary<(InstanceAddress, string), Interruption.CreatingSnapshot> _records = new();
    private readonly ILookup<InstanceAddress, Interruption> _cutOff;

    private readonly ConcurrentDictionary<Interruption, bool> _begun = new();

    private JournalPlan(ObservedState observed) => _cutOff = observed.Interruptions.ToLookup(i => i.Instance);

    /// <summary>Records of creations that were never asked for.</summary>
    public IEnumerable<Interruption> NotBegun => _records.Values.Where(r => !_begun.ContainsKey(r));

    public static JournalPlan Of(ObservedState observed) => new(observed);

    /// <param name="now">What time it is at a server, by remote.</param>
    /// <returns>What is new, to be written down before the first of the steps.</returns>
    public ImmutableArray<Interruption> Add(
        IEnumerable<PlanStep> steps, ObservedState observed, Func<string, DateTimeOffset> now)
    {
        var added = ImmutableArray.CreateBuilder<Interruption>();
        var status = new Dictionary<InstanceAddress, string>();
        foreach (var step in steps.OfType<InstanceStep>())
        {
            var at = step.Instance;
            if (!status.ContainsKey(at))
                status[at] = observed.At(at) is Sighting.Present present ? present.Instance.Status : "Stopped";
            if (step is SetPower power)
                status[at] = After(power.Action);
            if (step is not CreateSnapshot create)
                continue;
            var record = new Interruption.CreatingSnapshot(
                at, create.Name, status[at], observed.Server(at.Remote).ProcessId, now(at.Remote));
            if (_records.TryAdd((at, create.Name), record))
                added.Add(record);
        }

        return added.ToImmutable();
    }

    /// <summary>The record of a step of a plan that was added; from here on the creation counts as begun.</summary>
    public Interruption.CreatingSnapshot Begin(CreateSnapshot step)
    {
        var record = _records[(step.Instance, step.Name)];
        _begun[record] = true;
        return record;
    }

    /// <summary>What dead runs left unfinished on an instance.</summary>
    public IEnumerable<Interruption> CutOff(InstanceAddress instance) => _cutOff[instance];

    private static string After(PowerAction action) => action switch
    {
        PowerAction.Stop => "Stopped",
        PowerAction.Freeze => "Frozen",
        _ => "Running",
    };
}
