namespace Brine.Planner.Schedule;

/// <summary>
/// A time at which a schedule takes a snapshot. <see cref="Earliest"/> and <see cref="Latest"/> are the same for a cron
/// expression; for an alias they are the ends of the window in which its one run lies.
/// </summary>
/// <param name="By">The expression that asks for it; several are joined by a comma and a space.</param>
public sealed record ScheduledRun(string By, DateTimeOffset Earliest, DateTimeOffset Latest)
{
    public bool IsExact => Earliest == Latest;

    /// <summary>
    /// Incus asks once a minute whether the next minute is on the schedule, and takes the snapshot there and then: up to a
    /// minute before the time. One for midnight carries the date of the day before.
    /// </summary>
    public static TimeSpan Early { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether a snapshot created then can be of this run. Instances wait for each other: hence the delay.</summary>
    public bool IsOf(DateTimeOffset createdAt, TimeSpan delay) =>
        createdAt >= Earliest - Early && createdAt <= Latest + delay;
}
