using System.Text.Json.Nodes;
using Brine.Sandbox.Http;
using Brine.Sandbox.State;
using Brine.Sandbox.State.Storage;

namespace Brine.Sandbox.Api;

/// <summary>/1.0/storage-pools/POOL/volumes/custom</summary>
internal static class CustomVolumesApi
{
    public static Reply Create(Call call)
    {
        var pool = PoolsApi.Known(call);
        call.World.ProjectOf(call.Project);
        var fields = call.Fields("StorageVolumesPost");
        var name = fields.Text("name") ?? "";
        if (call.World.Volumes.Exists(v => Is(v, pool.Name, call.Project, name)))
            throw new IncusError(409, "Volume by that name already exists");
        call.World.Volumes.Add(new CustomVolume
        {
            Pool = pool.Name,
            Project = call.Project,
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
        return Reply.Sync(
            new JsonObject
            {
                ["config"] = Wire.Map(volume.Config),
                ["description"] = volume.Description,
                ["name"] = volume.Name,
                ["type"] = "custom",
                ["used_by"] = Wire.List(volume.Users(call.World).Select(i => Wire.Url(i.Project, "instances", i.Name))),
                ["location"] = call.World.Location,
                ["content_type"] = "filesystem",
                ["project"] = volume.Project,
                ["created_at"] = Wire.Instant(volume.CreatedAt),
            },
            ETag(volume));
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
        if (volume.Users(call.World).Any())
            throw new IncusError(400, "The storage volume is still in use");
        call.World.Volumes.Remove(volume);
        return Reply.Empty();
    }

    public static CustomVolume Known(Call call)
    {
        var pool = PoolsApi.Known(call);
        call.World.ProjectOf(call.Project);
        return call.World.Volumes.Find(v => Is(v, pool.Name, call.Project, call.Segments[4]))
            ?? throw new IncusError(404, "Storage pool volume not found");
    }

    private static void Restore(World world, CustomVolume volume, string name)
    {
        if (volume.Users(world).Any(i => !i.IsStopped))
            throw new IncusError(500, "Cannot restore custom volume used by running instances");
        if (volume.Find(name) is null)
            throw new IncusError(500, $"Failed to run: btrfs subvolume snapshot {name}: exit status 1");
    }

    private static bool Is(CustomVolume volume, string pool, string project, string name) =>
        volume.Pool == pool && volume.Project == project && volume.Name == name;

    private static string ETag(CustomVolume volume) =>
        World.Hash($"{volume.Name}\n{volume.Description}\n{Wire.Map(volume.Config).ToJsonString()}");
}
