using System.Collections.Immutable;
using System.Globalization;

namespace Brine.Planner.Schedule;

/// <summary>
/// A span in Incus's own expiry units: <c>S M H d w m y</c> (M minutes, m months), each at most once, separated by one
/// space (facts/incus-api.md §4). Months and years are calendar ones, as Incus adds them.
/// </summary>
public sealed record ExpiryDuration(string Text, int Months, int Days, TimeSpan Time)
{
    public const string Rule = "a duration in Incus units such as '7d', '12H' or '1m 2w' "
        + "(S seconds, M minutes, H hours, d days, w weeks, m months, y years)";

    public DateTimeOffset AddTo(DateTimeOffset instant) => instant.ToUniversalTime().AddMonths(Months).AddDays(Days) + Time;

    /// <summary>So long before, on UTC's calendar; the beginning of time when there is nothing that early.</summary>
    public DateTimeOffset SubtractFrom(DateTimeOffset instant)
    {
        var utc = instant.ToUniversalTime();
        if (utc.Year * 12 + utc.Month - 1 - Months < 12)
            return DateTimeOffset.MinValue;
        var day = utc.AddMonths(-Months);
        var rest = TimeSpan.FromDays(Days) + Time;
        return rest > day - DateTimeOffset.MinValue ? DateTimeOffset.MinValue : day - rest;
    }

    /// <summary>Null when the text is not a duration that every supported server takes, or reaches past the year 9000.</summary>
    public static ExpiryDuration? TryParse(string text)
    {
        int months = 0, days = 0;
        var time = TimeSpan.Zero;
        var seen = ImmutableHashSet<char>.Empty;
        foreach (var token in text.Split(' '))
        {
            if (token.Length < 2 || !int.TryParse(token[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                || count > 80_000 || seen.Contains(token[^1]))
                return null;
            seen = seen.Add(token[^1]);
            switch (token[^1])
            {
                case 'S': time += TimeSpan.FromSeconds(count); break;
                case 'M': time += TimeSpan.FromMinutes(count); break;
                case 'H': time += TimeSpan.FromHours(count); break;
                case 'd': days += count; break;
                case 'w': days += 7 * count; break;
                case 'm': months += count; break;
                case 'y': months += 12 * count; break;
                default: return null;
            }
        }

        return months > 12 * 6_000 || days > 366 * 6_000 ? null : new ExpiryDuration(text, months, days, time);
    }
}
