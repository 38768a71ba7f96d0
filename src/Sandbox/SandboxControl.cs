using Brine.Sandbox.Faults;
using Brine.Sandbox.State;

namespace Brine.Sandbox;

/// <summary>
/// What tests do to a running sandbox. "What" is a method and path with <c>*</c> for any run of characters
/// (<c>POST /1.0/instances/*/snapshots</c>), or an operation kind: create-snapshot, delete-snapshot, update-snapshot,
/// rename-snapshot, restore, create-instance, update-instance, rename-instance, delete-instance, start, stop, restart,
/// freeze, unfreeze, exec. A restore of what ran ends with a start.
/// </summary>
public sealed class SandboxControl
{
    private readonly World _world;
    private readonly List<string> _requests = [];

    internal SandboxControl(World world) => _world = world;

    /// <summary>How many requests came, without those to /sandbox.</summary>
    public int RequestCount
    {
        get
        {
            lock (_requests)
                return _requests.Count;
        }
    }

    /// <summary>Every request as <c>METHOD /path?query</c>, in order of arrival.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    /// <summary>The next matching requests or operations fail with this text.</summary>
    public void FailNext(string what, string error, int times = 1, int status = 500) =>
        Add(new Fault { What = what, Kind = FaultKind.Error, Text = error, TimesLeft = times, Status = status });

    /// <summary>The next matching requests or operations find the instance busy.</summary>
    public void BusyNext(string what, int times = 1) =>
        Add(new Fault { What = what, Kind = FaultKind.Busy, TimesLeft = times });

    /// <summary>The connection of the next matching request is cut, before or after its effect.</summary>
    public void CutNext(string what, bool afterEffect, int times = 1) => Add(new Fault
    {
        What = what, Kind = afterEffect ? FaultKind.CutAfter : FaultKind.CutBefore, TimesLeft = times,
    });

    /// <summary>The next operations of this kind are gone the moment they end.</summary>
    public void VanishNext(string what, int times = 1) =>
        Add(new Fault { What = what, Kind = FaultKind.VanishOperation, TimesLeft = times });

    /// <summary>
    /// The pool is full for the next operations of this kind. A restore then leaves the instance stopped.
    /// </summary>
    public void FillDiskFor(string what, int times = 1) =>
        Add(new Fault { What = what, Kind = FaultKind.DiskFull, TimesLeft = times });

    /// <summary>The next operations of this kind take this long.</summary>
    public void DelayNext(string what, TimeSpan delay, int times = 1) =>
        Add(new Fault { What = what, Kind = FaultKind.Delay, Delay = delay, TimesLeft = times });

    /// <summary>
    /// The daemon dies in the next snapshot creation: the snapshot is listed but has no data, a running instance is
    /// left frozen, all operations are gone, all connections are cut, the server's pid is another.
    /// </summary>
    public void CrashDuringNextCreation()
    {
        lock (_world.Gate)
            _world.Faults.CrashDuringNextCreation = true;
    }

    /// <summary>
    /// As a daemon leaves a container of the default project that dies while it freezes it: Freezing for ever, and Incus thaws
    /// only what it calls Frozen.
    /// </summary>
    public void CutOffFreeze(string instance)
    {
        lock (_world.Gate)
            _world.Instances[World.Key("default", instance)].Status = "Freezing";
    }

    /// <summary>
    /// Its instances are listed with status Error and no snapshots; everything else about them fails.
    /// </summary>
    public void TakeMemberOffline(string member)
    {
        lock (_world.Gate)
            _world.OfflineMembers.Add(member);
    }

    public void BringMemberOnline(string member)
    {
        lock (_world.Gate)
            _world.OfflineMembers.Remove(member);
    }

    /// <summary>
    /// It says so of itself, starts nothing and takes no instance; its own are stopped, and stay where they are.
    /// </summary>
    public void EvacuateMember(string member)
    {
        lock (_world.Gate)
        {
            _world.EvacuatedMembers.Add(member);
            foreach (var instance in _world.Instances.Values.Where(i => i.Location == member && !i.IsStopped))
                Power.Halt(instance);
        }
    }

    public void RestoreMember(string member)
    {
        lock (_world.Gate)
            _world.EvacuatedMembers.Remove(member);
    }

    /// <summary>
    /// Moves the sandbox clock on: operations vanish, Date headers follow. Snapshots that expire are pruned.
    /// </summary>
    public void AdvanceTime(TimeSpan by)
    {
        _world.Clock.Advance(by);
        lock (_world.Gate)
        {
            foreach (var instance in _world.Instances.Values)
                instance.Snapshots.RemoveAll(s => s.ExpiresAt != default && s.ExpiresAt <= _world.Now);
        }
    }

    public void ClearFaults()
    {
        lock (_world.Gate)
            _world.Faults.Clear();
    }

    internal void Add(Fault fault)
    {
        lock (_world.Gate)
            _world.Faults.Add(fault);
    }

    internal void Count(string request)
    {
        lock (_requests)
            _requests.Add(request);
    }
}
