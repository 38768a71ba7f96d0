namespace Brine.Sandbox.State;

/// <summary>Devices by name.</summary>
internal sealed class Devices : SortedDictionary<string, Settings>
{
    public Devices() : base(StringComparer.Ordinal)
    {
    }

    public Devices Copy()
    {
        var copy = new Devices();
        foreach (var (name, device) in this)
            copy[name] = new Settings(device);
        return copy;
    }

    /// <summary>The root disks: type disk, path /, with a pool or without a source.</summary>
    public IEnumerable<Settings> Roots() =>
        Values.Where(d => d.Of("type") == "disk" && d.Of("path") == "/" && d.Of("source").Length == 0);
}
