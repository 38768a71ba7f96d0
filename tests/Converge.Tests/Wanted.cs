using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Schedule;

namespace Brine.Converge.Tests;

/// <summary>Declarations in few words.</summary>
internal static class Wanted
{
    public static DesiredState All(params DesiredEntry[] entries) => new([.. entries]);

    public static SnapshotPresent Present(
        string instance, string name, string? description = null, Expiry? expires = null, string remote = "local") =>
        new(Origin("instance_snapshot_present", instance, name), At(instance, remote), instance, name, null,
            description, expires,
            DriftAnswer.Fix);

    public static SnapshotAbsent Absent(string instance, string name) =>
        new(Origin("instance_snapshot_absent", instance, name), At(instance), instance, name);

    public static SnapshotRestored Restored(
        string instance, string name, SafetyAnswer safety = SafetyAnswer.No, bool again = false) =>
        new(Origin("instance_snapshot_restored", instance, name), At(instance), instance, name, false, false, null,
            safety, again);

    public static SnapshotRenamed Renamed(string instance, string name, string newName) =>
        new(Origin("instance_snapshot_renamed", instance, name), At(instance), instance, name, newName);

    public static InstancePresent Instance(string name, string? image = "bb",
        params (string Key, string Value)[] config) =>
        new(Origin("instance_present", name, null), At(name), name, image is null
            ? null : new InstanceSource("image", Alias: image),
            null, config.ToImmutableSortedDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal), Maps.Devices,
                null, null);

    public static InstanceAbsent NoInstance(string name) =>
        new(Origin("instance_absent", name, null), At(name), name, true);

    public static InstanceRunning Running(string name) =>
        new(Origin("instance_running", name, null), At(name), name, TimeSpan.FromSeconds(20));

    public static InstanceStopped Stopped(string name) =>
        new(Origin("instance_stopped", name, null), At(name), name, true);

    public static T Needs<T>(this T entry, int on, DependencyKind kind = DependencyKind.Success)
        where T : DesiredEntry => entry with { Dependencies = [new Dependency(on, kind)] };

    public static InstanceAddress At(string instance, string remote = "local") => new(remote, "default", instance);

    private static Origin Origin(string function, string instance, string? name) => new()
    {
        Id = name is null ? instance : $"{instance}-{name}",
        Sls = "test",
        Function = "incus." + function,
        ReturnName = name is null ? instance : $"{instance}/{name}",
        StateName = name ?? instance,
    };
}
