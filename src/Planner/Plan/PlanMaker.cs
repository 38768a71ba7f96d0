using Brine.Planner.Desired;
using Brine.Planner.Observed;

namespace Brine.Planner.Plan;

/// <summary>Desired state + inventory + instant → plan. The one place where it is decided what a run does.</summary>
public static class PlanMaker
{
    public static Plan Make(DesiredState desired, ObservedState observed, DateTimeOffset now) =>
        throw new NotImplementedException();

    /// <summary>
    /// The plan of one entry against the facts as they are now; the runner asks this again for what is left of an
    /// instance's entries when one of them failed, for then the rest was planned on facts that never came to be.
    /// </summary>
    public static PlannedEntry PlanOne(DesiredState desired, int index, ObservedState observed, DateTimeOffset now) =>
        throw new NotImplementedException();
}
