using System.Collections.Immutable;
using Brine.Planner.Schedule;

namespace Brine.Planner.Doctor;

/// <summary>Runs of a schedule that should have left a snapshot, and did not.</summary>
/// <param name="When">The latest of them, in words: <c>at 2026-11-23 05:00 UTC</c>.</param>
/// <param name="Count">How many in a row, up to <see cref="Most"/>.</param>
/// <param name="IsMore">There may be more.</param>
internal sealed record MissedRuns(string When, int Count, bool IsMore)
{
    public const int Most = 10;

    /// <summary>Instances wait for each other: a run may be late by so much.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(10);

    /// <summary>Null: none was missed, or it cannot be told.</summary>
    /// <param name="zone">Of the server's clock; null: not known.</param>
    /// <param name="since">Before that nothing was due.</param>
    /// <param name="expiry">How long snapshots of it are kept; empty: for ever.</param>
    /// <param name="taken">When those were created that are there, the newest first.</param>
    public static MissedRuns? Of(string schedule, DateTimeOffset now, TimeZoneInfo? zone, DateTimeOffset since, string expiry,
        ImmutableArray<DateTimeOffset> taken)
    {
        var keep = ExpiryDuration.TryParse(expiry);
        bool MayBeGone(DateTimeOffset at) => keep is not null && keep.AddTo(at) <= now;
        if (zone is null)
            return InAnyZone(schedule, now, since, MayBeGone, taken);
        var smear = Smear.Infer(schedule, taken, zone);
        var (count, last, before) = (0, (ScheduledRun?)null, now - Delay);
        while (count < Most && ScheduleTimes.Previous(schedule, before, zone, smear) is { } run
            && run.Earliest - ScheduledRun.Early > since && !MayBeGone(run.Latest)
            && !taken.Any(at => at >= run.Earliest - ScheduledRun.Early))
        {
            last ??= run;
            count++;
            before = run.Earliest - TimeSpan.FromMinutes(1);
        }

        return last is null ? null : new MissedRuns(last.IsExact ? "at " + Instants.Readable(last.Latest)
            : $"between {Instants.Readable(last.Earliest)} and {Instants.Readable(last.Latest)}", count, count == Most);
    }

    /// <summary>By how far runs lie apart: the longest pause, and an hour for a change to or from summer time.</summary>
    private static MissedRuns? InAnyZone(string schedule, DateTimeOffset now, DateTimeOffset since, Func<DateTimeOffset, bool> mayBeGone,
        ImmutableArray<DateTimeOffset> taken)
    {
        if (ScheduleInterval.Of(schedule) is not { } interval)
            return null;
        // Of an alias beside others the minute is not known.
        var pause = interval.Most + Delay + TimeSpan.FromHours(interval.Most >= TimeSpan.FromHours(3) ? 2 : 0);
        var from = taken.IsEmpty || taken[0] < since ? since : taken[0];
        return now - from <= pause || mayBeGone(now - pause) ? null
            : new MissedRuns($"within {Instants.Span(interval.Most)}", (int)Math.Min(Most, (now - from) / pause), true);
    }
}
