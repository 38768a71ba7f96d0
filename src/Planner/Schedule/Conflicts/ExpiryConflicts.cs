namespace Brine.Planner.Schedule.Conflicts;

/// <summary><c>snapshots.expiry</c> beside the schedule, and beside what was declared.</summary>
internal static class ExpiryConflicts
{
    public static IEnumerable<ScheduleConflict> Of(ScheduleFacts facts)
    {
        if (facts.Kept is { } kept && ScheduleInterval.Of(facts.Schedule) is { } interval)
        {
            if (kept <= TimeSpan.Zero)
                yield return new("expiry-at-once", ConflictWeight.Error,
                    $"snapshots.expiry is {facts.Expiry}: each scheduled snapshot is deleted within two minutes",
                    facts.Set("expiry", Longer(interval)));
            else if (kept < interval.Least)
                yield return new("expiry-shorter-than-interval", ConflictWeight.Error,
                    $"snapshots go after {facts.Expiry}, '{facts.Schedule}' takes the next after {Instants.Span(interval.Least)}: "
                    + $"for {Instants.Span(interval.Least - kept)} of each {Instants.Span(interval.Least)} there is none",
                    facts.Set("expiry", Longer(interval)));
            else if (kept < interval.Most)
                yield return new("expiry-leaves-gaps", ConflictWeight.Warning,
                    $"snapshots go after {facts.Expiry}, but '{facts.Schedule}' leaves up to {Instants.Span(interval.Most)} between "
                    + $"two: for {Instants.Span(interval.Most - kept)} there is none", facts.Set("expiry", Longer(interval)));
        }

        var (key, text) = facts.ManualExpiry.Length > 0 ? ("snapshots.expiry.manual", facts.ManualExpiry)
            : ("snapshots.expiry", facts.Expiry);
        if (!facts.Inheriting.IsEmpty && facts.Span(text) is { } manual)
            yield return new("expiry-takes-declared", ConflictWeight.Warning,
                $"{string.Join(", ", facts.Inheriting)} of {facts.Instance} {(facts.Inheriting.Length == 1 ? "is" : "are")} declared "
                + $"with expires: inherit, and {key} is {text}: gone {Instants.Span(manual)} after it was taken, and taken anew by "
                + "the next apply", "write 'expires: never' in the declaration");
    }

    /// <summary>Two intervals: one snapshot is always there, also while the next is being taken.</summary>
    private static string Longer(ScheduleInterval interval)
    {
        var most = interval.Most * 2;
        return most.TotalHours < 1 ? FormattableString.Invariant($"{Math.Max(1, (int)Math.Ceiling(most.TotalMinutes))}M")
            : most.TotalDays < 1 ? FormattableString.Invariant($"{(int)Math.Ceiling(most.TotalHours)}H")
            : FormattableString.Invariant($"{(int)Math.Ceiling(most.TotalDays)}d");
    }
}
