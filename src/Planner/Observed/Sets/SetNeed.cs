using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;

namespace Brine.Planner.Observed.Sets;

/// <summary>Custom volumes that are known only once the members of a set were seen.</summary>
/// <param name="Name">Of the members' snapshots, whose marks name volumes.</param>
/// <param name="Attached">Those, too, that are attached to the members.</param>
/// <param name="Users">Who has them attached, and whether they run.</param>
public sealed record SetNeed(ImmutableArray<InstanceAddress> Members, string Name, bool Attached, bool Users)
{
    /// <summary>Null: no volume matters.</summary>
    public static SetNeed? Of(DesiredEntry entry) => entry switch
    {
        GroupPresent { Volumes: true } e => new SetNeed(e.Instances, e.Name, Attached: true, Users: false),
        GroupAbsent e => new SetNeed(e.Instances, e.Name, Attached: false, Users: false),
        GroupRestored e => new SetNeed(e.Instances, e.Name, Attached: false, Users: true),
        _ => null,
    };

    public IEnumerable<VolumeNeed> Volumes(InstanceAddress at, ObservedInstance member)
    {
        if (!Members.Contains(at))
            return [];
        var snapshot = member.Snapshots.GetValueOrDefault(Name);
        var attached = Attached ? AttachedVolumes.In(member.ExpandedDevices).Concat(snapshot is null ? [] : AttachedVolumes.In(snapshot.ExpandedDevices))
            .Select(v => new VolumeAddress(at.Remote, at.Project, v.Pool, v.Volume)) : [];
        var marked = snapshot is null ? [] : (SnapshotGroup.Of(snapshot, at)?.Volumes ?? []).Where(v => v.Remote == at.Remote);
        return attached.Concat(marked).Distinct().Select(v => new VolumeNeed(v, Users));
    }
}
