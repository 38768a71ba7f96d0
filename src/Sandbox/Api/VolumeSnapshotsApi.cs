using System.Text.Json.Nodes;
using Brine.Sandbox.Http;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Api;

/// <summary>/1.0/storage-pools/POOL/volumes/TYPE/NAME/snapshots: where a snapshot can hold a description.</summary>
internal static class VolumeSnapshotsApi
{
    public static Reply List(Call call)
    {
        var instance = VolumesApi.Known(call);
        return Reply.Sync(call.Recursion == 0
            ? Wire.List(instance.Snapshots.Select(s => Wire.RawUrl(
                instance.Project, "storage-pools", call.Segments[1], "volumes", instance.Type, instance.Name,
                "snapshots", s.Name)))
            : Wire.List(instance.Snapshots.Select(s => Listed(s, $"{instance.Name}/{s.Name}"))));
    }

    public static Reply Get(Call call)
    {
        var (instance, snapshot) = Known(call);
        var json = Listed(snapshot, snapshot.Name);
        // One alone has the zero time and its content type; in a list they are null and empty.
        json["expires_at"] = Wire.Zero;
        json["content_type"] = instance.IsVirtualMachine ? "block" : "filesystem";
        return Reply.Sync(json, ETag(snapshot));
    }

    /// <summary>Replaces the description, with nothing if the body has none.</summary>
    public static Reply Put(Call call) => Describe(call, (given, _) => given ?? "");

    public static Reply Patch(Call call) => Describe(call, (given, had) => given ?? had);

    public static JsonObject Listed(Snapshot s, string name) => new()
    {
        ["description"] = s.VolumeDescription,
        ["expires_at"] = null,
        ["name"] = name,
        ["config"] = new JsonObject(),
        ["content_type"] = "",
        ["created_at"] = Wire.Instant(s.CreatedAt),
    };

    private static Reply Describe(Call call, Func<string?, string, string> choose)
    {
        var (_, snapshot) = Known(call);
        call.CheckMatch(ETag(snapshot));
        var given = call.Fields("StorageVolumeSnapshotPut").Text("description");
        snapshot.VolumeDescription = choose(given, snapshot.VolumeDescription);
        return Reply.Empty();
    }

    private static (Instance, Snapshot) Known(Call call)
    {
        var instance = VolumesApi.Known(call);
        return (instance, instance.Find(call.Segments[6])
            ?? throw new IncusError(404, "Storage pool volume not found"));
    }

    private static string ETag(Snapshot snapshot) => World.Hash($"{snapshot.VolumeDescription}\n{Wire.Zero}");
}
