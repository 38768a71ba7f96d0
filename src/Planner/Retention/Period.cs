using System.Globalization;

namespace Brine.Planner.Retention;

/// <summary>An hour, day, ISO week, month or year, by the clocks and the calendar of one zone.</summary>
internal sealed record Period(
    string Noun, string Adjective, Func<DateTimeOffset, long> Key, Func<DateTimeOffset, string> Label)
{
    /// <summary>
    /// Known by the instant it began, local hour less offset: an hour that comes twice when clocks are set back is two.
    /// </summary>
    public static Period Hour { get; } = new("hour", "hourly",
        t => t.Ticks / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour - t.Offset.Ticks,
        t => t.ToString(t.Offset == TimeSpan.Zero ? "yyyy-MM-dd HH':00'" : "yyyy-MM-dd HH':00' zzz",
            CultureInfo.InvariantCulture));

    public static Period Day { get; } = new("day", "daily",
        t => t.Ticks / TimeSpan.TicksPerDay,
        t => t.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>From Monday, as 0001-01-01 was one. Its year is ISO's: 2024-12-30 is in 2025-W01.</summary>
    public static Period Week { get; } = new("week", "weekly",
        t => t.Ticks / TimeSpan.TicksPerDay / 7,
        t => string.Create(CultureInfo.InvariantCulture,
            $"{ISOWeek.GetYear(t.DateTime):0000}-W{ISOWeek.GetWeekOfYear(t.DateTime):00}"));

    public static Period Month { get; } = new("month", "monthly",
        t => t.Year * 12 + t.Month,
        t => t.ToString("yyyy-MM", CultureInfo.InvariantCulture));

    public static Period Year { get; } = new("year", "yearly",
        t => t.Year,
        t => t.ToString("yyyy", CultureInfo.InvariantCulture));
}
