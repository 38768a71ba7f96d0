using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Brine.Incus.Transport;
using Brine.Incus.Wire;

namespace Brine.Incus.Publishing;

/// <summary>The images that a project sees, and their aliases.</summary>
public sealed class Images
{
    private readonly Channel _channel;
    private readonly Changes _changes;
    private readonly Projects _projects;

    internal Images(Channel channel, Changes changes, Projects projects) => (_channel, _changes, _projects) = (channel, changes, projects);

    /// <summary>All of them. A project that is missing or forbidden is thrown, not "none".</summary>
    public async Task<ImmutableArray<Image>> ListAsync(string project, CancellationToken ct)
    {
        var answer = await ReadAllAsync(project, ct);
        if (answer.Metadata is not { Count: > 0 }) await _projects.ConfirmAsync(project, ct);
        return [.. (answer.Metadata ?? []).Select(row => new Image(
            row.Fingerprint ?? "", row.Public, WireReading.ToConfig(row.Properties),
            [.. (row.Aliases ?? []).Select(alias => alias.Name ?? "")]))];
    }

    /// <summary>
    /// Incus reads the names first and then image by image; one that is deleted in between makes the whole list a
    /// 404 "Image not found" (met on 6.0.4). The next list does not have it.
    /// </summary>
    private async Task<Answer<List<WireImage>>> ReadAllAsync(string project, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await _channel.GetAsync(
                    ApiPath.In(project, "images") + "&recursion=1", $"list the images of project {project}",
                    WireJson.Default.EnvelopeWireImages, ct);
            }
            catch (IncusException e) when (e.Missing == MissingThing.Image && attempt < 5)
            {
            }
        }
    }

    /// <summary>
    /// Makes an image of a snapshot and gives its fingerprint. <paramref name="onAccepted"/> is told the operation's
    /// id, by which <see cref="FingerprintAsync"/> finds the image of a creation whose answer got lost.
    /// </summary>
    public async Task<string> PublishAsync(
        string project, ImagePublish publish, Func<string, ValueTask>? onAccepted, CancellationToken ct)
    {
        var body = new ImageBody(
            new ImageSourceBody("snapshot", $"{ApiPath.Check(publish.Instance)}/{ApiPath.Check(publish.Snapshot)}"),
            publish.Properties, publish.IsPublic, publish.Compression);
        var change = new Change
        {
            Method = HttpMethod.Post,
            Path = ApiPath.In(project, "images"),
            Doing = $"publish snapshot {publish.Snapshot} of {publish.Instance}",
            Project = project,
            Instance = publish.Instance,
            Body = Json(body, WireJson.Default.ImageBody),
            OnAccepted = onAccepted,
        };
        var result = await _changes.RunAsync(change, ct);
        return Fingerprint(result) ?? throw new IncusException(
            IncusErrorKind.OperationVanished, change.Doing, change.Path,
            "the server did not say which image it made; its images have to be read", null);
    }

    /// <summary>What an operation that publishes came to; null: not known (any more).</summary>
    public static string? Fingerprint(OperationResult? result) =>
        result?.Metadata is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("fingerprint", out var text)
            ? text.GetString() : null;

    /// <summary>Adds properties and sets whether it is public; what is not given stays.</summary>
    public Task PatchAsync(
        string project, string fingerprint, bool? isPublic, IReadOnlyDictionary<string, string> properties, CancellationToken ct) =>
        _changes.RunAsync(
            Of(HttpMethod.Patch, ApiPath.In(project, "images", fingerprint), $"change image {fingerprint}", project,
                Json(new ImagePatchBody(properties.Count > 0 ? properties : null, isPublic), WireJson.Default.ImagePatchBody)),
            ct);

    /// <summary>Null: there is no such alias.</summary>
    public async Task<ImageAliasTarget?> TryGetAliasAsync(string project, string alias, CancellationToken ct)
    {
        try
        {
            var answer = await _channel.GetAsync(
                ApiPath.In(project, "images", "aliases", alias), $"read image alias {alias}",
                WireJson.Default.EnvelopeWireAlias, ct);
            return new ImageAliasTarget(answer.Metadata?.Target ?? "", answer.ETag);
        }
        catch (IncusException e) when (e.Missing == MissingThing.Image)
        {
            return null;
        }
    }

    /// <summary>A new alias; one that exists is a Conflict.</summary>
    public Task CreateAliasAsync(string project, string alias, string fingerprint, CancellationToken ct) =>
        _changes.RunAsync(
            Of(HttpMethod.Post, ApiPath.In(project, "images", "aliases"), $"create image alias {alias}", project,
                Json(new AliasBody(ApiPath.Check(alias), fingerprint), WireJson.Default.AliasBody)),
            ct);

    /// <summary>Moves an alias from one image to another in one request, if it still is what was read.</summary>
    public Task MoveAliasAsync(string project, string alias, string fingerprint, string? etag, CancellationToken ct) =>
        _changes.RunAsync(
            Of(HttpMethod.Patch, ApiPath.In(project, "images", "aliases", alias), $"move image alias {alias}", project,
                Json(new AliasBody(null, fingerprint), WireJson.Default.AliasBody)) with { ETag = etag },
            ct);

    // Images pass no instance's gate; that of an empty name would be shared by all of them.
    private static Change Of(HttpMethod method, string path, string doing, string project, byte[] body) => new()
    {
        Method = method,
        Path = path,
        Doing = doing,
        Project = project,
        Instance = path,
        Body = body,
    };

    private static byte[] Json<T>(T body, JsonTypeInfo<T> shape) => JsonSerializer.SerializeToUtf8Bytes(body, shape);
}
