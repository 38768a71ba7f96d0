namespace Brine.Planner.Schedule.Conflicts;

/// <summary>Settings of one instance that work against each other.</summary>
/// <param name="Name">Stable, for programs: <c>expiry-before-policy</c>.</param>
/// <param name="What">A sentence with the evidence: the values, the times.</param>
/// <param name="Remedy">The command that ends it, or what to write; null: there is none that is right for everybody.</param>
public sealed record ScheduleConflict(string Name, ConflictWeight Weight, string What, string? Remedy);

public enum ConflictWeight
{
    /// <summary>It works, but perhaps otherwise than it looks.</summary>
    Note,

    /// <summary>It does not do what it was set up for.</summary>
    Warning,

    /// <summary>Snapshots that somebody counts on are lost, or are never taken.</summary>
    Error,
}
