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
