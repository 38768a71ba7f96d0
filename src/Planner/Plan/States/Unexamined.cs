using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Planner.Plan.States;

/// <summary>Instances of which nothing is known; those that share a reason, such as their server, are told together.</summary>
internal static class Unexamined
{
    public static IEnumerable<string> Of(IEnumerable<InstanceAddress> instances, ObservedState observed) => instances
        .Select(at => (At: at, (observed.At(at) as Sighting.Unknown)?.Reason)).Where(u => u.Reason is not null)
        .GroupBy(u => u.Reason, u => u.At, StringComparer.Ordinal)
        .Select(g => $"{(g.Skip(1).Any() ? "Instances" : "Instance")} {string.Join(", ", g)} could not be examined: {g.Key}");
}
