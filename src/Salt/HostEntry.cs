namespace Brine.Salt;

/// <summary>What lies at a path of the host, links followed.</summary>
/// <param name="IsFile">A regular file.</param>
/// <param name="IsFolder">A folder; neither for devices, sockets and the like.</param>
/// <param name="IsExecutable">Somebody may execute it.</param>
/// <param name="Size">Bytes of a file.</param>
/// <param name="LinkTarget">Where the path itself points to; null when it is no link.</param>
public sealed record HostEntry(
    bool IsFile, bool IsFolder = false, bool IsExecutable = false, long Size = 0, string? LinkTarget = null);
