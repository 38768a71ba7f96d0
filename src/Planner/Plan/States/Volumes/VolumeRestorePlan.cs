using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Schedule;

namespace Brine.Planner.Plan.States.Volumes;

/// <summary>
/// <c>volume_snapshot_restored</c>: holds when the latest restore that Brine made of the volume was to this very snapshot.
/// Incus restores a volume only while no instance that has it attached runs.
/// </summary>
internal static class VolumeRestorePlan
{
    public static PlannedEntry For(VolumeSnapshotRestored entry, ObservedVolume volume, DateTimeOffset now)
    {
        var subject = $"{entry.Volume}/{entry.Name}";
        if (!volume.Snapshots.TryGetValue(entry.Name, out var snapshot))
            return Verdicts.Refused(entry, $"Snapshot {entry.Name} does not exist for volume {entry.Label}", new Fact(subject, "exists", "no"));
        var newer = Newer(volume, snapshot);
        var last = RestoreLedger.Of(volume);
        Fact[] facts =
        [
            new(subject, "created", RestoreFacts.Created(snapshot)), new(entry.Volume.ToString(), "latest restore", last?.Snapshot ?? "none"),
            new(entry.Volume.ToString(), "newer snapshots", string.Join(", ", newer.Select(s => s.Name))),
        ];
        if (!entry.Again && last is not null && last.Snapshot == entry.Name && last.CreatedAt == snapshot.CreatedAt && last.Trigger == entry.Trigger)
            return Verdicts.Holds(entry, $"Volume {entry.Label} was already restored to snapshot {entry.Name} at {Instants.Readable(last.RestoredAt)}; "
                + $"to restore it again: again: true, a new trigger, or 'brine volume restore {entry.Volume.Pool}/{entry.Label}/{entry.Name}'", facts);
        if (Refusal(volume, newer, now) is { } refusal)
            return Verdicts.Refused(entry, $"Failed to restore snapshot {entry.Name}: {refusal}", facts);
        return new PlannedEntry
        {
            Entry = entry,
            Verdict = Verdict.Change,
            Comment = $"Volume {entry.Label} would be restored to snapshot {entry.Name}",
            DoneComment = $"Volume {entry.Label} restored to snapshot {entry.Name}",
            FailedComment = $"Failed to restore snapshot {entry.Name}",
            Steps =
            [
                new RestoreVolume(entry.Volume, entry.Name, snapshot.Identity, entry.Trigger)
                {
                    Changes = [Change.Of("restored", "current state", $"snapshot {entry.Name}")],
                    Losses = Losses(volume, newer),
                    Reason = entry.Again ? "asked for again" : last is null ? "no restore to it is on record" : $"it was last restored to {last.Snapshot}",
                },
            ],
            Facts = [.. facts],
            Notes = entry.Notes,
        };
    }

    internal static List<ObservedSnapshot> Newer(ObservedVolume volume, ObservedSnapshot snapshot) =>
        [.. volume.Snapshots.Values.Where(s => s.CreatedAt > snapshot.CreatedAt && s.Name != snapshot.Name).OrderBy(s => s.CreatedAt)];

    /// <summary>Null: it can be restored.</summary>
    internal static string? Refusal(ObservedVolume volume, List<ObservedSnapshot> newer, DateTimeOffset now)
    {
        var busy = volume.Users.Where(u => u.Status != "Stopped").ToList();
        if (busy.Count > 0)
            return $"Incus restores a volume only while nobody who has it attached runs: {string.Join(", ", busy.Select(u => $"{u.Instance} is {u.Status}"))}; "
                + "stop it first, or detach the volume";
        if (volume.Pool is not { RestoresOnlyNewest: true } pool || newer.Count == 0)
            return null;
        if (newer.Find(s => SnapshotPin.Of(s, now) is not null) is { } pinned)
            return $"{pool.Driver} deletes the newer snapshot {pinned.Name} with it, and {VolumePlans.Pinned(volume.Address, pinned, now)}";
        return !pool.RemovesNewerSnapshots
            ? $"on a {pool.Driver} pool only the newest snapshot can be restored, and {string.Join(", ", newer.Select(s => s.Name))} "
                + $"{(newer.Count == 1 ? "is" : "are")} newer; delete {(newer.Count == 1 ? "it" : "them")}, or set {pool.Driver}.remove_snapshots=true on the volume"
            : null;
    }

    internal static ImmutableArray<string> Losses(ObservedVolume volume, List<ObservedSnapshot> newer) =>
    [
        "every change to the volume's files since",
        .. volume.Pool is { RestoresOnlyNewest: true } ? newer.Select(s => $"newer snapshot {s.Name}, which the {volume.Pool.Driver} pool deletes") : [],
    ];
}
