using System.Text.Json.Nodes;
using Brine.Sandbox.Http;
using Brine.Sandbox.State;
using Brine.Sandbox.State.Storage;

namespace Brine.Sandbox.Api;

/// <summary>/1.0/storage-pools/POOL/volumes/custom: made empty, listed, changed, restored, deleted.</summary>
internal static class CustomVolumesApi
{
    /// <summary>6.0 lists snapshots as rows of their own; 7.0 nests them from recursion 2 on.</summary>
    public static Reply List(Call call)
    {
        var (world, pool, owner) = (call.World, PoolsApi.Known(call), call.World.VolumeOwner(call.Project));
        var volumes = world.Volumes.Where(v => v.Pool == pool.Name && v.Project == owner)
            .OrderBy(v => v.Name, StringComparer.Ordinal);
        return Reply.Sync(call.Recursion == 0
            ? Wire.List(volumes.SelectMany(v => Urls(world, v)))
            : Wire.List(volumes.SelectMany(v => Rows(world, v, call.Recursion))));
    }

    public static Reply Create(Call call)
    {
        var pool = PoolsApi.Known(call);
        var owner = call.World.VolumeOwner(call.Project);
        var fields = call.Fields("StorageVolumesPost");
        var name = fields.Text("name") ?? "";
        if (call.World.Volumes.Exists(v => Is(v, pool.Name, owner, name)))
            throw new IncusError(409, "Volume by that name already exists");
        call.World.Volumes.Add(new CustomVolume
        {
            Pool = pool.Name,
            Project = owner,
            Name = name,
            CreatedAt = call.World.Now,
            Description = fields.Text("description") ?? "",
            Config = fields.Settings("config"),
        });
        return Reply.Empty();
    }

    public static Reply Get(Call call)
    {
        var volume = Known(call);
        return Reply.Sync(Row(call.World, volume), ETag(volume));
    }

    /// <summary>With <c>restore</c>, back to a snapshot; otherwise the whole of what may be written.</summary>
    public static Reply Put(Call call)
    {
        var volume = Known(call);
        call.CheckMatch(ETag(volume));
        var fields = call.Fields("StorageVolumePut");
        if (fields.Text("restore") is { Length: > 0 } snapshot)
        {
            Restore(call.World, volume, snapshot);
            return Reply.Empty();
        }

        volume.Description = fields.Text("description") ?? "";
        volume.Config = fields.Settings("config");
        return Reply.Empty();
    }

    public static Reply Patch(Call call)
    {
        var volume = Known(call);
        call.CheckMatch(ETag(volume));
        var fields = call.Fields("StorageVolumePut");
        // As with instances, a PATCH without a description empties it (6.0.4).
        volume.Description = fields.Text("description") ?? (call.World.Is702 ? volume.Description : "");
        foreach (var (key, value) in fields.Settings("config"))
            volume.Config[key] = value;
        return Reply.Empty();
    }

    public static Reply Delete(Call call)
    {
        var volume = Known(call);
        if (UsedBy(call.World, volume).Any())
            throw new IncusError(400, "The storage volume is still in use");
        call.World.Volumes.Remove(volume);
        return Reply.Empty();
    }

    public static CustomVolume Known(Call call)
    {
        var (pool, owner) = (PoolsApi.Known(call), call.World.VolumeOwner(call.Project));
        return call.World.Volumes.Find(v => Is(v, pool.Name, owner, call.Segments[4]))
            ?? throw new IncusError(404, "Storage pool volume not found");
    }

    private static void Restore(World world, CustomVolume volume, string name)
    {
        if (volume.Users(world).Any(i => !i.IsStopped))
            throw new IncusError(500, "Cannot restore custom volume used by running instances");
        if (volume.Find(name) is null)
            throw new IncusError(500, $"Failed to run: btrfs subvolume snapshot {name}: exit status 1");
    }

    private static IEnumerable<string> Urls(World world, CustomVolume v)
    {
        yield return CustomSnapshotsApi.Url(v, null);
        foreach (var snapshot in world.Is702 ? [] : v.Snapshots)
            yield return CustomSnapshotsApi.Url(v, snapshot.Name);
    }

    private static IEnumerable<JsonObject> Rows(World world, CustomVolume v, int recursion)
    {
        var row = Row(world, v);
        if (world.Is702 && recursion > 1)
            row["snapshots"] = v.Snapshots.Count == 0 ? null : Wire.List(v.Snapshots.Select(s => CustomSnapshotsApi.Json(s, s.Name, "")));
        yield return row;
        foreach (var s in world.Is702 ? [] : v.Snapshots)
        {
            var snapshot = Row(world, v);
            snapshot["name"] = $"{v.Name}/{s.Name}";
            snapshot["description"] = s.Description;
            snapshot["used_by"] = new JsonArray();
            snapshot["created_at"] = Wire.Instant(s.CreatedAt);
            yield return snapshot;
        }
    }

    private static JsonObject Row(World world, CustomVolume v) => new()
    {
        ["config"] = Wire.Map(v.Config),
        ["description"] = v.Description,
        ["name"] = v.Name,
        ["type"] = "custom",
        ["used_by"] = Wire.List(UsedBy(world, v)),
        ["location"] = world.Location,
        ["content_type"] = "filesystem",
        ["project"] = v.Project,
        ["created_at"] = Wire.Instant(v.CreatedAt),
    };

    /// <summary>Who has it by a profile is not told; the profile is.</summary>
    private static IEnumerable<string> UsedBy(World world, CustomVolume v) =>
    [
        .. v.Users(world).Where(i => v.IsIn(i.Devices)).Select(i => Wire.Url(i.Project, "instances", i.Name)),
        .. world.Profiles.Where(p => world.VolumeOwner(p.Project) == v.Project && v.IsIn(p.Devices)).Select(p => Wire.Url(p.Project, "profiles", p.Name)),
    ];

    private static bool Is(CustomVolume volume, string pool, string project, string name) =>
        volume.Pool == pool && volume.Project == project && volume.Name == name;

    private static string ETag(CustomVolume volume) =>
        World.Hash($"{volume.Name}\n{volume.Description}\n{Wire.Map(volume.Config).ToJsonString()}");
}
