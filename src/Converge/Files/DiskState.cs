using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Converge.Files;

/// <summary>The disk of an instance at some time.</summary>
/// <param name="Snapshot">Null: as it is now.</param>
public sealed record DiskState(InstanceAddress Address, ObservedInstance Instance, ObservedSnapshot? Snapshot)
{
    /// <summary>The keys of that time.</summary>
    internal IReadOnlyDictionary<string, string> Config => Snapshot?.Config ?? Instance.Config;

    /// <summary>In a pool that can be read.</summary>
    internal string Folder(string home)
    {
        var name = Address.Project == "default" ? Address.Name : $"{Address.Project}_{Address.Name}";
        var pool = Path.Combine(home, "storage-pools", Instance.Pool?.Name ?? "");
        return Snapshot is null ? Path.Combine(pool, "containers", name, "rootfs")
            : Path.Combine(pool, "containers-snapshots", name, Snapshot.Name, "rootfs");
    }
}
