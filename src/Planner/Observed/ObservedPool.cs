namespace Brine.Planner.Observed;

/// <summary>The storage pool under an instance's root disk.</summary>
/// <param name="RemovesNewerSnapshots">
/// True when the pool or the volume carries the driver's own <c>*.remove_snapshots=true</c>: a restore of an older
/// snapshot then deletes the newer ones instead of refusing (zfs, lvmcluster, truenas, linstor).
/// </param>
public sealed record ObservedPool(string Name, string Driver, bool RemovesNewerSnapshots)
{
    /// <summary>Drivers on which a restore to a snapshot that is not the newest refuses, or deletes the newer ones.</summary>
    public bool RestoresOnlyNewest => Driver is "zfs" or "lvmcluster" or "truenas" or "linstor";

    /// <summary>Drivers where a snapshot costs nothing to speak of and survives the restore of an older one.</summary>
    public bool SafetySnapshotIsCheap => Driver is "btrfs" or "lvm" or "ceph";
}
