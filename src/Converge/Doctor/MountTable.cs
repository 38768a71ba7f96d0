namespace Brine.Converge.Doctor;

/// <summary>What is mounted, as the daemon sees it if we may look, else as we do.</summary>
internal sealed class MountTable
{
    private readonly List<(string Point, bool IsReadOnly)> _mounts;

    private MountTable(List<(string, bool)> mounts) => _mounts = mounts;

    /// <summary>Null: there is no such table here.</summary>
    /// <param name="daemon">Its process id; 0: not told.</param>
    public static MountTable? Read(int daemon) =>
        (daemon > 0 ? Read($"/proc/{daemon}/mountinfo") : null) ?? Read("/proc/self/mountinfo");

    public bool IsReadOnly(string folder)
    {
        // The last one on a place covers those before it.
        var found = _mounts.FindLast(m => m.Point == folder);
        return (found.Point is not null ? found : _mounts.Where(m => m.Point == "/" || folder.StartsWith(m.Point + "/", StringComparison.Ordinal))
            .MaxBy(m => m.Point.Length)).IsReadOnly;
    }

    private static MountTable? Read(string path)
    {
        try
        {
            // id parent device root POINT OPTIONS … - type source SUPER-OPTIONS
            return new MountTable([.. File.ReadLines(path).Select(line => line.Split(' ')).Where(f => f.Length > 8)
                .Select(f => (Plain(f[4]), Says(f[5]) || Says(f[^1])))]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool Says(string options) => options.Split(',').Contains("ro");

    private static string Plain(string path) => path.Replace(@"\040", " ", StringComparison.Ordinal);
}
