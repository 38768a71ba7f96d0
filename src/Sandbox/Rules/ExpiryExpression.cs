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

    private static List<(int Count, char Unit)>? Parse(string text)
    {
        var parts = new List<(int Count, char Unit)>();
        if (text.Length == 0)
            return parts;
        foreach (var token in text.Split(' '))
        {
            if (token.Length < 2 || !"SMHdwmy".Contains(token[^1], StringComparison.Ordinal)
                || !int.TryParse(token[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                || parts.Exists(p => p.Unit == token[^1]))
                return null;
            parts.Add((count, token[^1]));
        }

        return parts;
    }

    private static DateTimeOffset Add(DateTimeOffset at, int count, char unit) => unit switch
    {
        'S' => at.AddSeconds(count),
        'M' => at.AddMinutes(count),
        'H' => at.AddHours(count),
        'd' => at.AddDays(count),
        'w' => at.AddDays(7 * count),
        'm' => at.AddMonths(count),
        _ => at.AddYears(count),
    };
}
