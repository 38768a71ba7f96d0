using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Retention;
using Brine.Planner.Schedule;
using Brine.Planner.Tests.Laws;
using CsCheck;

namespace Brine.Planner.Tests.Retention;

/// <summary>Snapshots to thin: written by hand, and random ones.</summary>
internal static class Histories
{
    public static DateTimeOffset Now { get; } = Instant("2026-11-23T12:00:00Z");

    public static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static RetentionItem Taken(string instant, string? name = null, string series = "c1") =>
        new(series, name ?? instant, Instant(instant));

    public static RetentionDecision Decide(
        this IEnumerable<RetentionItem> items, RetentionPolicy policy, DateTimeOffset? now = null) =>
        RetentionEngine.Decide([.. items], policy, Zones.Find(policy.TimeZone)!, now ?? Now);

    /// <summary>Names, newest first.</summary>
    public static string Names(this RetentionDecision decision, RetentionAnswer answer) =>
        string.Join(' ', decision.Verdicts.Where(v => v.Answer == answer).Select(v => v.Item.Name));

    public static string Kept(this RetentionDecision decision) => decision.Names(RetentionAnswer.Keep);

    public static string Reasons(this RetentionDecision decision, string name) =>
        string.Join("; ", decision.Verdicts.Single(v => v.Item.Name == name).Reasons);

    /// <summary>
    /// Minutes apart, hours apart and days apart: some share an hour, a day, even an instant; DST days are among them.
    /// </summary>
    public static Gen<DateTimeOffset> Instants { get; } = Gen.OneOf(
        Gen.Int[0, 60 * 30].Select(m => Now.AddMinutes(-m)),
        Gen.Int[0, 24 * 60].Select(h => Now.AddHours(-h)),
        Gen.Int[0, 1_200].Select(d => Now.AddDays(-d)),
        Gen.Int[0, 12 * 8].Select(q => Instant("2026-10-24T20:00:00Z").AddMinutes(15 * q)));

    public static Gen<ImmutableArray<RetentionItem>> Free { get; } =
        Gen.Select(Pick.From("c1", "c2", "web-1"), Instants, Gen.Int[0, 5]).Array[0, 60].Select(picks =>
            picks.Select((p, i) => new RetentionItem(p.Item1, $"s{i * 37 % 61:00}", p.Item2)
            {
                ExpiresAt = p.Item3 == 0 ? Now.AddDays(3) : null,
            }).ToImmutableArray());

    /// <summary>Also pinned ones, ones that take no part, and sets across the series.</summary>
    public static Gen<ImmutableArray<RetentionItem>> Any { get; } =
        Gen.Select(Free, Gen.Int[0, 11].Array[60], Gen.Int[0, 9].Array[60]).Select((items, kinds, groups) =>
            items.Select((item, i) => Marked(item, kinds[i]) with { Group = groups[i] < 3 ? $"g{groups[i]}" : null })
                .ToImmutableArray());

    public static Gen<RetentionPolicy> Policies { get; } =
        Gen.Select(Gen.Int[-3, 6].Array[6], Gen.Int[0, 9], Gen.Int[1, 4],
            Pick.From("UTC", "UTC", "Europe/Berlin", "America/New_York", "America/St_Johns", "Australia/Lord_Howe"))
        .Select((counts, within, min, zone) => new RetentionPolicy
        {
            Last = Asked(counts[0]), Hourly = Asked(counts[1]), Daily = Asked(counts[2]), Weekly = Asked(counts[3]),
            Monthly = Asked(counts[4]), Yearly = Asked(counts[5]),
            Within = within switch
            {
                0 => ExpiryDuration.TryParse("3H"), 1 => ExpiryDuration.TryParse("2d"), 2 =>
                    ExpiryDuration.TryParse("1m 1w"),
                _ => null,
            },
            Min = min, TimeZone = zone,
        }).Where(p => !p.IsEmpty);

    private static int? Asked(int count) => count < 1 ? null : count;

    private static RetentionItem Marked(RetentionItem item, int kind) => kind switch
    {
        0 => item with { Protection = "pinned" },
        1 => item with { ExpiresAt = Now.AddMinutes(-1) },
        2 => item with { CreatedAt = Now.AddDays(2) },
        3 => item with { CreatedAt = DateTimeOffset.MinValue },
        _ => item,
    };
}
