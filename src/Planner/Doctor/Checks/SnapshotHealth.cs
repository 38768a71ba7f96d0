using Brine.Planner.Doctor.Facts;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Schedule;

namespace Brine.Planner.Doctor.Checks;

/// <summary>Names and dates of snapshots.</summary>
internal static class SnapshotHealth
{
    private static readonly HealthCheck Name = new("snapshot-name", HealthSeverity.Warning,
        "A snapshot with a name that Brine would not give.",
        "Incus 6.0.4 takes nearly anything. The incus tool then fails at some of them ('invalid URL escape'), newer servers refuse "
        + "them, and '..' stands for all snapshots of a dir pool at once.",
        "Rename it. Leave '.' and '..' alone: Brine never sends these names.");

    private static readonly HealthCheck Date = new("snapshot-date", HealthSeverity.Warning,
        "A snapshot from the future, or without a date.",
        "Its age is not known: policies leave it alone for ever, and newest and oldest are not what they seem.",
        "Delete it when it is not needed any more.");

    public static CheckRun Run { get; } = new([Name, Date], (facts, found) =>
    {
        foreach (var (at, instance) in facts.Present)
            foreach (var snapshot in instance.Snapshots.Values)
            {
                var subject = Diagnosis.Snapshot(at, snapshot.Name);
                if (snapshot.Name is "." or "..")
                    found.Add(Name, subject, $"'{snapshot.Name}' is the folder of all snapshots to the server: deleting or restoring it can "
                        + "take the snapshots of the whole pool",
                        [facts.Commands.Incus(at.Project, "copy", facts.Commands.At(at.Name), facts.Commands.At(at.Name + "-copy"), "--instance-only")],
                        "leave it alone, and go on with a copy of the instance", severity: HealthSeverity.Error);
                else if (!SnapshotName.IsValid(snapshot.Name))
                    found.Add(Name, subject, $"'{snapshot.Name}' is no name that every server and tool takes"
                        + (snapshot.Name.Contains('%', StringComparison.Ordinal) ? "; the incus tool cannot delete it" : ""),
                        [facts.Commands.Brine(at.Project, "rename", $"{facts.Commands.At(at.Name)}/{snapshot.Name}", Tame(snapshot.Name, instance))]);
                if (snapshot.CreatedAt.Year <= 1970)
                    found.Add(Date, subject, "it has no date", [Delete(facts, at, snapshot)], "when it is not needed; asks first");
                else if (snapshot.CreatedAt - facts.Now is var ahead && ahead > TimeSpan.FromMinutes(1))
                    found.Add(Date, subject, $"it is dated {Instants.Readable(snapshot.CreatedAt)}, {Instants.Span(ahead)} ahead of the server's clock",
                        [Delete(facts, at, snapshot)], "when it is not needed; asks first");
            }
    });

    private static string Delete(DoctorFacts facts, InstanceAddress at, ObservedSnapshot snapshot) =>
        facts.Commands.Brine(at.Project, "delete", $"{facts.Commands.At(at.Name)}/{snapshot.Name}");

    /// <summary>The nearest name that can be sent, and is free.</summary>
    private static string Tame(string name, ObservedInstance instance)
    {
        var text = new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-')]).Replace("--", "-", StringComparison.Ordinal).Trim('-', '.', '_');
        var tame = text.Length == 0 ? "renamed" : text[..Math.Min(text.Length, 60)].TrimEnd('-', '.', '_');
        return Enumerable.Range(0, 1000).Select(i => i == 0 ? tame : tame + "-" + Diagnosis.Number(i))
            .First(n => !instance.Snapshots.ContainsKey(n));
    }
}
