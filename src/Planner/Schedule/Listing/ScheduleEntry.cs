using System.Collections.Immutable;
using Brine.Planner.Observed;
using Brine.Planner.Schedule.Conflicts;

namespace Brine.Planner.Schedule.Listing;

/// <summary>All that is to be said of one instance's automatic snapshots.</summary>
public sealed record ScheduleEntry
{
    // Instances wait for each other: one that is due at 06:00 may have been taken minutes later.
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(5);

    public required ScheduleFacts Facts { get; init; }

    public required ZoneUsed Zone { get; init; }

    /// <summary>In order; empty: none by the clock.</summary>
    public required ImmutableArray<ScheduledRun> Next { get; init; }

    /// <summary>The instance's own minute for aliases, as far as its snapshots tell.</summary>
    public Smear? Smear { get; init; }

    /// <summary>What the next one will be called; null when only Incus can tell.</summary>
    public string? Example { get; init; }

    /// <summary>The newest that is a scheduled one by its name (and, where the name is a mere counter, by its time).</summary>
    public ObservedSnapshot? Last { get; init; }

    public ImmutableArray<ScheduleConflict> Conflicts { get; init; } = [];

    public static ScheduleEntry Of(ScheduleFacts facts, ObservedInstance instance, ZoneUsed zone, int count)
    {
        var names = facts.Names;
        var named = instance.Snapshots.Values.Where(s => names.Matches(s.Name) && s.CreatedAt.Year > 1).ToList();
        var smear = Smear.Infer(facts.Schedule, named.Select(s => s.CreatedAt), facts.Zone);
        var last = named.Where(s => names.HasDate || IsDue(facts, s.CreatedAt, smear)).MaxBy(s => s.CreatedAt);
        // A window that has its snapshot already is over.
        var next = ScheduleTimes.Next(facts.Schedule, facts.Now, facts.Zone, count + 1, smear);
        if (next is [{ IsExact: false } first, ..] && last is not null && first.IsOf(last.CreatedAt, TimeSpan.Zero))
            next = next[1..];
        next = [.. next.Take(count)];
        return new ScheduleEntry
        {
            Facts = facts,
            Zone = zone,
            Next = next,
            Smear = smear,
            Last = last,
            Example = next is [var run, ..]
                ? names.Next(TimeZoneInfo.ConvertTime(run.Latest - ScheduledRun.Early, facts.Zone), instance.Snapshots.Keys)
                : null,
            Conflicts = ScheduleConflicts.Of(facts),
        };
    }

    private static bool IsDue(ScheduleFacts facts, DateTimeOffset createdAt, Smear? smear) =>
        ScheduleTimes.Next(facts.Schedule, createdAt - Delay, facts.Zone, 1, smear) is [var run] && run.IsOf(createdAt, Delay);
}
