using System.Text.Json.Serialization;
using Brine.Planner.Names;
using Brine.Planner.Observed.Drills;
using Brine.Planner.Observed.Sets;

namespace Brine.Planner.Observed;

/// <summary>
/// A change that an earlier run began and of which it never saw the end (Brine or the server was killed). Kept in the
/// journal until the next run has judged it.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CreatingSnapshot), "create-snapshot")]
[JsonDerivedType(typeof(Restoring), "restore")]
[JsonDerivedType(typeof(TakingSet), "take-set")]
[JsonDerivedType(typeof(SetTaken), "set-taken")]
[JsonDerivedType(typeof(DeletingSet), "delete-set")]
[JsonDerivedType(typeof(DrillInterruption), "drill")]
[JsonDerivedType(typeof(RestoringSet), "restore-set")]
public abstract record Interruption(InstanceAddress Instance, string StatusBefore, int ServerProcess, DateTimeOffset At)
{
    /// <summary>
    /// Put right by whatever talks to the servers next, before anything else. Otherwise it is left to the next plan of a
    /// declaration about it.
    /// </summary>
    [JsonIgnore]
    public virtual bool IsUrgent => false;

    /// <summary>The snapshot may be a phantom: listed, without data (facts/incus-benches.md §8).</summary>
    public sealed record CreatingSnapshot(
        InstanceAddress Instance, string Snapshot, string StatusBefore, int ServerProcess, DateTimeOffset At)
        : Interruption(Instance, StatusBefore, ServerProcess, At);

    /// <summary>The restore may have happened without its ledger entry, or have left the instance stopped.</summary>
    public sealed record Restoring(
        InstanceAddress Instance, string Snapshot, DateTimeOffset SnapshotCreatedAt, string? Trigger, string GenerationBefore,
        string? SafetySnapshot, string StatusBefore, int ServerProcess, DateTimeOffset At)
        : Interruption(Instance, StatusBefore, ServerProcess, At);
}
