namespace Brine.Sandbox.State;

/// <summary>Keys and values as Incus stores them, in ordinal order as it lists them.</summary>
internal sealed class Settings : SortedDictionary<string, string>
{
    public Settings() : base(StringComparer.Ordinal)
    {
    }

    public Settings(IEnumerable<KeyValuePair<string, string>> entries) : this()
    {
        foreach (var (key, value) in entries)
            this[key] = value;
    }

    /// <summary>The value, or the empty string.</summary>
    public string Of(string key) => TryGetValue(key, out var value) ? value : "";

    public bool IsTrue(string key) => Of(key).ToUpperInvariant() is "TRUE" or "1" or "YES" or "ON";
}

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
