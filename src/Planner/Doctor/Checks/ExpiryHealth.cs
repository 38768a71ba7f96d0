using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Doctor.Facts;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Plan;
using Brine.Planner.Schedule;

namespace Brine.Planner.Doctor.Checks;

/// <summary>Snapshots that Incus will delete, and that somebody counts on.</summary>
internal static class ExpiryHealth
{
    private static readonly HealthCheck Pinned = new("expiry-pinned", HealthSeverity.Error,
        "A pinned snapshot that expires.",
        "A pin binds Brine; Incus knows nothing of it and deletes the snapshot when its time is up.",
        "Take the expiry off.")
    {
        Fix = "takes the expiry off",
    };

    private static readonly HealthCheck Declared = new("expiry-declared", HealthSeverity.Error,
        "A snapshot that is declared without an end, and expires. Looked for when declarations are given with `--states`.",
        "Incus deletes it, and the next apply takes another one of that name, of another day.",
        "Declare expires: never and apply, or say so once on the command line.");

    private static readonly HealthCheck Inherited = new("expiry-inherited", HealthSeverity.Warning,
        "A snapshot that was taken by hand and expires with the schedule's.",
        "Incus gives snapshots.expiry to every snapshot that says nothing else, also to those that people take: they go without a word.",
        "Take its expiry off, if it shall stay; on Incus 6.0.5 and later set snapshots.expiry.manual for others to come.");

    public static CheckRun Run { get; } = new([Pinned, Declared, Inherited], (facts, found) =>
    {
        var declared = facts.Declared.SelectMany(d => d switch
        {
            SnapshotPresent s => (SnapshotPresent[])[s],
            SnapshotsManaged m => [.. m.Snapshots.Select(s => s.Snapshot)],
            _ => [],
        }).ToLookup(s => (s.Instance, s.Name));
        foreach (var (at, instance) in facts.Present)
            foreach (var snapshot in instance.Snapshots.Values)
            {
                if (snapshot.ExpiresAt is not { } end)
                    continue;
                if (SnapshotPin.Of(snapshot, facts.Now) is { } pin && !(pin.Until <= end))
                    found.Add(Pinned, Diagnosis.Snapshot(at, snapshot.Name),
                        $"it is {pin}, and Incus deletes it at {Instants.Readable(end)} all the same", [Keep(facts, at, snapshot.Name)],
                        repair: new Repair.Steps($"take the expiry off {at.Name}/{snapshot.Name}",
                            [new SetSnapshotExpiry(at, snapshot.Name, null)]));
                else if (declared[(at, snapshot.Name)].FirstOrDefault() is { } wanted)
                {
                    if (wanted.Expires is null or Expiry.Never or Expiry.Inherit)
                        found.Add(Declared, Diagnosis.Snapshot(at, snapshot.Name),
                            $"it is declared ({wanted.Origin.Id}), and Incus deletes it at {Instants.Readable(end)}",
                            [Keep(facts, at, snapshot.Name)], severity: wanted.Expires is Expiry.Inherit ? HealthSeverity.Note : null);
                }
                else if (IsInherited(instance, snapshot, end))
                    found.Add(Inherited, Diagnosis.Snapshot(at, snapshot.Name),
                        $"it was not taken by the schedule, and goes at {Instants.Readable(end)}: snapshots.expiry of {at.Name} is "
                        + $"'{instance.ExpandedConfig.GetValueOrDefault("snapshots.expiry")}'",
                        [Keep(facts, at, snapshot.Name)], "if it shall stay");
            }
    });

    private static string Keep(DoctorFacts facts, InstanceAddress at, string snapshot) => facts.Commands.Brine(at.Project,
        "state", "instance_snapshot_present", "instance=" + facts.Commands.At(at.Name), "name=" + snapshot, "expires=never");

    private static bool IsInherited(ObservedInstance instance, ObservedSnapshot snapshot, DateTimeOffset end) =>
        ExpiryDuration.TryParse(instance.ExpandedConfig.GetValueOrDefault("snapshots.expiry", "")) is { } expiry
        && !instance.ExpandedConfig.ContainsKey("snapshots.expiry.manual")
        && !ScheduledNames.Of(instance.ExpandedConfig.GetValueOrDefault("snapshots.pattern", "")).Matches(snapshot.Name)
        && !SafetySnapshot.Is(snapshot.Name)
        // Incus adds it to the time at which the request came, some milliseconds before the snapshot's own.
        && (end - expiry.AddTo(snapshot.CreatedAt)).Duration() < TimeSpan.FromSeconds(5);
}
