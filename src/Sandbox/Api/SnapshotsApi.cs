using Brine.Sandbox.Http;
using Brine.Sandbox.Rules;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Api;

/// <summary>/1.0/instances/NAME/snapshots</summary>
internal static class SnapshotsApi
{
    /// <summary>Names of a missing instance are an empty list; its objects are a 404.</summary>
    public static Reply List(Call call)
    {
        var world = call.World;
        if (call.Recursion == 0)
        {
            return Reply.Sync(Wire.List(
                world.Instances.TryGetValue(World.Key(call.Project, call.Segments[1]), out var found)
                    ? found.Snapshots.Select(s => Wire.RawUrl(found.Project, "instances", found.Name, "snapshots",
                        s.Name))
                    : []));
        }

        var instance = world.InstanceOf(call.Project, call.Segments[1]);
        return Reply.Sync(Wire.List(instance.Snapshots.Select(s => InstanceJson.Of(world, instance, s))));
    }

    public static Reply Create(Call call)
    {
        var world = call.World;
        if (world.ProjectOf(call.Project).BlocksSnapshots)
            throw new IncusError(500, $"Project \"{call.Project}\" doesn't allow for snapshot creation");
        var instance = world.InstanceOf(call.Project, call.Segments[1]);
        var fields = call.Fields("InstanceSnapshotsPost");
        var name = fields.Text("name") is { Length: > 0 } given ? given : Snapshotting.NextName(world, instance);
        NameRules.CheckSnapshot(world.Flavor, name);
        var expires = fields.Instant("expires_at") ?? Snapshotting.DefaultExpiry(world, instance);
        return Start(call, instance, name, "create-snapshot", "Snapshotting instance",
            Snapshotting.Of(world, instance, name, fields.Flag("stateful") ?? false, expires));
    }

    public static Reply Get(Call call)
    {
        var (instance, snapshot) = Known(call);
        return Reply.Sync(InstanceJson.Of(call.World, instance, snapshot), InstanceJson.ETag(snapshot));
    }

    /// <summary>PUT and PATCH: only expires_at counts, and null changes nothing.</summary>
    public static Reply Update(Call call)
    {
        var (instance, snapshot) = Known(call);
        call.CheckMatch(InstanceJson.ETag(snapshot));
        var expires = call.Fields("InstanceSnapshotPut").Instant("expires_at");
        return Start(call, instance, snapshot.Name, "update-snapshot", "Updating snapshot", new Work(() =>
            snapshot.ExpiresAt = expires ?? snapshot.ExpiresAt));
    }

    public static Reply Rename(Call call)
    {
        var (instance, snapshot) = Known(call);
        var name = call.Fields("InstanceSnapshotPost").Text("name") ?? "";
        if (name.Length == 0)
            throw new IncusError(400, "A new name for the instance must be provided");
        NameRules.CheckSnapshot(call.World.Flavor, name);
        if (instance.Find(name) is not null)
            throw new IncusError(409, $"Name '{instance.Name}/{name}' already in use");
        return Start(call, instance, snapshot.Name, "rename-snapshot", "Renaming snapshot", new Work(() =>
            snapshot.Name = name));
    }

    public static Reply Delete(Call call)
    {
        var world = call.World;
        var (instance, snapshot) = Known(call);
        var key = $"{World.Key(instance.Project, instance.Name)}\n{snapshot.Name}";
        return Start(call, instance, snapshot.Name, "delete-snapshot", "Deleting snapshot",
            new Work(() => instance.Snapshots.Remove(snapshot))
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

                    world.Locks.Take(key, "delete");
                },
                Release = () => world.Locks.Release(key),
            });
    }

    private static (Instance, Snapshot) Known(Call call)
    {
        var (instance, snapshot) = (call.Segments[1], Wire.UnescapeAgain(call.Segments[3]));
        if (!call.World.Instances.ContainsKey(World.Key(call.World.ProjectOf(call.Project).Name, instance)))
            throw IncusError.NoInstance($"{instance}/{snapshot}", call.Project);
        var found = call.World.InstanceOf(call.Project, instance);
        return (found, found.Find(snapshot) ?? throw IncusError.NoSnapshot(snapshot, instance, call.Project));
    }

    private static string Url(Instance instance, string snapshot) =>
        Wire.Url(instance.Project, "instances", instance.Name, "snapshots", snapshot);

    private static Reply Start(Call call, Instance instance, string snapshot, string kind, string title, Work work) =>
        OperationsApi.Started(call.World, call.World.Operations.Start(
            kind, title, call.Project,
            [
                ("instances", [Wire.Url(instance.Project, "instances", instance.Name)]),
                ("instances_snapshots", [Url(instance, snapshot)]),
            ],
            work));
}
