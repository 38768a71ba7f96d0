using System.Collections.Immutable;
using Brine.Planner.Doctor.Facts;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;
using Brine.Planner.Plan;
using Brine.Planner.Schedule;

namespace Brine.Planner.Doctor.Checks;

/// <summary>Instances that stand still.</summary>
internal static class FrozenInstances
{
    private static readonly HealthCheck Frozen = new("instance-frozen", HealthSeverity.Error,
        "An instance that is frozen.",
        "It does no work. Incus and Brine freeze instances while they are snapshotted; a daemon or a run that dies then leaves them so. "
        + "A snapshot of a frozen instance works, and leaves it frozen.",
        "Thaw it, if nobody froze it on purpose.")
    {
        Fix = "thaws it when Brine's journal says that it was frozen for a snapshot that was cut off; otherwise only with `--yes` "
            + "and the instance named",
    };

    public static CheckRun Run { get; } = new([Frozen], (facts, found) =>
    {
        // A snapshot that is being taken freezes it, and thaws it in a moment.
        var busy = facts.Operations.SelectMany(o => o.Instances).ToHashSet();
        foreach (var (at, instance) in facts.Present.Where(p => p.Instance.IsFrozen && !busy.Contains(p.At)))
        {
            var cut = facts.Interruptions.FirstOrDefault(i => Froze(i, at));
            var newest = instance.Snapshots.Values.MaxBy(s => s.CreatedAt);
            found.Add(Frozen, Diagnosis.Instance(at), cut is not null
                    ? $"it is frozen since {What(cut)} was cut off at {Instants.Readable(cut.At)}; it ran before"
                    : $"it is {instance.Status.ToLowerInvariant()}, and Brine's journal does not say by whom"
                        + (newest is null ? "" : $"; its newest snapshot, {newest.Name}, is of {Instants.Readable(newest.CreatedAt)}"),
                Thaw(facts.Commands, at, instance),
                repair: new Repair.Steps($"thaw {at.Name}", [new SetPower(at, PowerAction.Thaw, Force: false)])
                {
                    Consent = cut is not null ? RepairConsent.None : RepairConsent.ByName,
                },
                severity: cut is not null ? null : HealthSeverity.Warning);
        }
    });

    // Incus thaws only what it calls Frozen.
    private static ImmutableArray<string> Thaw(CommandStyle commands, InstanceAddress at, ObservedInstance instance) =>
    [
        .. instance.Status == "Frozen" ? Array.Empty<string>() : [commands.Incus(at.Project, "pause", commands.At(at.Name))],
        commands.Incus(at.Project, "resume", commands.At(at.Name)),
    ];

    private static bool Froze(Interruption work, InstanceAddress at) => work is TakingSet set
        ? set.Members.Any(m => m.Instance == at && m.StatusBefore == "Running") : work.Instance == at && work.StatusBefore == "Running";

    private static string What(Interruption work) => work switch
    {
        Interruption.CreatingSnapshot s => $"snapshot {s.Snapshot}",
        TakingSet s => $"the set {s.Snapshot}",
        Interruption.Restoring r => $"the restore to {r.Snapshot}",
        _ => "a run",
    };
}
