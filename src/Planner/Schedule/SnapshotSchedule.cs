namespace Brine.Planner.Schedule;

/// <summary>
/// <c>snapshots.schedule</c> as every supported Incus takes it: a cron expression of five fields, or a list of
/// expressions and aliases separated by a comma and a space (facts/incus-api.md §4).
/// </summary>
public static class SnapshotSchedule
{
    /// <summary>Null when Incus takes it; otherwise what is wrong.</summary>
    public static string? Refusal(string text)
    {
        SchedulePart.Read(text, out var refusal);
        return refusal;
    }
}
