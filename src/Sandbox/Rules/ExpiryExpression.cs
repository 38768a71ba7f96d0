using System.Globalization;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Rules;

/// <summary>
/// Incus durations such as <c>1d 2H</c>: number and unit of S M H d w m y, each unit once, one space between.
/// </summary>
internal static class ExpiryExpression
{
    public static bool IsValid(string text) => Parse(text) is not null;

    /// <summary>The instant after <paramref name="from"/>; the zero time for an empty or broken expression.</summary>
    public static DateTimeOffset After(DateTimeOffset from, string text) =>
        Parse(text) is { Count: > 0 } parts
            ? parts.Aggregate(from, (at, part) => Add(at, part.Count, part.Unit))
            : default;

    private static List<(long Count, char Unit)>? Parse(string text)
    {
        var parts = new List<(long Count, char Unit)>();
        text = text.Trim();
        if (text.Length == 0)
            return parts;
        foreach (var token in text.Split(' '))
        {
            if (token.Length < 2 || !"SMHdwmy".Contains(token[^1], StringComparison.Ordinal)
                || !long.TryParse(token[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                // A unit may come again as long as it was none.
                || parts.Exists(p => p.Unit == token[^1] && p.Count > 0))
                return null;
            parts.RemoveAll(p => p.Unit == token[^1]);
            parts.Add((count, token[^1]));
        }

        return parts;
    }

    // What reaches past the year 9000 ends there.
    private static DateTimeOffset Add(DateTimeOffset at, long count, char unit) => unit switch
    {
        'S' => at.AddSeconds(Math.Min(count, 100_000_000_000)),
        'M' => at.AddMinutes(Math.Min(count, 1_000_000_000)),
        'H' => at.AddHours(Math.Min(count, 30_000_000)),
        'd' => at.AddDays(Math.Min(count, 1_000_000)),
        'w' => at.AddDays(7 * Math.Min(count, 150_000)),
        'm' => at.AddMonths((int)Math.Min(count, 36_000)),
        _ => at.AddYears((int)Math.Min(count, 3_000)),
    };
}
