using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Brine.Incus.Transport;
using Brine.Incus.Wire;

namespace Brine.Incus;

/// <summary>
/// The storage volumes of instances: where Incus can keep a description for each snapshot. <c>type</c> is the
/// instance's: <c>container</c> or <c>virtual-machine</c>.
/// </summary>
public sealed class Volumes
{
    private readonly Channel _channel;
    private readonly Changes _changes;
    private readonly Projects _projects;
    private readonly Func<CancellationToken, ValueTask<ServerInfo>> _server;

    internal Volumes(
        Channel channel, Changes changes, Projects projects, Func<CancellationToken, ValueTask<ServerInfo>> server)
    {
        _projects = projects;
        _channel = channel;
        _changes = changes;
        _server = server;
    }

    public async Task<StorageVolume> GetAsync(
        string project, string pool, string type, string name, CancellationToken ct)
    {
        var answer = await _channel.GetAsync(
            ApiPath.In(project, "storage-pools", pool, "volumes", type, name),
            $"read the volume of {name} in pool {pool}", WireJson.Default.EnvelopeWireVolume, ct);
        var wire = answer.Metadata ?? new WireVolume();
        return new StorageVolume
        {
            Name = wire.Name ?? name,
            Description = wire.Description ?? "",
            Config = WireReading.ToConfig(wire.Config),
            ETag = answer.ETag,
        };
    }

    /// <summary>By snapshot name. A missing instance throws NotFound with Volume.</summary>
    public async Task<IReadOnlyDictionary<string, string>> SnapshotDescriptionsAsync(
        string project, string pool, string type, string instance, CancellationToken ct)
    {
        var answer = await _channel.GetAsync(
            ApiPath.In(project, "storage-pools", pool, "volumes", type, instance, "snapshots") + "&recursion=1",
            $"read the descriptions of the snapshots of {instance}",
            WireJson.Default.EnvelopeWireVolumeSnapshots, ct);
        return VolumeRows.ByName(answer.Metadata);
    }

    /// <summary>Of the instances of that type in the pool and project those that are wanted, in one request.</summary>
    public async Task<VolumeDescriptions> DescriptionsAsync(
        string project, string pool, string type, Func<string, bool> isWanted, CancellationToken ct)
    {
        // Up to 6.0.x the snapshots are rows of the list; where storage_volume_full exists they are inside the rows.
        int recursion = (await _server(ct)).Has("storage_volume_full") ? 2 : 1;
        var (rows, count) = await _channel.ListAsync(
            $"{ApiPath.In(project, "storage-pools", pool, "volumes", type)}&recursion={recursion}",
            $"read the descriptions in pool {pool}", WireJson.Default.WireVolume,
            row => VolumeRows.IsOf(row, project, isWanted) ? row : null, ct);
        if (count == 0) await _projects.ConfirmAsync(project, ct);
        return VolumeRows.Descriptions(rows);
    }

    public Task SetSnapshotDescriptionAsync(
        string project, string pool, string type, string instance, string snapshot, string description,
        CancellationToken ct) =>
        _changes.RunAsync(
            new Change
            {
                Method = HttpMethod.Patch,
                Path = ApiPath.In(
                    project, "storage-pools", pool, "volumes", type, instance, "snapshots", snapshot),
                Doing = $"describe snapshot {snapshot} of {instance}",
                Project = project,
                Instance = instance,
                Body = Json(new DescriptionBody(description), WireJson.Default.DescriptionBody),
            },
            ct);

    /// <summary>The instance volume's own description, which its next snapshot inherits.</summary>
    public async Task SetDescriptionAsync(
        string project, string pool, string type, string instance, string description, CancellationToken ct)
    {
        // PATCH refuses instance volumes on 6.0.4 (Invalid storage volume type "container"); PUT takes them.
        var volume = await GetAsync(project, pool, type, instance, ct);
        await _changes.RunAsync(
            new Change
            {
                Method = HttpMethod.Put,
                Path = ApiPath.In(project, "storage-pools", pool, "volumes", type, instance),
                Doing = $"describe the volume of {instance}",
                Project = project,
                Instance = instance,
                Body = Json(new VolumePutBody(description, volume.Config), WireJson.Default.VolumePutBody),
                ETag = volume.ETag,
            },
            ct);
    }

    private static byte[] Json<T>(T body, JsonTypeInfo<T> shape) => JsonSerializer.SerializeToUtf8Bytes(body, shape);
}
