using System.Collections.Immutable;

namespace Brine.Planner.Schedule.Listing;

/// <summary>An expression that nobody uses yet.</summary>
public sealed record ScheduleProbe(string Text, ZoneUsed Zone, ImmutableArray<ScheduledRun> Next)
{
    public ScheduleInterval? Interval => ScheduleInterval.Of(Text);

    public bool MeansTwoThings => SchedulePart.Read(Text, out _).Any(p => p is SchedulePart.Cron { Fields.MeansTwoThings: true });

    public static ScheduleProbe Of(string text, DateTimeOffset now, ZoneUsed zone) =>
        new(text, zone, ScheduleTimes.Next(text, now, zone.Zone, 5));
}
