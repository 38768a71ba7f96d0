using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;

namespace Brine.Planner.Observed;

/// <summary>What must be read of one instance before a plan can be made; nothing else is asked of the server.</summary>
/// <param name="Descriptions">Descriptions of its snapshots.</param>
/// <param name="Volume">Description of its own volume, which new snapshots inherit.</param>
/// <param name="Pool">Driver and restore rule of its root pool.</param>
/// <param name="Profiles">Names of the profiles of its project, to see whether a restore would miss one.</param>
public sealed record InstanceNeed(InstanceAddress Instance, bool Descriptions, bool Volume, bool Pool, bool Profiles)
{
    public static ImmutableArray<InstanceNeed> Of(DesiredState desired)
    {
        var needs = new SortedDictionary<InstanceAddress, InstanceNeed>();
        foreach (var entry in desired.Entries)
        {
            foreach (var instance in entry.Instances)
                needs[instance] = Of(instance, entry).And(needs.GetValueOrDefault(instance));
            foreach (var source in entry.Sources)
                needs[source] = new InstanceNeed(source, false, false, false, false).And(needs.GetValueOrDefault(source));
        }

        return [.. needs.Values];
    }

    // Whatever deletes must see pins and groups, which stand in descriptions.
    private static InstanceNeed Of(InstanceAddress instance, DesiredEntry entry) => new(instance,
        Descriptions: entry is SnapshotPresent or SnapshotAbsent or SnapshotRestored or SnapshotPinned or SnapshotDrilled or SnapshotsManaged
            or SnapshotsRetained or GroupEntry or InstanceAbsent,
        Volume: entry is SnapshotPresent or SnapshotsManaged,
        Pool: entry is SnapshotRestored or GroupRestored,
        Profiles: entry is SnapshotRestored or GroupRestored);

    private InstanceNeed And(InstanceNeed? other) => other is null ? this
        : new InstanceNeed(Instance, Descriptions || other.Descriptions, Volume || other.Volume, Pool || other.Pool, Profiles || other.Profiles);
}
