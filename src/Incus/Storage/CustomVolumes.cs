using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Brine.Incus.Transport;
using Brine.Incus.Wire;

namespace Brine.Incus.Storage;

/// <summary>Custom storage volumes and their snapshots.</summary>
public sealed class CustomVolumes
{
    private readonly Channel _channel;
    private readonly Changes _changes;
    private readonly Projects _projects;
    private readonly Func<CancellationToken, ValueTask<ServerInfo>> _server;

    internal CustomVolumes(
        Channel channel, Changes changes, Projects projects, Func<CancellationToken, ValueTask<ServerInfo>> server) =>
        (_channel, _changes, _projects, _server) = (channel, changes, projects, server);

    /// <summary>Those of a pool that the project sees.</summary>
    public async Task<ImmutableArray<ListedVolume>> ListAsync(string project, string pool, CancellationToken ct)
    {
        // Up to 6.0.x the snapshots are rows of the list; where storage_volume_full exists they are inside the rows.
        int recursion = (await _server(ct)).Has("storage_volume_full") ? 2 : 1;
        var answer = await _channel.GetAsync(
            $"{ApiPath.In(project, "storage-pools", pool, "volumes", "custom")}&recursion={recursion}",
            $"list the custom volumes in pool {pool}", WireJson.Default.EnvelopeWireVolumes, ct);
        if (answer.Metadata is not { Count: > 0 }) await _projects.ConfirmAsync(project, ct);
        return VolumeRows.Custom(answer.Metadata);
    }

    /// <summary>Null: the pool is there, the volume is not. A missing pool or project is thrown.</summary>
    public async Task<CustomVolume?> TryGetAsync(string project, string pool, string name, CancellationToken ct)
    {
        try
        {
            var answer = await _channel.GetAsync(
                Of(project, pool, name), $"read volume {name} of pool {pool}", WireJson.Default.EnvelopeWireVolume, ct);
            return VolumeRows.Custom(answer.Metadata ?? new WireVolume(), name);
        }
        catch (IncusException e) when (e.Missing == MissingThing.Volume)
        {
            return null;
        }
    }

    /// <summary>A missing volume throws NotFound with Volume.</summary>
    public async Task<ImmutableArray<VolumeSnapshot>> SnapshotsAsync(string project, string pool, string name, CancellationToken ct)
    {
        var answer = await _channel.GetAsync(
            Of(project, pool, name, "snapshots") + "&recursion=1", $"list the snapshots of volume {name} of pool {pool}",
            WireJson.Default.EnvelopeWireVolumeSnapshots, ct);
        return [.. (answer.Metadata ?? []).Select(row => new VolumeSnapshot(
            WireReading.LastSegment(row.Name ?? ""), row.CreatedAt, row.ExpiresAt is { Year: > 1 } at ? at : null, row.Description ?? ""))];
    }

    /// <summary>With the volume's own description, whatever is sent (6.0.4): it is set behind it.</summary>
    public Task CreateSnapshotAsync(string project, string pool, string name, SnapshotCreate create, CancellationToken ct)
    {
        string? expires = create.NeverExpires || create.ExpiresAt is not null ? WireReading.TimeText(create.ExpiresAt) : null;
        return _changes.RunAsync(
            Change(HttpMethod.Post, project, pool, name, $"create snapshot {create.Name} of volume {name}",
                Json(new VolumeSnapshotBody(ApiPath.Check(create.Name), expires), WireJson.Default.VolumeSnapshotBody), "snapshots") with
            {
                IsAtOnce = create.IsAtOnce,
            },
            ct);
    }

    public Task SetSnapshotDescriptionAsync(string project, string pool, string name, string snapshot, string description, CancellationToken ct) =>
        RunAsync(HttpMethod.Patch, project, pool, name, $"describe snapshot {snapshot} of volume {name}",
            Json(new DescriptionBody(description), WireJson.Default.DescriptionBody), ct, "snapshots", snapshot);

    /// <param name="at">Null: never.</param>
    public Task SetSnapshotExpiryAsync(string project, string pool, string name, string snapshot, DateTimeOffset? at, CancellationToken ct) =>
        RunAsync(HttpMethod.Patch, project, pool, name, $"set the expiry of snapshot {snapshot} of volume {name}",
            Json(new ExpiryBody(WireReading.TimeText(at)), WireJson.Default.ExpiryBody), ct, "snapshots", snapshot);

    public Task DeleteSnapshotAsync(string project, string pool, string name, string snapshot, CancellationToken ct) =>
        RunAsync(HttpMethod.Delete, project, pool, name, $"delete snapshot {snapshot} of volume {name}", [], ct, "snapshots", snapshot);

    /// <summary>Refused while an instance that has it attached runs. The snapshot must exist: a dir or btrfs pool is not asked first.</summary>
    public Task RestoreAsync(string project, string pool, string name, string snapshot, CancellationToken ct) =>
        RunAsync(HttpMethod.Put, project, pool, name, $"restore volume {name} to snapshot {snapshot}",
            Json(new VolumeRestoreBody(ApiPath.Check(snapshot)), WireJson.Default.VolumeRestoreBody), ct);

    /// <summary>Sets one key and leaves all else as it is.</summary>
    public async Task SetKeyAsync(string project, string pool, string name, string key, string value, CancellationToken ct)
    {
        var volume = await TryGetAsync(project, pool, name, ct);
        await RunAsync(HttpMethod.Patch, project, pool, name, $"set {key} of volume {name}",
            Json(new VolumePutBody(volume?.Description ?? "", new Dictionary<string, string> { [key] = value }), WireJson.Default.VolumePutBody), ct);
    }

    private Task RunAsync(
        HttpMethod method, string project, string pool, string name, string doing, byte[] body, CancellationToken ct,
        params ReadOnlySpan<string> below) =>
        _changes.RunAsync(Change(method, project, pool, name, doing, body, below), ct);

    private static Change Change(
        HttpMethod method, string project, string pool, string name, string doing, byte[] body, params ReadOnlySpan<string> below) => new()
    {
        Method = method,
        Path = Of(project, pool, name, below),
        Doing = doing,
        Project = project,
        Instance = $"{pool}/{name}", // a slash: no instance's gate
        Body = body,
    };

    private static string Of(string project, string pool, string name, params ReadOnlySpan<string> below) =>
        ApiPath.In(project, ["storage-pools", pool, "volumes", "custom", name, .. below]);

    private static byte[] Json<T>(T body, JsonTypeInfo<T> shape) => JsonSerializer.SerializeToUtf8Bytes(body, shape);
}
