using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Doctor.Facts;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;
using Brine.Planner.Schedule;

namespace Brine.Planner.Doctor.Checks;

/// <summary>Restores that would be refused, and those that nobody saw the end of.</summary>
internal static class RestoreHealth
{
    private static readonly HealthCheck Blocked = new("restore-blocked", HealthSeverity.Note,
        "Snapshots that cannot be restored as long as newer ones exist.",
        "ZFS, LVM clusters, TrueNAS and Linstor restore only the newest snapshot; an older one is refused, on Incus 6.0 after the "
        + "instance was stopped. A restore that is declared so (`--states`) is an error.",
        "Delete the newer ones when it comes to it, copy the snapshot to an instance of its own, or allow the driver to delete them.");

    private static readonly HealthCheck Unfinished = new("restore-unfinished", HealthSeverity.Warning,
        "A restore that a killed run of Brine did not see the end of.",
        "The instance may stand before it, behind it or be stopped.",
        "Restore again; the next apply that declares the restore finds out by itself.");

    public static CheckRun Run { get; } = new([Blocked, Unfinished], (facts, found) =>
    {
        foreach (var pool in facts.Present.Where(p => p.Instance.Pool is { RestoresOnlyNewest: true, RemovesNewerSnapshots: false }
            && p.Instance.Snapshots.Count > 1).GroupBy(p => p.Instance.Pool!.Name, StringComparer.Ordinal)) // not null: just matched
        {
            FindDeclared(facts, found, pool);
            var driver = pool.First().Instance.Pool!.Driver;
            found.Add(Blocked, new Subject("pool", pool.Key, null), $"{driver} restores only an instance's newest snapshot: older ones of "
                + $"{Diagnosis.Listed([.. pool.Select(p => p.At.Name)])} are refused as long as newer ones exist",
                [.. pool.Take(3).Select(p => Allow(facts, p.At, p.Instance))],
                "a restore then deletes the newer snapshots; copying the snapshot to a new instance keeps them");
        }

        foreach (var cut in facts.Interruptions.OfType<Interruption.Restoring>().Where(i => facts.Instances.ContainsKey(i.Instance)))
            found.Add(Unfinished, Diagnosis.Instance(cut.Instance),
                $"a restore to {cut.Snapshot} was cut off at {Instants.Readable(cut.At)}; it was {cut.StatusBefore} before"
                + (facts.Present.FirstOrDefault(p => p.At == cut.Instance).Instance is { } now ? $", and is {now.Status} now" : ""),
                [facts.Commands.Brine(cut.Instance.Project, "restore", $"{facts.Commands.At(cut.Instance.Name)}/{cut.Snapshot}")], "asks first");
        foreach (var cut in facts.Interruptions.OfType<RestoringSet>().Where(i => facts.Instances.ContainsKey(i.Instance)))
            found.Add(Unfinished, Diagnosis.Instance(cut.Instance), $"a restore of {MemberWords.Of(cut.Members).List(cut.Members)} to the set "
                + $"{cut.Snapshot} was cut off at {Instants.Readable(cut.At)}; its members may be of two moments",
                [facts.Commands.Brine(cut.Instance.Project, "group", "restore", cut.Snapshot)], "asks first");
    });

    private static void FindDeclared(DoctorFacts facts, Diagnosis found, IEnumerable<(InstanceAddress At, ObservedInstance Instance)> there)
    {
        foreach (var (at, instance) in there)
            foreach (var wanted in facts.Declared.OfType<SnapshotRestored>().Where(r => r.Instance == at))
                if (instance.Snapshots.TryGetValue(wanted.Name, out var snapshot)
                    && instance.Snapshots.Values.Where(s => s.CreatedAt > snapshot.CreatedAt).OrderBy(s => s.CreatedAt)
                        .Select(s => s.Name).ToImmutableArray() is { IsEmpty: false } newer)
                    found.Add(Blocked, Diagnosis.Snapshot(at, wanted.Name), $"its restore is declared ({wanted.Origin.Id}) and will be refused: "
                        + $"{Diagnosis.Listed(newer)} {(newer.Length == 1 ? "is" : "are")} newer, and {instance.Pool?.Driver} restores only the newest",
                        [facts.Commands.Brine(at.Project, ["delete", .. newer.Select(n => $"{facts.Commands.At(at.Name)}/{n}")])], "asks first",
                        severity: HealthSeverity.Error);
    }

    private static string Allow(DoctorFacts facts, InstanceAddress at, ObservedInstance instance) => facts.Commands.Incus(at.Project,
        "storage", "volume", "set", facts.Commands.At(instance.Pool!.Name), $"{instance.Type}/{at.Name}", // the callers asked
        $"{instance.Pool.Driver}.remove_snapshots=true");
}
