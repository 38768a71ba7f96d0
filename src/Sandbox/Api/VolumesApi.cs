using System.Text.Json.Nodes;
using Brine.Sandbox.Http;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Api;

/// <summary>
/// /1.0/storage-pools/POOL/volumes: the volumes behind instances, the only ones in lists.
/// </summary>
internal static class VolumesApi
{
    /// <summary>6.0 lists snapshots as rows of their own; 7.0 nests them from recursion 2 on.</summary>
    public static Reply List(Call call)
    {
        var (world, pool) = (call.World, PoolsApi.Known(call));
        var type = call.Segments.Count > 3 ? CheckType(call.Segments[3]) : null;
        if (call.ListedProject is { } project)
            world.ProjectOf(project);
        var instances = world.InstancesOf(call.ListedProject)
            .Where(i => (type is null || i.Type == type) && world.PoolOf(i) == pool)
            .OrderBy(i => i.Name, StringComparer.Ordinal);
        if (call.Recursion == 0)
            return Reply.Sync(Wire.List(instances.SelectMany(i => Urls(world, pool, i))));
        return Reply.Sync(Wire.List(instances.SelectMany(i => Rows(world, i, call.Recursion))));
    }

    public static Reply Get(Call call)
    {
        var instance = Known(call);
        var json = call.World.Is702 && call.Recursion > 0 ? Full(instance) : Json(instance);
        return Reply.Sync(json, ETag(instance));
    }

    public static Reply Put(Call call)
    {
        var instance = Known(call);
        call.CheckMatch(ETag(instance));
        var fields = call.Fields("StorageVolumePut");
        instance.VolumeDescription = fields.Text("description") ?? "";
        instance.VolumeConfig = fields.Settings("config");
        return Reply.Empty();
    }

    public static Reply Patch(Call call) =>
        throw new IncusError(400, $"Invalid storage volume type \"{Known(call).Type}\"");

    /// <summary>The instance behind the volume of the request.</summary>
    public static Instance Known(Call call)
    {
        var pool = PoolsApi.Known(call);
        var type = CheckType(call.Segments[3]);
        call.World.ProjectOf(call.Project);
        return call.World.Instances.TryGetValue(World.Key(call.Project, call.Segments[4]), out var instance)
            && instance.Type == type && call.World.PoolOf(instance) == pool
            ? instance
            : throw new IncusError(404, "Storage pool volume not found");
    }

    private static string CheckType(string type) => type is "container" or "virtual-machine" or "custom" or "image"
        ? type
        : throw new IncusError(400, "Invalid storage volume type name");

    private static string ETag(Instance instance) =>
        World.Hash($"{instance.Name}\n{instance.VolumeDescription}\n{Wire.Map(instance.VolumeConfig).ToJsonString()}");

    private static IEnumerable<string> Urls(World world, Pool pool, Instance i)
    {
        yield return Wire.Url(i.Project, "storage-pools", pool.Name, "volumes", i.Type, i.Name);
        if (world.Is702)
            yield break;
        foreach (var s in i.Snapshots.OrderBy(s => s.Name, StringComparer.Ordinal))
            yield return Wire.Url(i.Project, "storage-pools", pool.Name, "volumes", i.Type, i.Name, "snapshots",
                s.Name);
    }

    private static IEnumerable<JsonObject> Rows(World world, Instance i, int recursion)
    {
        yield return world.Is702 && recursion > 1 ? Full(i) : Json(i);
        if (world.Is702)
            yield break;
        foreach (var s in i.Snapshots.OrderBy(s => s.Name, StringComparer.Ordinal))
            yield return Row(i, $"{i.Name}/{s.Name}", s.VolumeDescription, [], [], s.CreatedAt);
    }

    private static JsonObject Json(Instance i) => Row(
        i, i.Name, i.VolumeDescription, i.VolumeConfig, [Wire.Url(i.Project, "instances", i.Name)], i.CreatedAt);

    private static JsonObject Full(Instance i)
    {
        var full = Json(i);
        full["backups"] = new JsonArray();
        full["snapshots"] = i.Snapshots.Count == 0
            ? null
            : Wire.List(i.Snapshots.Select(s => VolumeSnapshotsApi.Listed(s, s.Name)));
        full["state"] = new JsonObject { ["usage"] = new JsonObject { ["total"] = 0 } };
        return full;
    }

    private static JsonObject Row(
        Instance i, string name, string description, Settings config, string[] users, DateTimeOffset created) => new()
    {
        ["config"] = Wire.Map(config),
        ["description"] = description,
        ["name"] = name,
        ["type"] = i.Type,
        ["used_by"] = Wire.List(users),
        ["location"] = i.Location,
        ["content_type"] = i.IsVirtualMachine ? "block" : "filesystem",
        ["project"] = i.Project,
        ["created_at"] = Wire.Instant(created),
    };
}
