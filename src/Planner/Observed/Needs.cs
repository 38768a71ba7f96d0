using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;

namespace Brine.Planner.Observed;

/// <summary>All that must be read before a plan can be made; nothing else is asked of the servers.</summary>
/// <param name="Images">Projects whose images are listed.</param>
public sealed record Needs(ImmutableArray<InstanceNeed> Instances, ImmutableArray<ProjectAddress> Images, ImmutableArray<VolumeNeed> Volumes)
{
    public IEnumerable<string> Remotes => Instances.Select(n => n.Instance.Remote).Concat(Images.Select(i => i.Remote))
        .Concat(Volumes.Select(v => v.Volume.Remote)).Distinct(StringComparer.Ordinal);

    public static Needs Of(DesiredState desired) => new(InstanceNeed.Of(desired), ImagesOf(desired.Entries), VolumesOf(desired.Entries));

    /// <summary>What one of the entries needs, of each thing as much as all of them do.</summary>
    public Needs For(DesiredEntry entry)
    {
        var instances = entry.Instances.Union(entry.Sources).ToHashSet();
        return new Needs([.. Instances.Where(n => instances.Contains(n.Instance))], ImagesOf([entry]), VolumesOf([entry]));
    }

    public Needs On(string remote) => new([.. Instances.Where(n => n.Instance.Remote == remote)], [.. Images.Where(i => i.Remote == remote)],
        [.. Volumes.Where(v => v.Volume.Remote == remote)]);

    private static ImmutableArray<VolumeNeed> VolumesOf(IEnumerable<DesiredEntry> entries) => [.. entries.OfType<VolumeEntry>()
        .GroupBy(e => e.Volume).Select(g => new VolumeNeed(g.Key, g.Any(e => e is VolumeSnapshotRestored)))];

    private static ImmutableArray<ProjectAddress> ImagesOf(IEnumerable<DesiredEntry> entries) =>
        [.. entries.OfType<SnapshotPublished>().Select(e => ProjectAddress.Of(e.Instance)).Distinct()];
}
