using System.Collections.Immutable;
using Brine.Incus.Storage;

namespace Brine.Incus.Wire;

/// <summary>The list of volumes in both servers' shapes.</summary>
internal static class VolumeRows
{
    public static Dictionary<string, string> ByName(List<WireVolumeSnapshot>? rows)
    {
        var texts = new Dictionary<string, string>(rows?.Count ?? 0, StringComparer.Ordinal);
        foreach (var row in rows ?? [])
            texts[WireReading.LastSegment(row.Name ?? "")] = row.Description ?? "";
        return texts;
    }

    public static bool IsOf(WireVolume row, string project, Func<string, bool> isWanted) =>
        row.Name is { } name && (row.Project is not { Length: > 0 } other || other == project) && isWanted(name.Split('/')[0]);

    public static VolumeDescriptions Descriptions(List<WireVolume> rows)
    {
        var instances = new Dictionary<string, string>(StringComparer.Ordinal);
        var snapshots = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var name = row.Name!;
            int slash = name.IndexOf('/', StringComparison.Ordinal);
            if (slash >= 0)
            {
                Of(snapshots, name[..slash])[name[(slash + 1)..]] = row.Description ?? "";
                continue;
            }

            instances[name] = row.Description ?? "";
            foreach (var (snapshot, text) in ByName(row.Snapshots))
                Of(snapshots, name)[snapshot] = text;
        }

        return new VolumeDescriptions
        {
            Instances = instances,
            Snapshots = snapshots.ToDictionary(
                pair => pair.Key, IReadOnlyDictionary<string, string> (pair) => pair.Value, StringComparer.Ordinal),
        };
    }

    public static ImmutableArray<ListedVolume> Custom(List<WireVolume>? rows)
    {
        var outside = (rows ?? []).Select(row => (Row: row, Parts: (row.Name ?? "").Split('/', 2)))
            .Where(r => r.Parts.Length == 2).ToLookup(r => (r.Row.Project ?? "default", r.Parts[0]), r => (r.Parts[1], r.Row.CreatedAt));
        return [.. (rows ?? []).Where(row => row.Name is { } name && !name.Contains('/', StringComparison.Ordinal))
            .Select(row => new ListedVolume(
                Custom(row, row.Name!),
                [.. (row.Snapshots ?? []).Select(s => (WireReading.LastSegment(s.Name ?? ""), s.CreatedAt)),
                    .. outside[(row.Project ?? "default", row.Name!)]]))];
    }

    /// <param name="name">What was asked for, should the answer not say.</param>
    public static CustomVolume Custom(WireVolume row, string name) => new()
    {
        Name = row.Name ?? name,
        Project = row.Project ?? "default",
        ContentType = row.ContentType ?? "filesystem",
        CreatedAt = row.CreatedAt,
        Description = row.Description ?? "",
        Config = WireReading.ToConfig(row.Config),
        Users = WireReading.NamedIn(row.UsedBy, "instances"),
        Profiles = WireReading.NamedIn(row.UsedBy, "profiles"),
    };

    private static Dictionary<string, string> Of(Dictionary<string, Dictionary<string, string>> all, string instance)
    {
        if (!all.TryGetValue(instance, out var texts))
            all.Add(instance, texts = new Dictionary<string, string>(StringComparer.Ordinal));
        return texts;
    }
}
