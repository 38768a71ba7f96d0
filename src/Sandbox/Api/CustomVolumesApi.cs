using System.Text.Json.Nodes;
using Brine.Sandbox.Http;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Api;

/// <summary>/1.0/storage-pools/POOL/volumes/custom: made empty, listed, snapshotted, deleted.</summary>
internal static class CustomVolumesApi
{
    /// <summary>6.0 lists snapshots as rows of their own; 7.0 nests them from recursion 2 on.</summary>
    public static Reply List(Call call)
    {
        var (world, pool) = (call.World, PoolsApi.Known(call));
        var owner = Owner(call);
        var volumes = world.Volumes.Where(v => v.Pool == pool.Name && v.Project == owner)
            .OrderBy(v => v.Name, StringComparer.Ordinal);
        return Reply.Sync(call.Recursion == 0
            ? Wire.List(volumes.SelectMany(v => Urls(world, v)))
            : Wire.List(volumes.SelectMany(v => Rows(world, v, call.Recursion))));
    }

    public static Reply Create(Call call)
    {
        var pool = PoolsApi.Known(call);
        var fields = call.Fields("StorageVolumesPost");
        var name = fields.Text("name") ?? "";
        if (call.World.Volumes.Exists(v => v.Pool == pool.Name && v.Project == Owner(call) && v.Name == name))
            throw new IncusError(409, "Volume by that name already exists");
        call.World.Volumes.Add(new CustomVolume
        {
            Name = name, Pool = pool.Name, Project = Owner(call), CreatedAt = call.World.Now,
            Config = fields.Settings("config"), Description = fields.Text("description") ?? "",
        });
        return Reply.Empty();
    }

    public static Reply Get(Call call) => Reply.Sync(Row(call.World, Known(call)));

    public static Reply Delete(Call call)
    {
        call.World.Volumes.Remove(Known(call));
        return Reply.Empty();
    }

    public static Reply CreateSnapshot(Call call)
    {
        var (world, volume) = (call.World, Known(call));
        var name = call.Fields("StorageVolumeSnapshotsPost").Text("name") ?? "";
        if (volume.Snapshots.Exists(s => s.Name == name))
            throw new IncusError(409, $"Snapshot by that name already exists"); // not compared with a real server
        string[] path = ["storage-pools", volume.Pool, "volumes", "custom", volume.Name];
        return OperationsApi.Started(world, world.Operations.Start(
            "create-volume-snapshot", "Creating storage volume snapshot", call.Project,
            [
                ("storage_volume_snapshots", [Wire.Url(volume.Project, [.. path, "snapshots", name])]),
                ("storage_volumes", [Wire.Url(volume.Project, path)]),
            ],
            new Work(() => volume.Snapshots.Add((name, world.Now)))));
    }

    private static string Owner(Call call) =>
        call.World.ProjectOf(call.Project).OwnsVolumes ? call.Project : Project.Default;

    private static CustomVolume Known(Call call)
    {
        var (pool, owner) = (PoolsApi.Known(call), Owner(call));
        return call.World.Volumes.Find(v => v.Pool == pool.Name && v.Project == owner && v.Name == call.Segments[4])
            ?? throw new IncusError(404, "Storage pool volume not found");
    }

    private static IEnumerable<string> Urls(World world, CustomVolume v)
    {
        string[] path = ["storage-pools", v.Pool, "volumes", "custom", v.Name];
        yield return Wire.Url(v.Project, path);
        foreach (var (name, _) in world.Is702 ? [] : v.Snapshots)
            yield return Wire.Url(v.Project, [.. path, "snapshots", name]);
    }

    private static IEnumerable<JsonObject> Rows(World world, CustomVolume v, int recursion)
    {
        var row = Row(world, v);
        if (world.Is702 && recursion > 1)
        {
            row["snapshots"] = v.Snapshots.Count == 0 ? null : Wire.List(v.Snapshots.Select(s => new JsonObject
            {
                ["description"] = "", ["expires_at"] = null, ["name"] = s.Name, ["config"] = Wire.Map(v.Config),
                ["content_type"] = "", ["created_at"] = Wire.Instant(s.CreatedAt),
            }));
        }

        yield return row;
        foreach (var (name, at) in world.Is702 ? [] : v.Snapshots)
        {
            var snapshot = Row(world, v);
            snapshot["name"] = $"{v.Name}/{name}";
            snapshot["used_by"] = new JsonArray();
            snapshot["created_at"] = Wire.Instant(at);
            yield return snapshot;
        }
    }

    private static JsonObject Row(World world, CustomVolume v) => new()
    {
        ["config"] = Wire.Map(v.Config),
        ["description"] = v.Description,
        ["name"] = v.Name,
        ["type"] = "custom",
        ["used_by"] = Wire.List(world.Instances.Values.Where(i => Attaches(world, i, v))
            .Select(i => Wire.Url(i.Project, "instances", i.Name))),
        ["location"] = world.Location,
        ["content_type"] = "filesystem",
        ["project"] = v.Project,
        ["created_at"] = Wire.Instant(v.CreatedAt),
    };

    private static bool Attaches(World world, Instance i, CustomVolume v) =>
        world.ExpandedDevices(i.Project, i.Profiles, i.Devices).Values.Any(d =>
            d.Of("type") == "disk" && d.Of("pool") == v.Pool && d.Of("source") == v.Name);
}
