using Brine.Planner.Doctor.Facts;
using Brine.Planner.Observed;

namespace Brine.Planner.Doctor.Checks;

/// <summary>The members of a cluster.</summary>
internal static class MemberHealth
{
    private static readonly HealthCheck Offline = new("member-offline", HealthSeverity.Error,
        "A cluster member that does not answer.",
        "Its instances cannot be asked: no snapshot of them is taken, by schedule or by hand, and lists show them without any.",
        "Start it, or take it out of the cluster for good.");

    private static readonly HealthCheck Evacuated = new("member-evacuated", HealthSeverity.Warning,
        "A cluster member that is evacuated.",
        "It takes no instance and starts none; what could not be moved away stands still there.",
        "Restore it when the maintenance is over.");

    public static CheckRun Run { get; } = new([Offline, Evacuated], (facts, found) =>
    {
        foreach (var member in facts.Members)
        {
            var subject = new Subject("member", member.Name, null);
            var there = facts.Instances.Count(i => i.Value is Sighting.Present p && p.Instance.Location == member.Name);
            if (member.Status == "Evacuated")
                found.Add(Evacuated, subject, $"it is evacuated ({member.Message}); {Diagnosis.Counted(there, "instance")} "
                    + "examined here are still on it",
                    [facts.Commands.Incus(null, "cluster", "restore", facts.Commands.At(member.Name))]);
            else if (member.Status is not ("Online" or ""))
                found.Add(Offline, subject, $"it is {member.Status.ToLowerInvariant()}: {member.Message}",
                    ["systemctl start incus", facts.Commands.List("cluster", "list")],
                    $"the first on the machine of {member.Name}");
        }
    });
}
