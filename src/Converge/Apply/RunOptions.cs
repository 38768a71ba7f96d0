namespace Brine.Converge.Apply;

/// <summary>How a plan is carried out.</summary>
public sealed record RunOptions
{
    /// <summary>A plan of this age still speaks of the server as it is.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    public static RunOptions Default { get; } = new();

    /// <summary>Salt's strict order: one entry after the other.</summary>
    public bool Serial { get; init; }

    /// <summary>Instances worked on at once, on each server.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>
    /// True when the plan was read from a file: its facts may be old, so that each delete and restore first looks
    /// whether the snapshot is still the one observed.
    /// </summary>
    public bool IsSaved { get; init; }
}
