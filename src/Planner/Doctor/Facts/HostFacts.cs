using System.Collections.Immutable;
using Brine.Planner.Names;

namespace Brine.Planner.Doctor.Facts;

/// <summary>What the machine shows that the server and we run on.</summary>
/// <param name="Directory">Of the daemon, such as <c>/var/lib/incus</c>.</param>
/// <param name="Member">The server's name in its cluster; the server's own outside of one.</param>
/// <param name="DiskUsed">Bytes of the file system under the directory.</param>
/// <param name="HasCriu">Whether stateful snapshots of containers have their tool.</param>
public sealed record HostFacts(string Directory, string Member, long DiskUsed, long DiskTotal, bool HasCriu)
{
    /// <summary>Snapshots whose files were looked for.</summary>
    public ImmutableDictionary<SnapshotAddress, SnapshotData> Data { get; init; } =
        ImmutableDictionary<SnapshotAddress, SnapshotData>.Empty;
}

public readonly record struct SnapshotAddress(InstanceAddress Instance, string Snapshot);

/// <summary>What there is of a snapshot on disk.</summary>
public enum SnapshotData
{
    /// <summary>Its folder is there.</summary>
    Present,

    /// <summary>There is no folder of it, though the instance's own is there.</summary>
    Missing,

    /// <summary>
    /// A folder is there, but the instance's <c>backup.yaml</c>, which Incus writes when a snapshot is done, does not have it.
    /// </summary>
    Unfinished,
}
