using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brine.Planner.Names;

namespace Brine.Planner.Observed.Sets;

/// <summary>
/// Work on a set that was cut off. It is not left to the next declaration: whatever talks to the servers next puts it
/// right first, for instances may be frozen.
/// </summary>
/// <param name="Instance">The first member.</param>
/// <param name="SetId">See <see cref="SnapshotGroup"/>.</param>
public abstract record SetInterruption(
    InstanceAddress Instance, string StatusBefore, int ServerProcess, DateTimeOffset At, string SetId, string Snapshot)
    : Interruption(Instance, StatusBefore, ServerProcess, At)
{
    [JsonIgnore]
    public override bool IsUrgent => true;
}

/// <summary>Members may be frozen, and some have the snapshot and others not.</summary>
/// <param name="Text">The description that people gave.</param>
/// <param name="After">Commands that are still to be run.</param>
public sealed record TakingSet(
    InstanceAddress Instance, string StatusBefore, int ServerProcess, DateTimeOffset At, string SetId, string Snapshot,
    ImmutableArray<SetMember> Members, bool Freeze, string Text, ImmutableArray<MemberCommand> After)
    : SetInterruption(Instance, StatusBefore, ServerProcess, At, SetId, Snapshot)
{
    /// <summary>Whose snapshots are of the set, too; each is on the server of a member.</summary>
    public ImmutableArray<VolumeMember> Volumes { get; init; } = [];

    /// <summary>What its snapshots are marked with.</summary>
    [JsonIgnore]
    public SnapshotGroup Set => new(SetId, [.. Members.Select(m => m.Instance)]) { Volumes = [.. Volumes.Select(v => v.Volume)] };
}

/// <summary>All snapshots of a set had been taken, and nothing had been thawed before.</summary>
public sealed record SetTaken(
    InstanceAddress Instance, string StatusBefore, int ServerProcess, DateTimeOffset At, string SetId, string Snapshot)
    : SetInterruption(Instance, StatusBefore, ServerProcess, At, SetId, Snapshot);

/// <summary>Some members may still have the snapshot.</summary>
public sealed record DeletingSet(
    InstanceAddress Instance, string StatusBefore, int ServerProcess, DateTimeOffset At, string SetId, string Snapshot,
    ImmutableArray<SetMember> Members)
    : SetInterruption(Instance, StatusBefore, ServerProcess, At, SetId, Snapshot)
{
    public ImmutableArray<VolumeMember> Volumes { get; init; } = [];
}

/// <summary>
/// Some members may be restored and others not, each with a record of its own. Which moment is wanted is not for Brine to
/// guess, so the next restore of a set settles it.
/// </summary>
public sealed record RestoringSet(
    InstanceAddress Instance, string StatusBefore, int ServerProcess, DateTimeOffset At, string Snapshot,
    ImmutableArray<InstanceAddress> Members)
    : Interruption(Instance, StatusBefore, ServerProcess, At)
{
    /// <summary>A journal is read more than once in a run.</summary>
    public bool Equals(RestoringSet? other) => other is not null && (Instance, At, Snapshot) == (other.Instance, other.At, other.Snapshot)
        && Members.SequenceEqual(other.Members);

    public override int GetHashCode() => HashCode.Combine(Instance, At, Snapshot);
}

/// <param name="Server">What tells its server from another that bears the remote's name.</param>
/// <param name="At">What time it was at its server when the work began.</param>
/// <param name="CreatedAt">Of the snapshot to be deleted.</param>
public sealed record SetMember(
    InstanceAddress Instance, string StatusBefore, int ServerProcess, string Server, DateTimeOffset At, DateTimeOffset? CreatedAt = null);

/// <param name="At">What time it was at its server when the work began.</param>
/// <param name="CreatedAt">Of the snapshot to be deleted.</param>
public sealed record VolumeMember(VolumeAddress Volume, DateTimeOffset At, DateTimeOffset? CreatedAt = null);
