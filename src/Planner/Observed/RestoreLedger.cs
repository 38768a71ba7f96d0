using System.Text.Json;
using System.Text.Json.Serialization;

namespace Brine.Planner.Observed;

/// <summary>
/// The entry in <see cref="Key"/> of an instance that says which restore was its latest. Written right after a restore,
/// with the <c>volatile.uuid.generation</c> seen then: another restore changes that id, and so does a copy, so an entry
/// whose generation is not the instance's speaks of the past and counts for nothing.
/// </summary>
/// <param name="CreatedAt">Of the snapshot, to tell two of one name apart.</param>
/// <param name="RestoredAt">Server time, UTC.</param>
public sealed record RestoreLedger(
    string Snapshot, DateTimeOffset CreatedAt, string? Trigger, string Generation, DateTimeOffset RestoredAt)
{
    public const string Key = "user.brine.restored";

    /// <summary>The entry that speaks of the instance as it is now; null when there is none.</summary>
    public static RestoreLedger? Of(ObservedInstance instance) =>
        Parse(instance.Config.GetValueOrDefault(Key)) is { } entry && entry.Generation == instance.Generation
            && entry.Generation.Length > 0 ? entry : null;

    /// <summary>
    /// The entry of a volume that speaks of it, and of no volume that it is a copy of; null when there is none. A volume
    /// has no witness of restores: one that was made without Brine is not seen.
    /// </summary>
    public static RestoreLedger? Of(ObservedVolume volume) =>
        Parse(volume.Config.GetValueOrDefault(Key)) is { } entry && entry.Generation == volume.Identity ? entry : null;

    public string Format() => JsonSerializer.Serialize(this, LedgerJson.Default.RestoreLedger);

    private static RestoreLedger? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        try
        {
            return JsonSerializer.Deserialize(text, LedgerJson.Default.RestoreLedger);
        }
        catch (JsonException)
        {
            return null; // somebody else wrote there: as good as no entry
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RestoreLedger))]
[JsonSerializable(typeof(ConfigDescription))]
internal sealed partial class LedgerJson : JsonSerializerContext;
