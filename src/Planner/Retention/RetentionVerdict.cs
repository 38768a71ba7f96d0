using System.Collections.Immutable;

namespace Brine.Planner.Retention;

public enum RetentionAnswer
{
    Keep,
    Delete,

    /// <summary>
    /// Not a candidate at all: expired, so that Incus deletes it; created in the future; without a date.
    /// </summary>
    Leave,
}

/// <summary>What becomes of one snapshot.</summary>
/// <param name="Reasons">Never empty: each rule that keeps it, or why none does.</param>
public sealed record RetentionVerdict(RetentionItem Item, RetentionAnswer Answer, ImmutableArray<string> Reasons)
{
    /// <summary>It is kept for its protection alone: no rule would.</summary>
    public bool IsSpared { get; init; }
}
