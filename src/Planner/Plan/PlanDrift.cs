using System.Collections.Immutable;

namespace Brine.Planner.Plan;

/// <summary>Whether a saved plan still holds: what differs between it and the plan made from today's facts.</summary>
public static class PlanDrift
{
    /// <summary>A line a difference, for people; empty when the saved plan may be applied.</summary>
    public static ImmutableArray<string> Between(Plan saved, Plan fresh) => throw new NotImplementedException();
}
