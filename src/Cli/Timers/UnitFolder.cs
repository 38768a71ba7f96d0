using Brine.Planner.Timers;

namespace Brine.Cli.Timers;

/// <summary>Where units lie, and the only hands that touch them: those that bear Brine's mark, and no others.</summary>
internal sealed class UnitFolder
{
    private readonly Surroundings _world;

    private UnitFolder(string path, bool isUser, bool isUsual, Surroundings world) =>
        (Path, IsUser, IsUsual, _world) = (path, isUser, isUsual, world);

    public string Path { get; }

    public bool IsUser { get; }

    /// <summary>systemd reads it by itself.</summary>
    public bool IsUsual { get; }

    public static UnitFolder Of(string? given, bool isUser, Surroundings world)
    {
        var usual = !isUser ? "/etc/systemd/system"
            : System.IO.Path.Combine(world.Variable("XDG_CONFIG_HOME") ?? System.IO.Path.Combine(world.Variable("HOME") ?? "/", ".config"), "systemd", "user");
        var path = given is null ? usual : System.IO.Path.GetFullPath(given);
        return new UnitFolder(path, isUser, path.TrimEnd('/') == usual, world);
    }

    public string PathOf(string unit) => System.IO.Path.Combine(Path, unit);

    /// <summary>Null: there is no such file.</summary>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public string? Read(string unit)
    {
        try
        {
            return File.ReadAllText(PathOf(unit));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot read '{PathOf(unit)}': {e.Message}", Remedy);
        }
    }

    /// <summary>Null: it is ours, or not there.</summary>
    public string? Foreign(params IEnumerable<string> units) =>
        units.FirstOrDefault(u => Read(u) is { } text && !TimerUnits.IsOurs(text)) is { } unit ? PathOf(unit) : null;

    /// <summary>False: it says this already.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public bool Write(string unit, string text)
    {
        if (Read(unit) == text)
            return false;
        try
        {
            Directory.CreateDirectory(Path);
            // systemd may read at any moment: it sees the old or the new, never half of one.
            var draft = PathOf($".{unit}.new");
            File.WriteAllText(draft, text);
            File.Move(draft, PathOf(unit), overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot write '{PathOf(unit)}': {e.Message}", Remedy);
        }
    }

    /// <exception cref="UsageException">It cannot be removed.</exception>
    public void Delete(string unit)
    {
        try
        {
            File.Delete(PathOf(unit));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot remove '{PathOf(unit)}': {e.Message}", Remedy);
        }
    }

    /// <summary>Names of timers whose units bear the mark, in order.</summary>
    public IEnumerable<string> Names() => !Directory.Exists(Path) ? []
        : Directory.EnumerateFiles(Path, "brine-*.timer").Select(f => System.IO.Path.GetFileNameWithoutExtension(f)["brine-".Length..])
            .Where(n => TimerSpec.IsName(n) && Read($"brine-{n}.timer") is { } text && TimerUnits.IsOurs(text)).Order(StringComparer.Ordinal);

    private string Remedy => IsUser || _world.IsRoot ? "give another folder with --unit-dir"
        : "run it as root, or with --user for a timer of your own";
}
