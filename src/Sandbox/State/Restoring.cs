using Brine.Sandbox.Rules;

namespace Brine.Sandbox.State;

/// <summary>Restoring an instance from a snapshot.</summary>
internal static class Restoring
{
    public static Work Of(World world, Instance instance, string name, bool stateful, bool diskOnly)
    {
        var key = World.Key(instance.Project, instance.Name);
        var wasRunning = false;
        return new Work(Effect: () => Apply(world, instance, instance.Find(name), stateful, diskOnly, wasRunning))
        {
            WaitFor = () => world.Locks.Freed(key),
            Begin = () =>
            {
                var snapshot = instance.Find(name)
                    ?? throw new IncusError(500, $"Snapshot {instance.Name}/{name} does not exist");
                if (world.Is702)
                    CheckNewer(world, instance, snapshot);
                world.Locks.Take(key, "restore");
                wasRunning = !instance.IsStopped;
                // A hard stop, before anything else is known to work: what fails from here on leaves it stopped.
                if (wasRunning)
                    Power.Halt(instance);
            },
            Release = () => world.Locks.Release(key),
        };
    }

    private static void Apply(
        World world, Instance instance, Snapshot? snapshot, bool stateful, bool diskOnly, bool wasRunning)
    {
        if (snapshot is null || snapshot.IsPhantom)
            throw new IncusError(500, "Snapshot not found");
        CheckNewer(world, instance, snapshot);
        if (world.PoolOf(instance).Driver == "zfs")
            DeleteNewer(instance, snapshot);
        if (!diskOnly)
            TakeBack(world, instance, snapshot);
        VolatileKeys.NewGeneration(instance.Config);
        instance.VolumeDescription = snapshot.VolumeDescription;
        if (stateful && !snapshot.Stateful)
        {
            throw new IncusError(500, instance.IsVirtualMachine
                ? $"Failed opening state file \"/var/lib/incus/virtual-machines/{instance.Name}/state\": "
                    + $"open /var/lib/incus/virtual-machines/{instance.Name}/state: no such file or directory"
                : "Stateful snapshot restore requested but snapshot is stateless");
        }

        if (wasRunning && !stateful && world.Faults.Take("start") is { } fault)
        {
            instance.IsDying = true;
            throw fault.AsError("start");
        }

        if (wasRunning || stateful)
            Power.Run(world, instance);
    }

    private static void TakeBack(World world, Instance instance, Snapshot snapshot)
    {
        instance.Config = new Settings(snapshot.Config);
        instance.Devices = snapshot.Devices.Copy();
        instance.Profiles = [.. snapshot.Profiles];
        instance.Ephemeral = snapshot.Ephemeral;
        instance.Architecture = snapshot.Architecture;
        // 6.0.4 does not keep the description in the snapshot and writes an empty one.
        instance.Description = world.Is702 ? snapshot.Description : "";
    }

    private static void CheckNewer(World world, Instance instance, Snapshot snapshot)
    {
        var pool = world.PoolOf(instance);
        if (pool.Driver != "zfs" || instance.Snapshots[^1] == snapshot)
            return;
        var allowed = instance.VolumeConfig.TryGetValue("zfs.remove_snapshots", out _)
            ? instance.VolumeConfig.IsTrue("zfs.remove_snapshots")
            : pool.Config.IsTrue("volume.zfs.remove_snapshots");
        if (!allowed)
        {
            throw new IncusError(500, $"Snapshot \"{snapshot.Name}\" cannot be restored due to subsequent "
                + "snapshot(s). Set zfs.remove_snapshots to override");
        }
    }

    private static void DeleteNewer(Instance instance, Snapshot snapshot)
    {
        var at = instance.Snapshots.IndexOf(snapshot);
        instance.Snapshots.RemoveRange(at + 1, instance.Snapshots.Count - at - 1);
    }
}
