using System.Collections.Immutable;

namespace Brine.Planner.Schedule;

/// <summary>
/// Where Incus puts the aliases of one instance. Minute and hour come from the same random number of the instance, one
/// modulo 60 and one modulo 24: so an hour and its minute are the same modulo 12, and a minute leaves two hours.
/// </summary>
/// <param name="Hour">Null: not known; <see cref="PossibleHours"/> has two. '@hourly' and '@midnight' need none.</param>
/// <param name="Seen">Snapshots that were taken at this time, of <paramref name="Of"/>.</param>
public sealed record Smear(int Minute, int? Hour, int Seen, int Of)
{
    public ImmutableArray<int> PossibleHours => Hour is { } hour ? [hour] : [Minute % 12, (Minute % 12) + 12];

    /// <summary>
    /// Told from the scheduled snapshots that exist; give only those whose names the pattern makes. Null when they do not
    /// agree (more than half must), or the schedule has no alias.
    /// </summary>
    public static Smear? Infer(string schedule, IEnumerable<DateTimeOffset> createdAt, TimeZoneInfo zone)
    {
        var parts = SchedulePart.Read(schedule, out _);
        var aliases = parts.OfType<SchedulePart.Alias>().ToList();
        if (aliases.Count == 0)
            return null;
        var cron = parts.OfType<SchedulePart.Cron>().ToList();
        var runs = createdAt.Select(at => Nominal(at, zone)).Distinct()
            .Where(at => !cron.Exists(c => c.Fields.IsDay(DateOnly.FromDateTime(at)) && Matches(c.Fields, at))).ToList();
        // An hourly run says nothing of the hour, a daily one hides among the hourly ones.
        var isByHour = aliases.Exists(a => a.IsByHour);
        var slots = isByHour
            ? runs.Where(at => aliases.Exists(a => a.IsByHour && Matches(a.Window, at))).Select(at => (Hour: -1, at.Minute))
            : runs.Where(at => aliases.Exists(a => a.Window.IsDay(DateOnly.FromDateTime(at)))).Select(Slot);
        var votes = slots.ToList();
        var best = votes.CountBy(s => s).OrderByDescending(v => v.Value).ThenBy(v => v.Key).FirstOrDefault();
        return best.Value * 2 <= votes.Count ? null
            : new Smear(best.Key.Minute, isByHour ? null : best.Key.Hour, best.Value, votes.Count);
    }

    /// <summary>The expression with the instance's own minute and hour; null when that is not known.</summary>
    internal CronFields? Resolve(SchedulePart.Alias alias) => alias.IsByHour
        ? alias.Window with { Minutes = 1UL << Minute }
        : Hour is { } hour ? alias.Window with { Minutes = 1UL << Minute, Hours = 1UL << hour } : null;

    /// <summary>Taken in the minute before its time, on the server's wall clock.</summary>
    private static DateTime Nominal(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime + ScheduledRun.Early;
        return new DateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute, 0);
    }

    private static bool Matches(CronFields fields, DateTime at) =>
        CronFields.Has(fields.Hours, at.Hour) && CronFields.Has(fields.Minutes, at.Minute);

    /// <summary>The nearest slot before: a snapshot may be late, since instances wait for each other.</summary>
    private static (int Hour, int Minute) Slot(DateTime at)
    {
        var late = ((at.Minute - at.Hour) % 12 + 12) % 12;
        return late > at.Minute ? (at.Hour, at.Minute) : (at.Hour, at.Minute - late);
    }
}
