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
    public static async Task<FileComparison> CompareAsync(
        IncusClient client, DiskState from, DiskState to, bool isRoot, FileWish wish, CancellationToken token)
    {
        if (client.Endpoint.SocketPath is not { } socket)
            return FileComparison.Not("the server is not reached by a socket of this machine");
        if (!isRoot)
            return FileComparison.Not("only root can read the server's storage pools");
        foreach (var side in new[] { from, to })
            if (Refusal(side) is { } refusal)
                return FileComparison.Not(refusal);
        var server = await client.GetServerAsync(token);
        if (server.ServerClustered && new[] { from, to }.FirstOrDefault(s => s.Instance.Location != server.ServerName) is { } away)
            return FileComparison.Not($"{away.Address} is on member {away.Instance.Location}, and this one is {server.ServerName}");
        if (Base(socket, server.ServerPid) is not { } home)
            return FileComparison.Not("the folder of the Incus daemon is not on this machine");
        var (left, right) = (from.Folder(home), to.Folder(home));
        foreach (var folder in new[] { left, right })
            if (!Directory.Exists(folder))
                return FileComparison.Not($"there is no folder {folder}");
        if (await Task.Run(() => LinkOnTheWay(left, wish.Under) ?? LinkOnTheWay(right, wish.Under), token) is { } link)
            return FileComparison.Not($"{link} is a link, and links are not followed");
        var (before, after) = (left + wish.Under, right + wish.Under);
        if (!Path.Exists(before) && !Path.Exists(after))
            return FileComparison.Not($"neither has {wish.Under}");
        return await Task.Run(() => new TreeComparison(wish, IdShift.Of(from.Config), IdShift.Of(to.Config), token)
            .Compare(before.TrimEnd('/'), after.TrimEnd('/'), wish.Under), token);
    }

    private static string? Refusal(DiskState side) => !side.Instance.IsContainer ? $"{side.Address} is a virtual machine, and its disk is one image"
        : side.Instance.Pool is not { } pool ? $"the storage pool of {side.Address} is not known"
        : pool.Driver is not ("dir" or "btrfs") ? $"pool {pool.Name} has driver {pool.Driver}, and only dir and btrfs pools can be read here"
        : null;

    /// <summary>Through the server's process where that is here, for pools may be mounted for it alone. Null: not found.</summary>
    private static string? Base(string socket, int process)
    {
        if (DaemonFolder.Find(socket) is not { } folder)
            return null;
        var root = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/root");
        return process > 0 && Directory.Exists(root + folder + "/storage-pools") ? root + folder : folder;
    }

    /// <summary>What belongs to the instance must not lead out of it.</summary>
    private static string? LinkOnTheWay(string root, string under)
    {
        var at = root;
        foreach (var part in under.Split('/', StringSplitOptions.RemoveEmptyEntries).SkipLast(1))
            if (FileTraits.Of(at += "/" + part, IdShift.Of(new Dictionary<string, string>())) is { IsLink: true })
                return at[root.Length..];
        return null;
    }
}
