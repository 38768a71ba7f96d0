using System.Globalization;

namespace Brine.Planner.Schedule;

/// <summary>Instants and spans as people read them. Always UTC, always said.</summary>
public static class Instants
{
    /// <summary><c>2026-11-23T05:20:11Z</c>, seconds, for machines and Salt's change dictionaries.</summary>
    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary><c>2026-11-23 05:20 UTC</c> for tables and sentences.</summary>
    public static string Readable(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Null as <c>never</c>.</summary>
    public static string FormatExpiry(DateTimeOffset? instant) => instant is { } at ? Format(at) : "never";

    /// <summary>The two largest units: <c>3d 4h</c>, <c>12m 5s</c>, <c>0s</c>. Negative spans read as <c>0s</c>.</summary>
    public static string Span(TimeSpan span)
    {
        if (span < TimeSpan.FromSeconds(1))
            return "0s";
        (long Count, string Unit)[] parts =
        [
            (span.Days, "d"), (span.Hours, "h"), (span.Minutes, "m"), (span.Seconds, "s"),
        ];
        return string.Join(' ', parts.SkipWhile(p => p.Count == 0).Take(2).Where(p => p.Count != 0)
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Count}{p.Unit}")));
    }
}
