using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Retention;
using Brine.Planner.Retention.Forecast;
using Brine.Planner.Schedule;

namespace Brine.Planner.Tests.Retention;

/// <summary>One decision and one forecast that have a bit of everything.</summary>
internal static class Thinned
{
    public static RetentionPolicy Policy { get; } = new() { Last = 2, Daily = 7, Weekly = 4, Monthly = 6 };

    public static ImmutableArray<RetentionItem> Items { get; } =
    [
        .. Dailies("web-1", 60), Histories.Taken("2026-11-22T18:05:00Z", "daily-before-update", "web-1"),
        .. Dailies("db", 12).Select(i => i.Name switch
        {
            "daily-20261114" => i with { Protection = "pinned until 2027-01-01 00:00 UTC (audit)" },
            "daily-20261121" => i with { ExpiresAt = Histories.Instant("2026-11-28T03:00:00Z") },
            "daily-20261119" => i with { ExpiresAt = Histories.Instant("2026-11-23T11:00:00Z") },
            _ => i,
        }),
        Histories.Taken("2027-11-22T18:05:00Z", "daily-wrong-clock", "db"),
    ];

    public static RetentionDecision Decision { get; } = Items.Decide(Policy);

    public static ImmutableDictionary<(string Series, string Name),
        long> Sizes { get; } = Items.Where(i => i.Series == "web-1")
        .ToImmutableDictionary(i => (i.Series, i.Name), i => (i.CreatedAt.Day * 7_654_321L) + 4_096);

    public static ForecastInput Forecast { get; } = new()
    {
        Items = Items, Policy = Policy, Zone = TimeZoneInfo.Utc, Now = Histories.Now, Days = 90,
            PruneAt = new TimeOnly(4, 0),
        Scheduled = ImmutableDictionary<string, ImmutableArray<DateTimeOffset>>.Empty.Add("web-1",
            [.. Enumerable.Range(1, 91).Select(d => Histories.Instant("2026-11-23T03:00:00Z").AddDays(d))]),
        NameOf = (_, at) => at.ToString("'daily-'yyyyMMdd", CultureInfo.InvariantCulture),
    };

    /// <summary>Half past two in the night, the newest today's.</summary>
    private static IEnumerable<RetentionItem> Dailies(string series, int count) => Enumerable.Range(0, count)
        .Select(d => Histories.Instant("2026-11-23T02:30:00Z").AddDays(-d))
        .Select(at => new RetentionItem(series, at.ToString("'daily-'yyyyMMdd", CultureInfo.InvariantCulture), at));
}
