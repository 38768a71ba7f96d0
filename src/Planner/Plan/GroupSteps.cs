using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;

namespace Brine.Planner.Plan;

/// <summary>One change to several instances that is made to all of them or to none.</summary>
/// <param name="Instance">The first of them.</param>
public abstract record GroupStep(InstanceAddress Instance) : InstanceStep(Instance)
{
    [JsonIgnore]
    public abstract IEnumerable<InstanceStep> OfMembers { get; }

    [JsonIgnore]
    public abstract IEnumerable<VolumeStep> OfVolumes { get; }

    [JsonIgnore]
    public override IEnumerable<PlanStep> Parts => [.. OfMembers, .. OfVolumes];
}

/// <summary>Takes a set: commands, freeze, snapshots side by side, thaw, commands.</summary>
/// <param name="Members">In the order in which they are frozen.</param>
public sealed record TakeGroup(InstanceAddress Instance, string Name, ImmutableArray<CreateSnapshot> Members, bool Freeze)
    : GroupStep(Instance)
{
    public ImmutableArray<MemberCommand> Before { get; init; } = [];

    public ImmutableArray<MemberCommand> After { get; init; } = [];

    public ImmutableArray<CreateVolumeSnapshot> Volumes { get; init; } = [];

    [JsonIgnore]
    public override IEnumerable<InstanceStep> OfMembers => Members;

    [JsonIgnore]
    public override IEnumerable<VolumeStep> OfVolumes => Volumes;
}

public sealed record DeleteGroup(InstanceAddress Instance, string Name, ImmutableArray<DeleteSnapshot> Members)
    : GroupStep(Instance)
{
    public ImmutableArray<DeleteVolumeSnapshot> Volumes { get; init; } = [];

    [JsonIgnore]
    public override IEnumerable<InstanceStep> OfMembers => Members;

    [JsonIgnore]
    public override IEnumerable<VolumeStep> OfVolumes => Volumes;
}

/// <summary>Restores the volumes, then all members, or puts those back that were restored when one fails.</summary>
public sealed record RestoreGroup(InstanceAddress Instance, string Name, ImmutableArray<RestoreSnapshot> Members)
    : GroupStep(Instance)
{
    public ImmutableArray<RestoreVolume> Volumes { get; init; } = [];

    [JsonIgnore]
    public override IEnumerable<InstanceStep> OfMembers => Members;

    [JsonIgnore]
    public override IEnumerable<VolumeStep> OfVolumes => Volumes;
}
