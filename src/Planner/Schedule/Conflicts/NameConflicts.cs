namespace Brine.Planner.Schedule.Conflicts;

/// <summary>What the pattern makes of the times of the schedule.</summary>
internal static class NameConflicts
{
    public static IEnumerable<ScheduleConflict> Of(ScheduleFacts facts)
    {
        if (facts.Schedule.Length == 0 || facts.Pattern.Length == 0)
            yield break;
        var translated = SnapshotPattern.Translate(facts.Pattern, out var refusal);
        if (translated != facts.Pattern || refusal is not null)
        {
            yield return new("pattern-strftime", ConflictWeight.Error,
                $"snapshots.pattern is '{facts.Pattern}', but Incus has no strftime: the second scheduled snapshot fails, and so do "
                + "all after it, and other instances' with them",
                facts.Set("pattern", refusal is null ? translated : "auto-{{ creation_date|date:\"20060102-1504\" }}"));
            yield break;
        }

        if (!facts.Names.HasDate)
            yield break;
        foreach (var run in ScheduleTimes.Next(facts.Schedule, facts.Now, facts.Zone, 24).Where(r => r.IsExact))
            if (Name(facts, run.Earliest - ScheduledRun.Early) is { } taken && Name(facts, run.Earliest) is { } due
                // With minutes in the name it is off by one, which misleads nobody.
                && taken == Name(facts, run.Earliest - (2 * ScheduledRun.Early)) && taken != due)
            {
                yield return new("pattern-day-before", ConflictWeight.Note,
                    $"Incus takes the snapshot of '{run.By}' in the minute before, and so names it '{taken}', not '{due}'",
                    Shifted(facts));
                yield break;
            }
    }

    private static string? Shifted(ScheduleFacts facts) =>
        facts.Schedule.StartsWith("0 ", StringComparison.Ordinal) && !facts.Schedule.Contains(", ", StringComparison.Ordinal)
            ? facts.Set("schedule", "1" + facts.Schedule[1..]) : "let it run a minute or more past the hour";

    private static string? Name(ScheduleFacts facts, DateTimeOffset at) =>
        facts.Names.Example(TimeZoneInfo.ConvertTime(at, facts.Zone));
}
