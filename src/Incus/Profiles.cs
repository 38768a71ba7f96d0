using System.Collections.Immutable;
using System.Text.Json;
using Brine.Incus.Transport;
using Brine.Incus.Wire;

namespace Brine.Incus;

/// <summary>A profile, as far as Brine cares.</summary>
public sealed record Profile
{
    public required string Name { get; init; }

    public string Project { get; init; } = "default";

    public IReadOnlyDictionary<string, string> Config { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Instances that have it, with their projects.</summary>
    public ImmutableArray<(string Project, string Instance)> Users { get; init; } = [];

    /// <summary>Set by the single read; null in lists.</summary>
    public string? ETag { get; init; }
}

/// <summary>Profiles.</summary>
public sealed class Profiles
{
    private readonly Channel _channel;
    private readonly Changes _changes;
    private readonly Projects _projects;

    internal Profiles(Channel channel, Changes changes, Projects projects)
    {
        _channel = channel;
        _changes = changes;
        _projects = projects;
    }

    public async Task<ImmutableArray<string>> NamesAsync(string project, CancellationToken ct)
    {
        var answer = await _channel.GetAsync(
            ApiPath.In(project, "profiles"), $"list the profiles of project {project}",
            WireJson.Default.EnvelopeStrings, ct);
        if (answer.Metadata is not { Count: > 0 }) await _projects.ConfirmAsync(project, ct);
        return WireReading.NamesIn(answer.Metadata);
    }

    /// <summary>Those of every project that this client may see.</summary>
    public async Task<ImmutableArray<Profile>> ListEverywhereAsync(CancellationToken ct)
    {
        var answer = await _channel.GetAsync(
            ApiPath.Of("profiles") + "?recursion=1&all-projects=true", "list the profiles of all projects",
            WireJson.Default.EnvelopeWireConfigureds, ct);
        return [.. (answer.Metadata ?? []).Select(wire => Profile(wire, null))];
    }

    public async Task<Profile> GetAsync(string project, string name, CancellationToken ct)
    {
        var answer = await _channel.GetAsync(
            ApiPath.In(project, "profiles", name), $"read profile {name}", WireJson.Default.EnvelopeWireConfigured, ct);
        return Profile(answer.Metadata ?? new WireConfigured { Name = name, Project = project }, answer.ETag);
    }

    /// <summary>Sets one key, with <paramref name="etag"/> only if the profile is still as read. "" removes the key.</summary>
    public Task SetConfigAsync(
        string project, string name, string key, string value, string? etag, CancellationToken ct)
    {
        var body = new ConfigBody(new Dictionary<string, string>(StringComparer.Ordinal) { [key] = value });
        return _changes.RunAsync(
            new Change
            {
                Method = HttpMethod.Patch,
                Path = ApiPath.In(project, "profiles", name),
                Doing = $"change profile {name}",
                Project = project,
                Instance = "", // no instance's turn; changes of profiles wait for each other
                Body = JsonSerializer.SerializeToUtf8Bytes(body, WireJson.Default.ConfigBody),
                ETag = etag,
            },
            ct);
    }

    private static Profile Profile(WireConfigured wire, string? etag) => new()
    {
        Name = wire.Name ?? "",
        Project = wire.Project is { Length: > 0 } project ? project : "default",
        Config = WireReading.ToConfig(wire.Config),
        Users = WireReading.NamedIn(wire.UsedBy, "instances"),
        ETag = etag,
    };
}
