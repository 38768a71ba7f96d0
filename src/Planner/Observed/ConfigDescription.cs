using System.Text.Json;

namespace Brine.Planner.Observed;

/// <summary>
/// The fallback home of a description: a config key that is on the instance while the snapshot is taken, so that the
/// snapshot's captured config keeps it. A restore copies it back to the instance and later snapshots inherit it;
/// therefore the value names its snapshot, and is ignored on any other (facts/incus-api.md §2).
/// </summary>
public sealed record ConfigDescription(string Name, string Description)
{
    public const string Key = "user.brine.snapshot";

    public string Format() => JsonSerializer.Serialize(this, LedgerJson.Default.ConfigDescription);

    /// <summary>Null when the config holds none for a snapshot of this name.</summary>
    public static string? Of(string snapshot, IReadOnlyDictionary<string, string> config)
    {
        if (!config.TryGetValue(Key, out var text))
            return null;
        try
        {
            var found = JsonSerializer.Deserialize(text, LedgerJson.Default.ConfigDescription);
            return found?.Name == snapshot ? found.Description : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
