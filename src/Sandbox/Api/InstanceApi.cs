using Brine.Sandbox.Http;
using Brine.Sandbox.Rules;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Api;

/// <summary>/1.0/instances/NAME</summary>
internal static class InstanceApi
{
    public static Reply Get(Call call)
    {
        var instance = call.World.InstanceOf(call.Project, call.Segments[1]);
        return Reply.Sync(
            call.Recursion > 0 ? InstanceJson.Full(call.World, instance) : InstanceJson.Of(call.World, instance),
            InstanceJson.ETag(instance));
    }

    /// <summary>A full body replaces; a body with <c>restore</c> restores.</summary>
    public static Reply Put(Call call)
    {
        var world = call.World;
        var instance = world.InstanceOf(call.Project, call.Segments[1]);
        call.CheckMatch(InstanceJson.ETag(instance));
        var fields = call.Fields("InstancePut");
        if (fields.Text("restore") is { Length: > 0 } snapshot)
            return Restore(call, instance, snapshot, fields);
        var change = ChangeOf(fields);
        return Start(call, instance, "update-instance", "Updating instance",
            new Work(() => Changing.Put(world, instance, change))
            {
                WaitFor = () => world.Locks.Freed(World.Key(instance.Project, instance.Name)),
            });
    }

    /// <summary>Synchronous, but it waits for a restore to end.</summary>
    public static async Task<Reply> PatchAsync(Call call, CancellationToken cancellation)
    {
        var world = call.World;
        while (true)
        {
            Task? busy;
            lock (world.Gate)
            {
                var instance = world.InstanceOf(call.Project, call.Segments[1]);
                busy = world.Locks.Freed(World.Key(instance.Project, instance.Name));
                if (busy is null)
                    return Patch(call, instance);
            }

            await busy.WaitAsync(cancellation);
        }
    }

    public static Reply Rename(Call call)
    {
        var world = call.World;
        if (!world.Instances.TryGetValue(World.Key(call.Project, call.Segments[1]), out var instance))
            throw new IncusError(404, "Failed to get address of instance's member: Instance not found");
        var name = call.Fields("InstancePost").Text("name") ?? "";
        NameRules.CheckInstance(name);
        if (world.Instances.ContainsKey(World.Key(call.Project, name)))
            throw new IncusError(409, $"Name '{name}' already in use");
        return Start(call, instance, "rename-instance", "Renaming instance", new Work(() =>
        {
            if (!instance.IsStopped)
                throw new IncusError(500, "Renaming of running instance not allowed");
            world.Instances.Remove(World.Key(instance.Project, instance.Name));
            instance.Name = name;
            world.Instances.Add(World.Key(instance.Project, name), instance);
        }));
    }

    public static Reply Delete(Call call)
    {
        var world = call.World;
        var instance = world.InstanceOf(call.Project, call.Segments[1]);
        var key = World.Key(instance.Project, instance.Name);
        // While a restore holds it stopped, the server lets the request in and fails the operation.
        if (!instance.IsStopped)
            throw new IncusError(400, "Instance is running");
        return Start(call, instance, "delete-instance", "Deleting instance",
            new Work(() => world.Instances.Remove(key))
            {
                Begin = () =>
                {
                    if (world.Locks.Holder(key) is { } holder)
                    {
                        throw new IncusError(500, "Failed to create instance delete operation: "
                            + (holder == "delete"
                                ? "A matching non-reusable operation has now succeeded"
                                : IncusError.Busy(holder).Message));
                    }

                    if (world.ExpandedConfig(instance).IsTrue("security.protection.delete"))
                        throw new IncusError(500, "Instance is protected");
                    world.Locks.Take(key, "delete");
                },
                Release = () => world.Locks.Release(key),
            });
    }

    private static Reply Restore(Call call, Instance instance, string snapshot, Fields fields)
    {
        var world = call.World;
        var stateful = fields.Flag("stateful") ?? false;
        var diskOnly = world.Is702 && (fields.Flag("disk_only") ?? false);
        if (diskOnly && stateful)
            throw new IncusError(400, "Cannot use option disk_only and stateful together on snapshot restore");
        return Start(call, instance, "restore", "Restoring snapshot",
            Restoring.Of(world, instance, snapshot, stateful, diskOnly));
    }

    private static Reply Patch(Call call, Instance instance)
    {
        call.CheckMatch(InstanceJson.ETag(instance));
        var fields = call.Fields("InstancePut");
        if (fields.Text("restore") is { Length: > 0 })
            throw new IncusError(400, "Can't call PATCH in restore mode");
        Changing.Patch(call.World, instance, ChangeOf(fields));
        return Reply.Empty();
    }

    private static Change ChangeOf(Fields fields) => new()
    {
        Architecture = fields.Text("architecture"),
        Description = fields.Text("description"),
        Ephemeral = fields.Flag("ephemeral"),
        Config = fields.Words("config"),
        Devices = fields.Devices("devices"),
        Profiles = fields.Texts("profiles"),
    };

    private static Reply Start(Call call, Instance instance, string kind, string title, Work work) =>
        OperationsApi.Started(call.World, call.World.Operations.Start(
            kind, title, call.Project,
            [("instances", [Wire.Url(instance.Project, "instances", instance.Name)])], work));
}
