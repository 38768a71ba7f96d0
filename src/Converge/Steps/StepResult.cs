using System.Collections.Immutable;
using Brine.Planner.Plan;

namespace Brine.Converge.Steps;

/// <summary>What a step came to, beside its own changes.</summary>
internal sealed record StepResult(ImmutableArray<Change> MoreChanges, ImmutableArray<string> Notes)
{
    /// <summary>What was measured, told with the comment of the entry. Null: nothing.</summary>
    public string? Telling { get; init; }

    public static StepResult Plain { get; } = new([], []);

    public static StepResult Noting(ImmutableArray<string> notes) => notes.IsEmpty ? Plain : new([], notes);
}
