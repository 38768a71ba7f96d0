using System.Globalization;
using Brine.Planner.Schedule;

namespace Brine.Planner.Observed;

/// <summary>
/// A snapshot that nothing may delete: no state, no policy, no expiry. Kept as a trailer of its description, which names
/// the snapshot by its creation: a restore copies descriptions, and snapshots that Incus takes later inherit them.
/// </summary>
/// <param name="Until">When the pin ends by itself. Null: never.</param>
/// <param name="Why">For people; may be empty.</param>
public sealed record SnapshotPin(DateTimeOffset? Until, string Why)
{
    public const string Trailer = "Brine-Pin";

    private const string Forever = "for ever";

    /// <summary>The pin that holds at <paramref name="now"/>; null: none.</summary>
    public static SnapshotPin? Of(ObservedSnapshot snapshot, DateTimeOffset now) =>
        Written(snapshot) is { } pin && (pin.Until is not { } until || until > now) ? pin : null;

    /// <summary>The pin as written, also one that has ended; null: none, or one inherited from another snapshot.</summary>
    public static SnapshotPin? Written(ObservedSnapshot snapshot)
    {
        if (!SnapshotNote.Parse(snapshot.Description).Trailers.TryGetValue(Trailer, out var text))
            return null;
        var parts = text.Split("; ", 3);
        if (parts[0] != Instants.Format(snapshot.CreatedAt))
            // Nothing that says it is pinned is deleted for being ill written.
            return Parse(parts[0]) is null ? new SnapshotPin(null, text) : null;
        DateTimeOffset? until = parts.Length > 1 && parts[1].StartsWith("until ", StringComparison.Ordinal) ? Parse(parts[1][6..]) : null;
        return new SnapshotPin(until, parts.Length > 2 ? parts[2] : "");
    }

    /// <summary>The trailer's value for that snapshot.</summary>
    public string Format(DateTimeOffset createdAt) =>
        $"{Instants.Format(createdAt)}; {(Until is { } until ? "until " + Instants.Format(until) : Forever)}"
        + (Why.Length > 0 ? "; " + Why.ReplaceLineEndings(" ") : "");

    /// <summary><c>pinned until 2027-01-01 00:00 UTC (audit)</c>.</summary>
    public override string ToString() =>
        "pinned" + (Until is { } until ? " until " + Instants.Readable(until) : "") + (Why.Length > 0 ? $" ({Why})" : "");

    private static DateTimeOffset? Parse(string text) => DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'",
        CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
