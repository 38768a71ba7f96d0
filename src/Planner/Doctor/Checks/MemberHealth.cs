using System.Text.RegularExpressions;
using Brine.Planner.Doctor.Facts;
using Brine.Planner.Observed;

namespace Brine.Planner.Doctor.Checks;

/// <summary>The members of a cluster.</summary>
internal static partial class MemberHealth
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
                found.Add(Evacuated, subject, $"it is evacuated ({member.Message}); of the instances "
                    + $"examined here {Diagnosis.Number(there)} {(there == 1 ? "is" : "are")} on it",
                    [facts.Commands.Incus(null, "cluster", "restore", facts.Commands.At(member.Name))]);
            else if (member.Status is not ("Online" or ""))
                found.Add(Offline, subject, $"it is {member.Status.ToLowerInvariant()}: {Short(member.Message)}",
                    ["systemctl start incus", facts.Commands.List("cluster", "list")],
                    $"the first on the machine of {member.Name}");
        }
    });

    /// <summary><c>No heartbeat for 35.570120606s (2026-11-27 15:09:54.648044189 +0000 UTC)</c>, in whole seconds.</summary>
    private static string Short(string message) => Fraction().Replace(Instant().Replace(message, ""), "");

    [GeneratedRegex(@" \(\d{4}-\d\d-\d\d [^)]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Instant();

    [GeneratedRegex(@"\.\d+(?=s\b)", RegexOptions.CultureInvariant)]
    private static partial Regex Fraction();
}
