using System.Globalization;

namespace Brine.Planner.Observed.Sets;

/// <summary>How well the snapshots of a set belong together, in milliseconds; kept beside the trailer of the set.</summary>
/// <param name="Frozen">From the first freeze to the last thaw. Null: nothing was frozen, or nobody saw the end.</param>
/// <param name="Skew">Between the first and the last snapshot, by the clocks of their servers.</param>
public sealed record SetTimes(long? Frozen, long Skew)
{
    public const string FrozenTrailer = "Brine-Frozen";

    public const string SkewTrailer = "Brine-Skew";

    /// <summary>Null: not told. Only of a snapshot that is known to be of a set: descriptions are inherited.</summary>
    public static SetTimes? Of(ObservedSnapshot snapshot)
    {
        var trailers = SnapshotNote.Parse(snapshot.Description).Trailers;
        return Number(trailers.GetValueOrDefault(SkewTrailer)) is { } skew
            ? new SetTimes(Number(trailers.GetValueOrDefault(FrozenTrailer)), skew) : null;
    }

    /// <summary><c>frozen for 140 ms, skew 35 ms</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(Frozen is { } frozen ? $"frozen for {frozen} ms, " : "")}skew {Skew} ms");

    public SnapshotNote In(SnapshotNote note) => note with
    {
        Trailers = (Frozen is { } frozen ? note.Trailers.SetItem(FrozenTrailer, Text(frozen)) : note.Trailers)
            .SetItem(SkewTrailer, Text(Skew)),
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
