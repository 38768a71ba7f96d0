using System.Globalization;

namespace Brine.Planner.Schedule.Listing;

/// <summary>Times of runs on the server's clock: <c>2026-11-28 06:05</c>, and <c>?</c> for what nobody knows.</summary>
public static class RunTimes
{
    public const string Unknown = "?: Incus spreads aliases out, and does not tell an instance's own minute";

    public static string Legend(ZoneUsed zone) => $"Times: {zone}. Taken in the minute before.";

    public static string Of(ScheduledRun run, TimeZoneInfo zone)
    {
        var (from, to) = (TimeZoneInfo.ConvertTime(run.Earliest, zone), TimeZoneInfo.ConvertTime(run.Latest, zone));
        return from.ToString(run.IsExact ? "yyyy-MM-dd HH:mm" : from.Hour == to.Hour ? "yyyy-MM-dd HH:'??'"
            : "yyyy-MM-dd '??:??'", CultureInfo.InvariantCulture);
    }

    public static string Of(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
