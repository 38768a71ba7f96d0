using Brine.Planner.Plan;

namespace Brine.Converge.Apply;

/// <summary>
/// What happens in a run, as it happens. Indices are those of <see cref="Plan.Entries"/>; lanes interleave.
/// </summary>
public abstract record RunEvent
{
    private RunEvent()
    {
    }

    public sealed record EntryStarted(int Index) : RunEvent;

    public sealed record StepStarted(int Index, PlanStep Step) : RunEvent;

    /// <summary>Only for steps that succeeded.</summary>
    public sealed record StepDone(int Index, PlanStep Step) : RunEvent;

    public sealed record EntryEnded(int Index, Outcome Outcome) : RunEvent;
}
