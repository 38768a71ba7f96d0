using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Plan;
using Brine.Planner.Schedule;

namespace Brine.Planner.Tests.Plan;

/// <summary>Short ways to write down facts and declarations.</summary>
internal static class World
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Yesterday = Now.AddDays(-1);

    public static InstanceAddress Address(string name) => new("local", "default", name);

    public static ObservedInstance Instance(string name, string status = "Stopped", string driver = "btrfs") => new()
    {
        Name = name,
        Status = status,
        Config = Maps.Text.Add("volatile.uuid.generation", "g1"),
        Pool = new ObservedPool("default", driver, false),
        Profiles = ["default"],
        VolumeDescription = "",
    };

    public static ObservedInstance With(this ObservedInstance instance, params ObservedSnapshot[] snapshots) =>
        instance with { Snapshots = instance.Snapshots.SetItems(snapshots.Select(s => KeyValuePair.Create(s.Name, s))) };

    public static ObservedSnapshot Snapshot(string name, DateTimeOffset? createdAt = null) => new()
    {
        Name = name,
        CreatedAt = createdAt ?? Yesterday,
        Description = "",
        Config = Maps.Text.Add("volatile.uuid.generation", "g0"),
        Profiles = ["default"],
    };

    public static ObservedState Holding(params ObservedInstance[] instances) => instances.Aggregate(
        ObservedState.Empty with { Servers = ObservedState.Empty.Servers.Add("local", new ObservedServer { Remote = "local", Version = "6.0.4", ProcessId = 7 }) },
        (world, i) => world.With(Address(i.Name), i));

    public static ObservedState Lacking(this ObservedState world, string name) => world.Without(Address(name));

    /// <summary>The same on a cluster: names of members, each with its status.</summary>
    public static ObservedState On(this ObservedState state, params (string Name, string Status)[] members) => state with
    {
        Servers = state.Servers.SetItem("local", state.Server("local") with
        {
            Members = members.Aggregate(Maps.Text, (map, m) => map.Add(m.Name, m.Status)),
        }),
    };

    public static SnapshotPresent Present(string instance, string name, string? description = null, string? expires = null,
        bool? stateful = null, DriftAnswer onDrift = DriftAnswer.Fix) =>
        new(Origin("instance_snapshot_present", $"{instance}/{name}"), Address(instance), instance, name, stateful, description,
            expires is null ? null : ExpiryText.TryParse(expires) ?? throw new ArgumentException(expires), onDrift);

    public static SnapshotAbsent Absent(string instance, string name) =>
        new(Origin("instance_snapshot_absent", $"{instance}/{name}"), Address(instance), instance, name);

    public static SnapshotRestored Restored(string instance, string name, bool stateful = false, bool diskOnly = false,
        string? trigger = null, SafetyAnswer safety = SafetyAnswer.Auto, bool again = false) =>
        new(Origin("instance_snapshot_restored", $"{instance}/{name}"), Address(instance), instance, name, stateful, diskOnly, trigger, safety, again);

    public static InstancePresent Declared(string name, params (string Key, string Value)[] config) =>
        new(Origin("instance_present", name), Address(name), name, new InstanceSource("none"), null,
            config.Aggregate(Maps.Text, (m, p) => m.SetItem(p.Key, p.Value)), Maps.Devices, null, null);

    public static InstanceRunning Running(string name) => new(Origin("instance_running", name), Address(name), name, null);

    public static InstanceStopped Stopped(string name, bool force = false) => new(Origin("instance_stopped", name), Address(name), name, force);

    public static InstanceAbsent Gone(string name, bool force = false) => new(Origin("instance_absent", name), Address(name), name, force);

    public static Brine.Planner.Plan.Plan PlanOf(ObservedState world, params DesiredEntry[] entries) =>
        PlanMaker.Make(new DesiredState([.. entries]), world, Now, new ScriptedChecks());

    public static PlannedEntry One(ObservedState world, DesiredEntry entry) => PlanOf(world, entry).Entries[0];

    private static Origin Origin(string function, string name) => new()
    {
        Id = $"{function}-{name}", Function = "incus." + function, ReturnName = name, StateName = name, Sls = "test",
    };
}
