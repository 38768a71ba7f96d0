using System.Collections.Immutable;
using Brine.Planner.Names;
using Brine.Planner.Schedule;

namespace Brine.Planner.Observed;

/// <summary>
/// The coordinated set that a snapshot belongs to, kept as a trailer of its description: there only together are the
/// members worth anything, so that whatever deletes by a policy keeps or deletes all of them. As with a pin, the trailer
/// names the snapshot by its creation, for descriptions are inherited.
/// </summary>
/// <param name="Id">The set's name and the instant it was taken: <c>nightly@2026-11-20T02:00:00Z</c>.</param>
/// <param name="Members">All instances of the set, this one too.</param>
public sealed record SnapshotGroup(string Id, ImmutableArray<InstanceAddress> Members)
{
    public const string Trailer = "Brine-Group";

    /// <summary>Only at the snapshots of instances.</summary>
    public const string VolumesTrailer = "Brine-Volumes";

    /// <summary>Custom volumes that have a snapshot of the same name, taken with the set.</summary>
    public ImmutableArray<VolumeAddress> Volumes { get; init; } = [];

    /// <summary>Null: it belongs to none.</summary>
    /// <param name="at">Where the snapshot is; members without a remote or project are there too.</param>
    public static SnapshotGroup? Of(ObservedSnapshot snapshot, InstanceAddress at)
    {
        var trailers = SnapshotNote.Parse(snapshot.Description).Trailers;
        if (!trailers.TryGetValue(Trailer, out var text))
            return null;
        return text.Split("; ", 3) is [var created, var id, var members] && created == Instants.Format(snapshot.CreatedAt)
            ? new SnapshotGroup(id, [.. members.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(m => Address(m, at))])
            {
                Volumes = [.. trailers.GetValueOrDefault(VolumesTrailer, "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(v => Volume(v, at)).OfType<VolumeAddress>()],
            } : null;
    }

    public string Format(DateTimeOffset createdAt, InstanceAddress at) =>
        $"{Instants.Format(createdAt)}; {Id}; {string.Join(' ', Members.Select(m => Text(m, at)))}";

    /// <summary>The value of <see cref="VolumesTrailer"/>; empty: the set has none.</summary>
    public string FormatVolumes(InstanceAddress at) =>
        string.Join(' ', Volumes.Select(v => (v.Remote == at.Remote ? "" : v.Remote + ":") + $"{v.Project}/{v.Pool}/{v.Name}"));

    public bool Equals(SnapshotGroup? other) => other is not null && Id == other.Id && Members.SequenceEqual(other.Members)
        && Volumes.SequenceEqual(other.Volumes);

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    private static string Text(InstanceAddress member, InstanceAddress at) => (member.Remote == at.Remote ? "" : member.Remote + ":")
        + (member.Remote == at.Remote && member.Project == at.Project ? "" : member.Project + "/") + member.Name;

    private static VolumeAddress? Volume(string text, InstanceAddress at)
    {
        var (remote, rest) = RemotePrefix.Split(text);
        return rest.Split('/') is [var project, var pool, var name] ? new VolumeAddress(remote ?? at.Remote, project, pool, name) : null;
    }

    private static InstanceAddress Address(string text, InstanceAddress at)
    {
        var (prefix, rest) = RemotePrefix.Split(text);
        var remote = prefix ?? at.Remote;
        return rest.Split('/', 2) is [var project, var name]
            ? new InstanceAddress(remote, project, name) : new InstanceAddress(remote, at.Project, rest);
    }
}
