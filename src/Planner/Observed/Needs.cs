using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed.Sets;

namespace Brine.Planner.Observed;

/// <summary>All that must be read before a plan can be made; nothing else is asked of the servers.</summary>
/// <param name="Images">Projects whose images are listed.</param>
public sealed record Needs(ImmutableArray<InstanceNeed> Instances, ImmutableArray<ProjectAddress> Images, ImmutableArray<VolumeNeed> Volumes)
{
    public IEnumerable<string> Remotes => Instances.Select(n => n.Instance.Remote).Concat(Images.Select(i => i.Remote))
        .Concat(Volumes.Select(v => v.Volume.Remote)).Distinct(StringComparer.Ordinal);

    public ImmutableArray<SetNeed> Sets { get; init; } = [];

    /// <summary>Servers that are known not to answer, each with the reason: they are not asked.</summary>
    public ImmutableSortedDictionary<string, string> Unasked { get; init; } = Maps.Text;

    public static Needs Of(DesiredState desired) => new(InstanceNeed.Of(desired), ImagesOf(desired.Entries), VolumesOf(desired.Entries))
    {
        Sets = SetsOf(desired.Entries), Unasked = desired.Unasked,
    };

    /// <summary>What one of the entries needs, of each thing as much as all of them do.</summary>
    public Needs For(DesiredEntry entry)
    {
        var instances = entry.Instances.Union(entry.Sources).ToHashSet();
        return new Needs([.. Instances.Where(n => instances.Contains(n.Instance))], ImagesOf([entry]), VolumesOf([entry])) { Sets = SetsOf([entry]) };
    }

    public Needs On(string remote) => new([.. Instances.Where(n => n.Instance.Remote == remote)], [.. Images.Where(i => i.Remote == remote)],
        [.. Volumes.Where(v => v.Volume.Remote == remote)]) { Sets = Sets, Unasked = Unasked };

    /// <summary>All volumes, once the instances of one server were seen.</summary>
    public ImmutableArray<VolumeNeed> VolumesSeen(IEnumerable<KeyValuePair<InstanceAddress, Sighting>> seen) =>
        Sets.IsEmpty ? Volumes : [.. Volumes.Concat(seen.SelectMany(s => s.Value is Sighting.Present { Instance: var instance }
            ? Sets.SelectMany(n => n.Volumes(s.Key, instance)) : [])).GroupBy(v => v.Volume).Select(g => new VolumeNeed(g.Key, g.Any(v => v.Users)))];

    private static ImmutableArray<SetNeed> SetsOf(IEnumerable<DesiredEntry> entries) => [.. entries.Select(SetNeed.Of).OfType<SetNeed>()];

    private static ImmutableArray<VolumeNeed> VolumesOf(IEnumerable<DesiredEntry> entries) => [.. entries.OfType<VolumeEntry>()
        .GroupBy(e => e.Volume).Select(g => new VolumeNeed(g.Key, g.Any(e => e is VolumeSnapshotRestored)))];

    private static ImmutableArray<ProjectAddress> ImagesOf(IEnumerable<DesiredEntry> entries) =>
        [.. entries.OfType<SnapshotPublished>().Select(e => ProjectAddress.Of(e.Instance)).Distinct()];
}
