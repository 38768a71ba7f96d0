using System.Collections.Immutable;
using System.Globalization;

namespace Brine.Incus.Wire;

/// <summary>From the wire's shapes to ours: null becomes empty, the zero time becomes "never".</summary>
internal static class WireReading
{
    public const string ZeroTime = "0001-01-01T00:00:00Z";

    private static readonly ImmutableDictionary<string, IReadOnlyDictionary<string, string>> NoDevices =
        ImmutableDictionary<string, IReadOnlyDictionary<string, string>>.Empty;

    public static string TimeText(DateTimeOffset? time) => time is { } at
        ? at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)
        : ZeroTime;

    public static Instance ToInstance(this WireInstance wire, string? etag = null) => new()
    {
        Name = wire.Name ?? "",
        Project = wire.Project is { Length: > 0 } project ? project : "default",
        Type = wire.Type ?? "container",
        Status = wire.Status ?? "",
        StatusCode = wire.StatusCode,
        Description = wire.Description ?? "",
        Architecture = wire.Architecture ?? "",
        Ephemeral = wire.Ephemeral,
        Location = wire.Location ?? "",
        CreatedAt = wire.CreatedAt,
        LastUsedAt = wire.LastUsedAt is { Year: > 1970 } used ? used : null,
        Config = ToConfig(wire.Config),
        Devices = ToDevices(wire.Devices),
        Profiles = ToArray(wire.Profiles),
        ExpandedConfig = ToConfig(wire.ExpandedConfig),
        ExpandedDevices = ToDevices(wire.ExpandedDevices),
        Snapshots = wire.Snapshots is { } snapshots ? [.. snapshots.Select(ToSnapshot)] : null,
        ETag = etag,
    };

    public static InstanceSnapshot ToSnapshot(this WireSnapshot wire) => new()
    {
        Name = LastSegment(wire.Name ?? ""),
        CreatedAt = wire.CreatedAt,
        ExpiresAt = wire.ExpiresAt is { Year: > 1 } at ? at : null,
        Stateful = wire.Stateful,
        Description = wire.Description,
        Config = ToConfig(wire.Config),
        Devices = ToDevices(wire.Devices),
        Profiles = ToArray(wire.Profiles),
        ExpandedConfig = ToConfig(wire.ExpandedConfig),
        ExpandedDevices = ToDevices(wire.ExpandedDevices),
        Ephemeral = wire.Ephemeral,
        Size = wire.Size ?? -1,
    };

    public static ServerInfo ToServerInfo(this WireServer wire) => new()
    {
        ApiExtensions = new HashSet<string>(wire.ApiExtensions ?? [], StringComparer.Ordinal),
        ServerVersion = wire.Environment?.ServerVersion ?? "",
        ServerName = wire.Environment?.ServerName ?? "",
        ServerPid = wire.Environment?.ServerPid ?? 0,
        CertificateFingerprint = wire.Environment?.CertificateFingerprint ?? "",
        Auth = wire.Auth ?? "",
        ServerClustered = wire.Environment?.ServerClustered ?? false,
        Project = wire.Environment?.Project is { Length: > 0 } project ? project : "default",
    };

    public static IReadOnlyDictionary<string, string> ToConfig(Dictionary<string, string>? wire) =>
        wire is { Count: > 0 } ? wire : ImmutableDictionary<string, string>.Empty;

    public static string LastSegment(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>The names in a list of URLs such as <c>/1.0/instances/c1?project=p</c>.</summary>
    public static ImmutableArray<string> NamesIn(List<string>? urls) =>
        urls is null ? [] : [.. urls.Select(NameIn)];

    public static string NameIn(string url)
    {
        int query = url.IndexOf('?', StringComparison.Ordinal);
        return Uri.UnescapeDataString(LastSegment(query < 0 ? url : url[..query]));
    }

    /// <summary>From <c>/1.0/KIND/NAME?project=P</c>, as things list who uses them; what is of another kind is left out.</summary>
    public static ImmutableArray<(string Project, string Name)> NamedIn(List<string>? urls, string kind)
    {
        string root = $"/1.0/{kind}/";
        const string key = "?project=";
        var found = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (string url in urls ?? [])
        {
            int query = url.IndexOf('?', StringComparison.Ordinal);
            string path = query < 0 ? url : url[..query];
            if (!path.StartsWith(root, StringComparison.Ordinal) || path.IndexOf('/', root.Length) >= 0) continue;
            string project = query >= 0 && url[query..].StartsWith(key, StringComparison.Ordinal)
                ? Uri.UnescapeDataString(url[(query + key.Length)..].Split('&')[0]) : "default";
            found.Add((project, Uri.UnescapeDataString(path[root.Length..])));
        }

        return found.ToImmutable();
    }

    /// <summary>From <c>/1.0/instances/NAME…</c> and the like in an operation's resources.</summary>
    public static HashSet<string> InstancesIn(Dictionary<string, List<string>?>? resources)
    {
        const string root = "/1.0/instances/";
        return [.. (resources ?? []).Values.SelectMany(urls => urls ?? [])
            .Where(url => url.StartsWith(root, StringComparison.Ordinal))
            .Select(url => Uri.UnescapeDataString(url[root.Length..].Split('/', '?')[0]))];
    }

    /// <summary>The same with their projects, each once, in the server's order.</summary>
    public static ImmutableArray<(string Project, string Name)> InstancesWithProjectIn(
        Dictionary<string, List<string>?>? resources)
    {
        const string root = "/1.0/instances/";
        return [.. (resources ?? []).Values.SelectMany(urls => urls ?? [])
            .Where(url => url.StartsWith(root, StringComparison.Ordinal))
            .Select(url => (ProjectIn(url), Uri.UnescapeDataString(url[root.Length..].Split('/', '?')[0]))).Distinct()];
    }

    /// <summary>From <c>/1.0/storage-pools/POOL/volumes/custom/NAME…</c> in an operation's resources, as <c>POOL/NAME</c>.</summary>
    public static HashSet<string> CustomVolumesIn(Dictionary<string, List<string>?>? resources) =>
        [.. (resources ?? []).Values.SelectMany(urls => urls ?? []).Select(url => url.Split('?')[0].Split('/'))
            .Where(p => p is ["", "1.0", "storage-pools", _, "volumes", "custom", _, ..])
            .Select(p => $"{Uri.UnescapeDataString(p[3])}/{Uri.UnescapeDataString(p[6])}")];

    /// <summary>The project of a URL such as <c>/1.0/instances/c1?project=p</c>.</summary>
    public static string ProjectIn(string url)
    {
        const string key = "project=";
        int at = url.IndexOf('?', StringComparison.Ordinal);
        return (at < 0 ? [] : url[(at + 1)..].Split('&')).Where(p => p.StartsWith(key, StringComparison.Ordinal))
            .Select(p => Uri.UnescapeDataString(p[key.Length..])).FirstOrDefault("default");
    }

    private static ImmutableArray<string> ToArray(List<string>? wire) => wire is null ? [] : [.. wire];

    private static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> ToDevices(
        Dictionary<string, Dictionary<string, string>>? wire)
    {
        if (wire is not { Count: > 0 }) return NoDevices;
        var devices = new Dictionary<string, IReadOnlyDictionary<string, string>>(wire.Count, StringComparer.Ordinal);
        foreach (var (name, keys) in wire)
            devices.Add(name, ToConfig(keys));
        return devices;
    }
}
