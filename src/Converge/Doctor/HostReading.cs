using System.Collections.Immutable;
using Brine.Converge.Files;
using Brine.Incus;
using Brine.Planner.Doctor.Facts;
using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Converge.Doctor;

/// <summary>Looks at the machine, where the server is on the one we run on. Reads, and changes nothing.</summary>
internal sealed class HostReading
{
    /// <summary>What only the machine shows.</summary>
    public static readonly ImmutableArray<string> Checks = ["server-disk", "pool-read-only", "snapshot-phantom"];

    private readonly string _directory;

    private HostReading(string directory) => _directory = directory;

    /// <summary>Null: there is no daemon's folder beside the socket.</summary>
    public static HostReading? Find(string? socket) => DaemonFolder.Find(socket) is { } found ? new HostReading(found) : null;

    public DoctorFacts Read(DoctorFacts facts, ServerInfo info, Asking ask)
    {
        var disk = new DriveInfo(_directory);
        var host = new HostFacts(_directory, info.ServerClustered ? info.ServerName : "none", disk.TotalSize - disk.TotalFreeSpace,
            disk.TotalSize, HasCriu());
        var mounts = MountTable.Read(info.ServerPid);
        facts = facts with
        {
            Host = host,
            Pools = [.. facts.Pools.Select(p => p with
            {
                IsReadOnly = mounts?.IsReadOnly(PoolFolder(p.Name)), Fills = [.. p.Fills.Select(f => Seen(f, p, host.Member))],
            })],
        };
        if (!Environment.IsPrivilegedProcess)
        {
            ask.Note("only root may look into the pools", null, "snapshot-phantom");
            return facts;
        }

        var busy = facts.Operations.SelectMany(o => o.Instances).ToHashSet();
        var data = ImmutableDictionary.CreateBuilder<SnapshotAddress, SnapshotData>();
        foreach (var (at, instance) in facts.Present.Where(p => facts.IsHere(p.Instance) && !busy.Contains(p.At)))
            foreach (var (snapshot, found) in Look(at, instance))
                data[new SnapshotAddress(at, snapshot)] = found;
        var unseen = facts.Present.Where(p => !p.Instance.Snapshots.IsEmpty && !busy.Contains(p.At)
            && !data.ContainsKey(new SnapshotAddress(p.At, p.Instance.Snapshots.Keys.First()))).ToList();
        foreach (var group in unseen.GroupBy(p => facts.IsHere(p.Instance) ? $"pools of driver {p.Instance.Pool?.Driver ?? "unknown"} show no files here"
            : $"they lie on member {p.Instance.Location}", StringComparer.Ordinal))
            ask.Note(group.Key, "snapshots of " + string.Join(", ", group.Take(3).Select(p => p.At.Name))
                + (group.Count() > 3 ? " and others" : ""), "snapshot-phantom");
        return facts with { Host = host with { Data = data.ToImmutable() } };
    }

    private PoolFill Seen(PoolFill fill, PoolFacts pool, string member)
    {
        if (pool.Driver != "btrfs" || (fill.Member ?? "none") != member || !Directory.Exists(PoolFolder(pool.Name)))
            return fill;
        var disk = new DriveInfo(PoolFolder(pool.Name));
        // Another size: it is not mounted there, and this is the disk below.
        return disk.TotalSize == fill.Total ? fill with { Free = disk.AvailableFreeSpace } : fill;
    }

    private string PoolFolder(string pool) => Path.Combine(_directory, "storage-pools", pool);

    private IEnumerable<(string Snapshot, SnapshotData Found)> Look(InstanceAddress at, ObservedInstance instance)
    {
        // Other drivers mount snapshots only when they are needed.
        if (instance.Snapshots.IsEmpty || instance.Pool is not { Driver: "dir" or "btrfs" } pool)
            return [];
        var kind = instance.IsContainer ? "containers" : "virtual-machines";
        var folder = at.Project == "default" ? at.Name : $"{at.Project}_{at.Name}";
        var own = Path.Combine(PoolFolder(pool.Name), kind, folder);
        // Mounted elsewhere, or gone as a whole: that is another matter.
        if (!Directory.Exists(own) || Folders(Path.Combine(PoolFolder(pool.Name), kind + "-snapshots"), folder) is not { } there)
            return [];
        var written = BackupFile.SnapshotTimes(Path.Combine(own, "backup.yaml"));
        return instance.Snapshots.Values.Where(s => s.Name is not ("." or "..")).Select(s => (s.Name,
            !there.Contains(s.Name) ? SnapshotData.Missing
                : written is not null && !written.Contains(BackupFile.Rounded(s.CreatedAt)) ? SnapshotData.Unfinished : SnapshotData.Present));
    }

    /// <summary>
    /// The names below. Null: they cannot be listed, and then nothing is said to be missing; a folder that is not there
    /// counts as empty only if the one above could be listed and does not have it.
    /// </summary>
    private static HashSet<string>? Folders(string above, string folder)
    {
        try
        {
            var siblings = Names(above);
            return siblings.Contains(folder) ? Names(Path.Combine(above, folder)) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static HashSet<string> Names(string folder) =>
        new(new DirectoryInfo(folder).EnumerateDirectories().Select(d => d.Name), StringComparer.Ordinal);

    private static bool HasCriu() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Concat(["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/opt/incus/bin"])
        .Any(folder => File.Exists(Path.Combine(folder, "criu")));
}
