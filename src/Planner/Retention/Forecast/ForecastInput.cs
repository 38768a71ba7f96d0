using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Schedule;

namespace Brine.Planner.Retention.Forecast;

/// <summary>What is there, what will be taken, and who deletes.</summary>
public sealed record ForecastInput
{
    public required ImmutableArray<RetentionItem> Items { get; init; }

    public required RetentionPolicy Policy { get; init; }

    /// <summary>The policy's zone: its days are the days of the forecast.</summary>
    public required TimeZoneInfo Zone { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>How many days after today.</summary>
    public required int Days { get; init; }

    /// <summary>When the policy runs, by the clocks of <see cref="Zone"/>; today it runs now.</summary>
    public TimeOnly PruneAt { get; init; }

    /// <summary>
    /// When Incus takes snapshots by itself, by series, in any order; those not after now do not count.
    /// </summary>
    public IReadOnlyDictionary<string, ImmutableArray<DateTimeOffset>> Scheduled { get; init; } =
        ImmutableDictionary<string, ImmutableArray<DateTimeOffset>>.Empty;

    /// <summary>
    /// <c>snapshots.expiry</c>, by series: what Incus gives to those it takes. A series not named here: none.
    /// </summary>
    public IReadOnlyDictionary<string, ExpiryDuration> Expiries { get; init; } = 
        ImmutableDictionary<string, ExpiryDuration>.Empty;

    /// <summary>What one taken of a series at an instant is called. Only for showing.</summary>
    public Func<string, DateTimeOffset, string> NameOf { get; init; } = (_, at) =>
        at.UtcDateTime.ToString("'auto-'yyyyMMdd-HHmm", CultureInfo.InvariantCulture);
}
