namespace Brine.Converge.Files;

/// <summary>Where the daemon behind a socket keeps its things, on this machine.</summary>
internal static class DaemonFolder
{
    /// <summary>Null: there is none beside the socket.</summary>
    public static string? Find(string? socket)
    {
        if (socket is null || Path.GetDirectoryName(Path.GetFullPath(socket)) is not { } beside)
            return null;
        // Packages keep the socket in /run, or link it there.
        string[] places = beside is "/run/incus" or "/var/run/incus" ? [beside, "/var/lib/incus"] : [beside];
        return places.FirstOrDefault(p => Directory.Exists(Path.Combine(p, "storage-pools")));
    }
}
