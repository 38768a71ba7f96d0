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

    /// <param name="How">What of a long step is under way, for people.</param>
    public sealed record StepGoesOn(int Index, PlanStep Step, string How) : RunEvent;

    /// <summary>Only for steps that succeeded.</summary>
    public sealed record StepDone(int Index, PlanStep Step) : RunEvent;

    public sealed record EntryEnded(int Index, Outcome Outcome) : RunEvent;
}
