using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;

namespace Brine.Planner.Plan;

/// <summary>One change to several instances that is made to all of them or to none.</summary>
/// <param name="Instance">The first of them.</param>
public abstract record GroupStep(InstanceAddress Instance) : InstanceStep(Instance);

/// <summary>Takes a set: commands, freeze, snapshots side by side, thaw, commands.</summary>
/// <param name="Members">In the order in which they are frozen.</param>
public sealed record TakeGroup(InstanceAddress Instance, string Name, ImmutableArray<CreateSnapshot> Members, bool Freeze)
    : GroupStep(Instance)
{
    public ImmutableArray<MemberCommand> Before { get; init; } = [];

    public ImmutableArray<MemberCommand> After { get; init; } = [];

    [JsonIgnore]
    public override IEnumerable<PlanStep> Parts => Members;
}

public sealed record DeleteGroup(InstanceAddress Instance, string Name, ImmutableArray<DeleteSnapshot> Members)
    : GroupStep(Instance)
{
    [JsonIgnore]
    public override IEnumerable<PlanStep> Parts => Members;
}

/// <summary>Restores all, or puts those back that were restored when one fails.</summary>
public sealed record RestoreGroup(InstanceAddress Instance, string Name, ImmutableArray<RestoreSnapshot> Members)
    : GroupStep(Instance)
{
    [JsonIgnore]
    public override IEnumerable<PlanStep> Parts => Members;
}
