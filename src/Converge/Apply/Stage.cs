using System.Collections.Immutable;
using Brine.Planner.Plan;

namespace Brine.Converge.Apply;

/// <summary>The steps of an entry as they are carried out: one, or a run of independent ones together.</summary>
internal static class Stage
{
    public static IEnumerable<ImmutableArray<PlanStep>> Of(ImmutableArray<PlanStep> steps)
    {
        for (var start = 0; start < steps.Length;)
        {
            var end = start + 1;
            while (steps[start].IsIndependent && end < steps.Length && steps[end].IsIndependent)
                end++;
            yield return steps[start..end];
            start = end;
        }
    }
}

/// <param name="Number">Its place among the steps of its entry.</param>
/// <param name="Why">For people.</param>
internal sealed record StepFailure(PlanStep Step, int Number, string Why)
{
    /// <summary>The run was to stop before it was asked for.</summary>
    public bool IsNotBegun { get; init; }
}
