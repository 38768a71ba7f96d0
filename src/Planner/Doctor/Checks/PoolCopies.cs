using System.Collections.Immutable;
using Brine.Planner.Doctor.Facts;
using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Planner.Doctor.Checks;

/// <summary>Pools whose snapshots are copies.</summary>
internal static class PoolCopies
{
    private const int Few = 3;

    private static readonly HealthCheck Copies = new("pool-copies", HealthSeverity.Note,
        "Snapshots on a pool of the driver dir, which has no cheap ones.",
        "Each is a full copy of the instance: it takes as long and as much room, and a running container stands still meanwhile.",
        "Move the instances to a pool of btrfs, zfs, LVM or Ceph; their snapshots move along.");

    public static CheckRun Run { get; } = new([Copies], (facts, found) =>
    {
        foreach (var pool in facts.Pools.Where(p => p.Driver == "dir"))
        {
            var copied = facts.Present.Where(p => p.Instance.Pool?.Name == pool.Name && !p.Instance.Snapshots.IsEmpty)
                .OrderByDescending(p => p.Instance.Snapshots.Count).ThenBy(p => p.At).ToList();
            if (copied.Count == 0)
                continue;
            var (better, makes) = Better(facts);
            found.Add(Copies, new Subject("pool", pool.Name, null),
                $"its driver is dir: {Diagnosis.Counted(copied.Sum(p => p.Instance.Snapshots.Count), "snapshot")} of "
                + $"{Diagnosis.Listed([.. copied.Select(p => p.At.Name)])}, each a full copy"
                + string.Concat(pool.Fills.Where(f => f.Total > 0).Take(1).Select(f => $"; {Diagnosis.OfBytes(f.Used, f.Total)} are used")),
                [.. makes, .. copied.Take(Few).Select(p => Move(facts, p.At, p.Instance, better))],
                copied.Count > Few ? $"and so on for the other {Diagnosis.Number(copied.Count - Few)}" : null);
        }
    });

    /// <summary>A pool with cheap snapshots, and what makes one where there is none.</summary>
    private static (string Name, ImmutableArray<string> Makes) Better(DoctorFacts facts) =>
        facts.Pools.FirstOrDefault(p => p.Driver is "btrfs" or "zfs" or "lvm" or "ceph") is { } pool ? (pool.Name, [])
            : ("cheap",
            [
                // In a cluster it is announced on each member first.
                .. facts.Members.Select(m => facts.Commands.Incus(null, "storage", "create", facts.Commands.At("cheap"), "btrfs", "--target", m.Name)),
                facts.Commands.Incus(null, "storage", "create", facts.Commands.At("cheap"), "btrfs"),
            ]);

    private static string Move(DoctorFacts facts, InstanceAddress at, ObservedInstance instance, string pool)
    {
        var name = facts.Commands.At(at.Name);
        var move = facts.Commands.Incus(at.Project, "move", name, "--storage", pool);
        return instance.IsRunning ? $"{facts.Commands.Incus(at.Project, "stop", name)} && {move} && "
            + facts.Commands.Incus(at.Project, "start", name) : move;
    }
}
