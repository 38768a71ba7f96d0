using Brine.Planner.Doctor.Facts;
using Brine.Planner.Observed;
using Brine.Planner.Plan;
using Brine.Planner.Schedule;

namespace Brine.Planner.Doctor.Checks;

/// <summary>Snapshots that are listed, and are not what they seem.</summary>
internal static class PhantomHealth
{
    private static readonly HealthCheck Phantom = new("snapshot-phantom", HealthSeverity.Error,
        "A snapshot without data, or with half of it.",
        "A server that is killed while it takes a snapshot lists it all the same. A restore to one without data fails and leaves the "
        + "instance stopped; a restore to half of a copy succeeds, and the other half is gone.",
        "Delete it, and take it again. Files are only seen on the server's own machine, as root, on dir and btrfs pools; elsewhere "
        + "Brine's journal tells what a killed run was taking.")
    {
        Fix = "deletes it when it has no data at all; asks first, or needs `--yes`",
    };

    public static CheckRun Run { get; } = new([Phantom], (facts, found) =>
    {
        foreach (var (at, instance) in facts.Present)
            foreach (var snapshot in instance.Snapshots.Values)
            {
                var data = facts.Host?.Data.GetValueOrDefault(new SnapshotAddress(at, snapshot.Name)) ?? SnapshotData.Present;
                var isSeen = facts.Host?.Data.ContainsKey(new SnapshotAddress(at, snapshot.Name)) == true;
                var cut = facts.Interruptions.OfType<Interruption.CreatingSnapshot>().FirstOrDefault(i => i.Instance == at
                    && i.Snapshot == snapshot.Name && (i.At - snapshot.CreatedAt).Duration() < TimeSpan.FromDays(1));
                var subject = Diagnosis.Snapshot(at, snapshot.Name);
                var delete = facts.Commands.Brine(at.Project, "delete", $"{facts.Commands.At(at.Name)}/{snapshot.Name}");
                if (data == SnapshotData.Missing)
                    found.Add(Phantom, subject, $"it is listed, of {Instants.Readable(snapshot.CreatedAt)}, and has no data: there is no "
                        + $"folder of it on pool {instance.Pool?.Name}", [delete], "asks first; there is nothing to lose",
                        new Repair.Steps($"delete {at.Name}/{snapshot.Name}, which has no data",
                            [new DeleteSnapshot(at, snapshot.Name, snapshot.CreatedAt)]) { Consent = RepairConsent.Deletes });
                else if (data == SnapshotData.Unfinished)
                    found.Add(Phantom, subject, $"its creation at {Instants.Readable(snapshot.CreatedAt)} did not come to its end: the "
                        + "instance's backup.yaml does not have it, so that its data may be half", [delete],
                        "asks first; then take it again", severity: HealthSeverity.Warning);
                else if (cut is not null && !isSeen)
                    found.Add(Phantom, subject, $"the run that took it was cut off at {Instants.Readable(cut.At)}, and nobody has seen "
                        + "whether it is whole", [delete], "asks first; the next apply that declares it looks for itself",
                        severity: HealthSeverity.Warning);
            }
    });
}
