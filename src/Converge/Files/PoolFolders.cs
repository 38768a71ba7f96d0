using System.Globalization;
using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Report.Files;

namespace Brine.Converge.Files;

/// <summary>Where the server keeps the files of instances and snapshots, as far as that can be read from here.</summary>
public static class PoolFolders
{
    /// <summary>Compares the root file systems of two places; says why where that cannot be done.</summary>
    /// <param name="limit">How many differences are kept; all are counted.</param>
    public static async Task<FileComparison> CompareAsync(
        IncusClient client, (InstanceAddress Address, ObservedInstance Instance, string? Snapshot) from,
        (InstanceAddress Address, ObservedInstance Instance, string? Snapshot) to, bool isRoot, int limit, CancellationToken token)
    {
        if (client.Endpoint.SocketPath is not { } socket)
            return FileComparison.Not("the server is another machine");
        if (!isRoot)
            return FileComparison.Not("only root can read the server's storage pools");
        if (!from.Instance.IsContainer || !to.Instance.IsContainer)
            return FileComparison.Not("the disk of a virtual machine is one image");
        if ((from.Instance.Pool ?? to.Instance.Pool) is null || !IsReadable(from.Instance) || !IsReadable(to.Instance))
            return FileComparison.Not($"that needs a dir or btrfs pool, and this one is {from.Instance.Pool?.Driver ?? "not known"}");
        var home = Base(socket, (await client.GetServerAsync(token)).ServerPid);
        var (left, right) = (Folder(home, from), Folder(home, to));
        foreach (var folder in new[] { left, right })
            if (!Directory.Exists(folder))
                return FileComparison.Not($"there is no folder {folder}: the server keeps its files elsewhere");
        try
        {
            return await Task.Run(() => new TreeComparison(limit, token).Compare(left, right), token);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return FileComparison.Not(e.Message);
        }
    }

    private static bool IsReadable(ObservedInstance instance) => instance.Pool is { Driver: "dir" or "btrfs" };

    /// <summary>
    /// The server's own folder. Through its process where that is here, for pools may be mounted for it alone; the socket
    /// lies in the folder itself, or in /run where the folder is the usual one.
    /// </summary>
    private static string Base(string socket, int process)
    {
        var beside = Path.GetDirectoryName(Path.GetFullPath(socket)) ?? "/";
        var folder = Directory.Exists(Path.Combine(beside, "storage-pools")) ? beside : "/var/lib/incus";
        var root = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/root");
        return process > 0 && Directory.Exists(root + folder + "/storage-pools") ? root + folder : folder;
    }

    private static string Folder(string home, (InstanceAddress Address, ObservedInstance Instance, string? Snapshot) place)
    {
        var name = place.Address.Project == "default" ? place.Address.Name : $"{place.Address.Project}_{place.Address.Name}";
        var pool = Path.Combine(home, "storage-pools", place.Instance.Pool!.Name); // it is readable, so it is known
        return place.Snapshot is null ? Path.Combine(pool, "containers", name, "rootfs")
            : Path.Combine(pool, "containers-snapshots", name, place.Snapshot, "rootfs");
    }
}
