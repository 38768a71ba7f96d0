using System.Globalization;
using Brine.Sandbox.Rules;

namespace Brine.Sandbox.State;

/// <summary>Taking a snapshot.</summary>
internal static class Snapshotting
{
    /// <summary>The name Incus makes from snapshots.pattern when none is given.</summary>
    public static string NextName(World world, Instance instance) =>
        NamePattern.Next(world.ExpandedConfig(instance).Of("snapshots.pattern"), world.Now, [.. instance.Snapshots.Select(s => s.Name)]);

    /// <summary>
    /// When a snapshot without expires_at expires: expiry.manual where the server knows it, else expiry.
    /// </summary>
    public static DateTimeOffset DefaultExpiry(World world, Instance instance)
    {
        var config = world.ExpandedConfig(instance);
        var manual = world.Is702 ? config.Of("snapshots.expiry.manual") : "";
        return ExpiryExpression.After(world.Now, manual.Length > 0 ? manual : config.Of("snapshots.expiry"));
    }

    public static Work Of(World world, Instance instance, string name, bool stateful, DateTimeOffset expires)
    {
        var key = $"{World.Key(instance.Project, instance.Name)}\n{name}";
        Snapshot? captured = null;
        return new Work(Effect: () => Add(world, instance, captured!))
        {
            Begin = () =>
            {
                if (stateful)
                    CheckStateful(world, instance);
                if (name.Contains(' ', StringComparison.Ordinal))
                {
                    throw Record(name, new IncusError(
                        500, "Invalid instance snapshot name: Cannot contain space or / characters"));
                }

                if (world.Locks.Holder(key) is { } holder)
                    throw Record(name, IncusError.Busy(holder));
                if (instance.Find(name) is not null)
                    throw Record(name, AlreadyThere(world));
                world.Locks.Take(key, "create");
                captured = Snapshot.Of(instance, name, world.Now, expires, stateful);
            },
            Release = () => world.Locks.Release(key),
        };
    }

    private static void Add(World world, Instance instance, Snapshot snapshot)
    {
        instance.Snapshots.Add(snapshot);
        if (world.Faults.CrashDuringNextCreation)
        {
            world.Faults.CrashDuringNextCreation = false;
            Crash(world, instance, snapshot);
        }
        else if (snapshot.Name == ".." && !world.Is702 && world.PoolOf(instance).Driver == "dir")
        {
            // Incus 6.0.4 hands ".." to rsync --delete: the data of every snapshot of the pool is gone.
            foreach (var lost in world.Instances.Values.Where(i => world.PoolOf(i) == world.PoolOf(instance)))
                lost.Snapshots.ForEach(s => s.IsPhantom = true);
        }
    }

    // The record was written, the data was not; the container was frozen for the copy and stays so.
    private static void Crash(World world, Instance instance, Snapshot snapshot)
    {
        snapshot.IsPhantom = true;
        if (!instance.IsStopped)
            instance.Status = "Frozen";
        world.Crash();
    }

    private static void CheckStateful(World world, Instance instance)
    {
        var config = world.ExpandedConfig(instance);
        if (!config.IsTrue("migration.stateful"))
        {
            throw new IncusError(500, instance.IsVirtualMachine
                ? "Stateful snapshot requires migration.stateful to be set to true"
                : "Stateful snapshots require that the instance has migration.stateful be set to true");
        }

        if (instance.IsStopped)
            throw new IncusError(500, "Unable to create a stateful snapshot. The instance isn't running");
        if (!instance.IsVirtualMachine && !world.Criu)
            throw new IncusError(500, "Unable to create a stateful snapshot. CRIU isn't installed");
        if (!instance.IsVirtualMachine)
            return;
        var root = world.ExpandedDevices(instance.Project, instance.Profiles, instance.Devices).Roots().First();
        var memory = config.Of("limits.memory") is { Length: > 0 } set ? set : "1GiB";
        if (ConfigRules.Bytes(root.Of("size.state")) < ConfigRules.Bytes(memory))
        {
            throw new IncusError(500, "Stateful stop and snapshots require that the instance limits.memory is less "
                + "than size.state on the root disk device");
        }
    }

    private static IncusError AlreadyThere(World world) => new(500, "Add snapshot info to the database: "
        + (world.Is702
            ? "This \"Instance_snapshot\" entry already exists"
            : "Failed to create \"instances_snapshots\" entry: UNIQUE constraint failed: "
                + "instances_snapshots.instance_id, instances_snapshots.name"));

    private static IncusError Record(string name, IncusError cause) =>
        new(cause.Status, $"Failed creating instance snapshot record \"{name}\": {cause.Message}");
}
