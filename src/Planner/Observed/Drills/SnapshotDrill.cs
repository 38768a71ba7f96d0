using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Brine.Planner.Schedule;

namespace Brine.Planner.Observed.Drills;

/// <summary>
/// The latest drill of a snapshot: a clone of it was started, and a check was run inside. Kept as a trailer of the
/// snapshot's description; as with a pin, it names the snapshot by its creation, for descriptions are inherited.
/// </summary>
/// <param name="Why">How the check ended, or what came before it could; one line.</param>
/// <param name="Check">The command on one line, as <see cref="Line"/> makes it.</param>
public sealed record SnapshotDrill(DateTimeOffset At, bool Passed, string Why, string Check)
{
    public const string Trailer = "Brine-Drill";

    private const int LongestWhy = 200;

    /// <summary>Null: none, or one inherited from another snapshot, or one that nobody can read.</summary>
    public static SnapshotDrill? Of(ObservedSnapshot snapshot)
    {
        if (!SnapshotNote.Parse(snapshot.Description).Trailers.TryGetValue(Trailer, out var text)
            || text.Split("; ", 4) is not [var created, var verdict, var why, var check]
            || created != Instants.Format(snapshot.CreatedAt) || verdict.Split(" at ") is not [("passed" or "failed") and var word, var instant])
            return null;
        return DateTimeOffset.TryParseExact(instant, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new SnapshotDrill(at, word == "passed", why, check) : null;
    }

    /// <summary>A command, or what it said, as a trailer can hold it.</summary>
    public static string Line(string text) => text.ReplaceLineEndings(" ").Trim();

    /// <summary>The trailer's value for that snapshot.</summary>
    public string Format(DateTimeOffset createdAt)
    {
        var why = Line(Why).Replace("; ", ", ", StringComparison.Ordinal).TrimEnd(';');
        return $"{Instants.Format(createdAt)}; {Word} at {Instants.Format(At)}; "
            + (why.Length <= LongestWhy ? why : why[..LongestWhy] + "…") + $"; {Check}";
    }

    /// <summary>A note's description with this drill in it, in the place of an earlier one.</summary>
    public string In(string? description, DateTimeOffset createdAt)
    {
        var note = SnapshotNote.Parse(description);
        return (note with { Trailers = note.Trailers.SetItem(Trailer, Format(createdAt)) }).Format();
    }

    [JsonIgnore]
    public string Word => Passed ? "passed" : "failed";

    /// <summary>As Salt's <c>changes</c> show it.</summary>
    [JsonIgnore]
    public ImmutableArray<KeyValuePair<string, string>> Told =>
    [
        KeyValuePair.Create("result", Word), KeyValuePair.Create("at", Instants.Format(At)), KeyValuePair.Create("why", Line(Why)),
        KeyValuePair.Create("check", Check),
    ];

    /// <summary><c>failed 2026-11-27 18:00 UTC: exited with 1</c>.</summary>
    public override string ToString() => $"{Word} {Instants.Readable(At)}: {Line(Why)}";
}
