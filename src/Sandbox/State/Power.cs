using Brine.Sandbox.Rules;

namespace Brine.Sandbox.State;

/// <summary>Starting, stopping, freezing: effects and refusals. Every method runs under the gate.</summary>
internal static class Power
{
    public static void Start(World world, Instance instance)
    {
        if (!instance.IsStopped)
            throw new IncusError(500, "The instance is already running");
        if (!instance.Bootable)
        {
            instance.IsDying = true;
            throw new IncusError(500, $"Failed to run: /usr/libexec/incus/incusd "
                + $"{(world.Is702 ? "forklxc" : "forkstart")} {instance.Name}: exit status 1");
        }

        Run(world, instance);
    }

    public static void Stop(World world, Instance instance, bool force, int timeout)
    {
        if (instance.IsStopped)
            throw new IncusError(400, "The instance is already stopped");
        // A frozen guest cannot hear the signal; Incus gives up after the timeout.
        if (instance.Status == "Frozen" && !force && timeout > 0)
            throw new IncusError(500,
                "Failed shutting down instance, status is \"Running\": context deadline exceeded");
        Halt(instance);
        if (instance.Ephemeral)
            world.Instances.Remove(World.Key(instance.Project, instance.Name));
    }

    public static void Restart(World world, Instance instance, bool force, int timeout)
    {
        var ephemeral = instance.Ephemeral;
        instance.Ephemeral = false;
        try
        {
            Stop(world, instance, force, timeout);
        }
        finally
        {
            instance.Ephemeral = ephemeral;
        }

        Run(world, instance);
    }

    public static void Freeze(Instance instance)
    {
        if (instance.IsStopped)
            throw new IncusError(500, "The instance isn't running");
        if (instance.Status == "Frozen" && !instance.IsVirtualMachine)
            throw new IncusError(500, "The container is already frozen");
        instance.Status = "Frozen";
    }

    public static void Unfreeze(Instance instance)
    {
        if (instance.IsStopped)
            throw new IncusError(500, "The container isn't running");
        if (instance.Status != "Frozen" && !instance.IsVirtualMachine)
            throw new IncusError(500, "The container is already running");
        instance.Status = "Running";
    }

    /// <summary>Runs it without asking whether it may.</summary>
    public static void Run(World world, Instance instance)
    {
        VolatileKeys.OnStart(instance.Config);
        instance.Status = "Running";
        instance.LastUsedAt = world.Now;
        instance.StartedAt = world.Now;
        instance.Pid = 20000 + instance.Name.Sum(c => c);
    }

    /// <summary>Stops it at once.</summary>
    public static void Halt(Instance instance)
    {
        VolatileKeys.OnStop(instance.Config);
        instance.Status = "Stopped";
        instance.Pid = 0;
    }
}
