using System.Text.Json.Nodes;
using Brine.Sandbox.Http;
using Brine.Sandbox.Rules;
using Brine.Sandbox.State;
using Brine.Sandbox.State.Storage;

namespace Brine.Sandbox.Api;

/// <summary>/1.0/storage-pools/POOL/volumes/custom/NAME/snapshots</summary>
internal static class CustomSnapshotsApi
{
    public static Reply List(Call call)
    {
        var volume = CustomVolumesApi.Known(call);
        return Reply.Sync(call.Recursion == 0
            ? Wire.List(volume.Snapshots.Select(s => Url(volume, s.Name)))
            : Wire.List(volume.Snapshots.Select(s => Json(s, $"{volume.Name}/{s.Name}", ""))));
    }

    public static Reply Get(Call call)
    {
        var (_, snapshot) = Known(call);
        return Reply.Sync(Json(snapshot, snapshot.Name, "filesystem"), ETag(snapshot));
    }

    /// <summary>With the volume's own description, whatever is sent.</summary>
    public static Reply Create(Call call)
    {
        var (world, volume) = (call.World, CustomVolumesApi.Known(call));
        var fields = call.Fields("StorageVolumeSnapshotsPost");
        var name = fields.Text("name") ?? "";
        if (volume.Find(name) is not null)
            throw new IncusError(409, $"Snapshot \"{name}\" already in use");
        var expires = fields.Instant("expires_at") ?? ExpiryExpression.After(world.Now, volume.Config.Of("snapshots.expiry"));
        return OperationsApi.Started(world, world.Operations.Start(
            "create-volume-snapshot", "Creating storage volume snapshot", call.Project,
            [("storage_volumes", [Url(volume, null)]), ("storage_volume_snapshots", [Url(volume, name)])],
            new Work(() => volume.Snapshots.Add(new VolumeSnapshot
            {
                Name = name, CreatedAt = world.Now, ExpiresAt = expires, Description = volume.Description, Config = new Settings(volume.Config),
            }))));
    }

    public static Reply Put(Call call) => Change(call, (s, description, expires) =>
        (s.Description, s.ExpiresAt) = (description ?? "", expires ?? default));

    public static Reply Patch(Call call) => Change(call, (s, description, expires) =>
        (s.Description, s.ExpiresAt) = (description ?? s.Description, expires ?? s.ExpiresAt));

    public static Reply Delete(Call call)
    {
        var (world, (volume, snapshot)) = (call.World, Known(call));
        return OperationsApi.Started(world, world.Operations.Start(
            "delete-volume-snapshot", "Deleting storage volume snapshot", call.Project,
            [("storage_volume_snapshots", [Url(volume, snapshot.Name)])], new Work(() => volume.Snapshots.Remove(snapshot))));
    }

    private static Reply Change(Call call, Action<VolumeSnapshot, string?, DateTimeOffset?> change)
    {
        var (_, snapshot) = Known(call);
        call.CheckMatch(ETag(snapshot));
        var fields = call.Fields("StorageVolumeSnapshotPut");
        change(snapshot, fields.Text("description"), fields.Instant("expires_at"));
        return Reply.Empty();
    }

    private static (CustomVolume, VolumeSnapshot) Known(Call call)
    {
        var volume = CustomVolumesApi.Known(call);
        return (volume, volume.Find(call.Segments[6]) ?? throw new IncusError(404, "Storage pool volume not found"));
    }

    public static JsonObject Json(VolumeSnapshot s, string name, string content) => new()
    {
        ["description"] = s.Description,
        ["expires_at"] = Wire.Instant(s.ExpiresAt),
        ["name"] = name,
        ["config"] = Wire.Map(s.Config),
        ["content_type"] = content,
        ["created_at"] = Wire.Instant(s.CreatedAt),
    };

    public static string Url(CustomVolume volume, string? snapshot) => snapshot is null
        ? Wire.Url(volume.Project, "storage-pools", volume.Pool, "volumes", "custom", volume.Name)
        : Wire.Url(volume.Project, "storage-pools", volume.Pool, "volumes", "custom", volume.Name, "snapshots", snapshot);

    private static string ETag(VolumeSnapshot s) => World.Hash($"{s.Description}\n{Wire.Instant(s.ExpiresAt)}");
}
