using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Schedule;

namespace Brine.Planner.Plan.States;

/// <summary>What no policy may delete, and why.</summary>
internal sealed class Protections
{
    private readonly ObservedState _observed;
    private readonly DateTimeOffset _now;
    private readonly HashSet<InstanceAddress> _instances;
    private readonly Dictionary<(InstanceAddress, string), DesiredEntry> _declared = [];

    /// <param name="instances">Those that the policy looks after.</param>
    public Protections(DesiredState desired, ObservedState observed, IEnumerable<InstanceAddress> instances, DateTimeOffset now)
    {
        (_observed, _now, _instances) = (observed, now, [.. instances]);
        foreach (var entry in desired.Entries.OfType<InstanceEntry>().Where(e => _instances.Contains(e.Instance)))
            foreach (var name in Names(entry))
                _declared.TryAdd((entry.Instance, name), entry);
        foreach (var entry in desired.Entries.OfType<GroupEntry>().Where(e => e is not GroupAbsent))
            foreach (var at in entry.Instances.Where(_instances.Contains))
                _declared.TryAdd((at, entry.Name), entry);
    }

    /// <summary>Null: a policy may delete it.</summary>
    public Protection? Of(InstanceAddress at, ObservedSnapshot snapshot)
    {
        if (_declared.TryGetValue((at, snapshot.Name), out var entry))
            return new Protection(entry is SnapshotRestored or GroupRestored ? $"a restore to it is declared by '{entry.Origin.Id}'"
                : $"declared by '{entry.Origin.Id}'");
        if (snapshot.InThisRun)
            return new Protection("taken in this run");
        if (snapshot.Description is null)
            return new Protection("its description could not be read, where a pin would stand");
        if (!_observed.Server(at.Remote).MayEditVolumes)
            return new Protection("this client may not read storage volumes, where a pin would stand");
        if (SnapshotPin.Of(snapshot, _now) is { } pin)
            return new Protection(pin.ToString(), pin.Until);
        if (SafetySnapshot.Is(snapshot.Name) && (snapshot.ExpiresAt is not { } end || end > _now))
            return new Protection("the safety snapshot of a restore" + (snapshot.ExpiresAt is { } until ? $", until {Instants.Readable(until)}" : ""));
        return SnapshotGroup.Of(snapshot, at) is { } group && group.Members.FirstOrDefault(m => !_instances.Contains(m) && IsHere(m, snapshot.Name))
            is { Name: not null } other
            ? new Protection($"its set {group.Id} has a member on {other}, which this policy does not look after") : null;
    }

    /// <summary>What was not looked at may be there.</summary>
    private bool IsHere(InstanceAddress member, string snapshot) =>
        _observed.At(member) is not Sighting.Present p || p.Instance.Snapshots.ContainsKey(snapshot);

    private static IEnumerable<string> Names(InstanceEntry entry) => entry switch
    {
        SnapshotPresent e => [e.Name],
        SnapshotRestored e => [e.Name],
        SnapshotDrilled { Name: { } name } => [name],
        SnapshotsManaged e => e.Snapshots.Select(s => s.Snapshot.Name),
        _ => [],
    };
}

/// <param name="Until">When it ends by itself; null: it does not.</param>
internal sealed record Protection(string Why, DateTimeOffset? Until = null);
