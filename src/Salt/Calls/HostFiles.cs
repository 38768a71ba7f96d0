namespace Brine.Salt.Calls;

/// <summary>Walks over a host's files that several filters and functions share.</summary>
internal static class HostFiles
{
    /// <summary>More than this below one folder is no list for a template.</summary>
    private const int Most = 100_000;

    /// <summary>Where a program is; null when it is in no folder of the path.</summary>
    public static string? Which(ISaltHost host, string name)
    {
        if (host.Look(name) is { IsFile: true, IsExecutable: true })
            return name;
        // Salt adds these, so that a poor PATH (cron's) does not hide a program.
        string[] usual = ["/sbin", "/bin", "/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"];
        var path = host.Variables.GetValueOrDefault("PATH", "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return path.Concat(usual).Select(folder => HostPath.Normal(HostPath.Join(folder, name)))
            .FirstOrDefault(file => host.Look(file) is { IsFile: true, IsExecutable: true });
    }

    /// <summary>The folder, and all below it; links are listed and not followed.</summary>
    public static List<string> Below(ISaltHost host, string folder)
    {
        var found = new List<string> { folder };
        if (host.Look(folder) is { IsFolder: true })
            Add(host, folder, found);
        return found;
    }

    private static void Add(ISaltHost host, string folder, List<string> found)
    {
        foreach (var path in host.Names(folder).Select(name => HostPath.Join(folder, name)).Order(StringComparer.Ordinal))
        {
            if (found.Count > Most)
                throw new SaltHostException($"'{found[0]}' holds more than {Most} files");
            found.Add(path);
            if (host.Look(path) is { IsFolder: true, LinkTarget: null })
                Add(host, path, found);
        }
    }
}
