using Brine.Planner.Doctor.Facts;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;

namespace Brine.Planner.Doctor.Checks;

/// <summary>Data that lies outside of an instance's own disk.</summary>
public static class VolumeCover
{
    private static readonly HealthCheck Uncovered = new("volume-uncovered", HealthSeverity.Warning,
        "A custom volume attached to an instance that has snapshots, and no snapshot of the volume.",
        "An instance's snapshot holds its own disk and nothing else, and a restore does not touch the volume: data and program "
        + "may no longer fit together.",
        "Snapshot the volume too, by a schedule of its own.");

    internal static CheckRun Run { get; } = new([Uncovered], (facts, found) =>
    {
        var volumes = facts.Volumes.ToDictionary(v => (v.Project, v.Pool, v.Name));
        foreach (var group in facts.Present.Where(p => IsSnapshotted(facts, p.At, p.Instance))
            .SelectMany(p => AttachedVolumes.In(p.Instance.ExpandedDevices).Select(a => (p.At, a.Pool, a.Volume)))
            .GroupBy(a => (a.At.Project, a.Pool, a.Volume)))
        {
            if (!volumes.TryGetValue(group.Key, out var volume) || volume.Snapshots > 0 || volume.Schedule.Length > 0)
                continue;
            found.Add(Uncovered, new Subject("volume", $"{volume.Pool}/{volume.Name}", volume.Project),
                $"it is attached to {Diagnosis.Listed([.. group.Select(a => a.At.Name).Distinct()])}, and no snapshot holds its data",
                [
                    facts.Commands.Incus(volume.Project, "storage", "volume", "set", facts.Commands.At(volume.Pool), volume.Name,
                        "snapshots.schedule=@daily", "snapshots.expiry=2w"),
                ]);
        }
    });

    private static bool IsSnapshotted(DoctorFacts facts, InstanceAddress at, ObservedInstance instance) =>
        !instance.Snapshots.IsEmpty || instance.ExpandedConfig.GetValueOrDefault("snapshots.schedule", "").Length > 0
        || facts.Declared.Any(d => d is Desired.SnapshotPresent s && s.Instance == at);
}
