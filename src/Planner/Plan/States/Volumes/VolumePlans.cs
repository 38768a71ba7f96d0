using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Schedule;

namespace Brine.Planner.Plan.States.Volumes;

/// <summary>The <c>volume_snapshot_*</c> states: present and absent; restored is in <see cref="VolumeRestorePlan"/>.</summary>
internal static class VolumePlans
{
    public static PlannedEntry For(VolumeEntry entry, ObservedState observed, DateTimeOffset now)
    {
        var exists = new Fact(entry.Volume.ToString(), "exists", "no");
        return observed.At(entry.Volume) switch
        {
            VolumeSighting.Unknown unknown => Verdicts.Refused(entry, $"Volume {entry.Label} could not be examined: {unknown.Reason}"),
            VolumeSighting.NoPool => Verdicts.Refused(entry, $"Storage pool {entry.Volume.Pool} does not exist, so neither does its volume {entry.Label}", exists),
            VolumeSighting.Present { Volume: var volume } => entry switch
            {
                VolumeSnapshotPresent e => Present(e, volume, now),
                VolumeSnapshotAbsent e => Absent(e, volume, now),
                VolumeSnapshotRestored e => VolumeRestorePlan.For(e, volume, now),
                _ => throw new InvalidOperationException($"no plan for {entry.GetType().Name}"),
            },
            _ => entry is VolumeSnapshotAbsent { MustExist: false }
                ? Verdicts.Holds(entry, $"Snapshot {entry.Name} already absent from volume {entry.Label}", exists)
                : Verdicts.Refused(entry, $"Volume {entry.Label} does not exist in pool {entry.Volume.Pool}", exists),
        };
    }

    private static PlannedEntry Present(VolumeSnapshotPresent entry, ObservedVolume volume, DateTimeOffset now)
    {
        var subject = Subject(entry);
        if (!volume.Snapshots.TryGetValue(entry.Name, out var snapshot))
            return Changed(entry, "created", "for",
            [
                new CreateVolumeSnapshot(entry.Volume, entry.Name, entry.Expires ?? new Expiry.Never(), entry.Description ?? "")
                {
                    Changes = [Change.Of("snapshot", null, entry.Name)],
                    Reason = entry.Expires is null or Expiry.Never ? "never expires" : entry.Expires is Expiry.Inherit ? "expires as the volume says" : $"expires after {entry.Expires}",
                },
            ], new Fact(subject, "exists", "no"));
        Fact[] facts =
        [
            new(subject, "exists", "yes"), new(subject, "created", RestoreFacts.Created(snapshot)),
            new(subject, "expires", snapshot.InThisRun ? "in this run" : Instants.FormatExpiry(snapshot.ExpiresAt)),
        ];
        if (entry.MustBeNew)
            return Verdicts.Refused(entry, $"Snapshot {entry.Name} already exists for volume {entry.Label}", facts);
        var steps = Corrections(entry, snapshot, now);
        return (steps.IsEmpty ? Verdicts.Holds(entry, $"Snapshot {entry.Name} already exists for volume {entry.Label}", facts)
            : Changed(entry, "updated", "for", steps, facts)) with { Notes = Threats(entry, snapshot, now) };
    }

    /// <summary>An undeclared expiry is left as it is, but not in silence: Incus will take a declared snapshot away.</summary>
    private static ImmutableArray<string> Threats(VolumeSnapshotPresent entry, ObservedSnapshot snapshot, DateTimeOffset now) =>
        entry.Expires is Expiry.After or Expiry.At && SnapshotPin.Of(snapshot, now) is { } pin
            ? entry.Notes.Add($"{Subject(entry)} is {pin}: the declared expiry is not set")
        : entry.Expires is null && snapshot.ExpiresAt is { } at
            ? entry.Notes.Add($"Incus will delete {Subject(entry)} {(at > now ? "at " + Instants.Readable(at) : "in the next minutes")}; "
                + "declare expires: never to keep it, or expires: with what is meant")
            : entry.Notes;

    internal static ImmutableArray<PlanStep> Corrections(VolumeSnapshotPresent entry, ObservedSnapshot snapshot, DateTimeOffset now)
    {
        var steps = ImmutableArray.CreateBuilder<PlanStep>();
        // A pin goes before an expiry: what is pinned never expires.
        Expiry? wanted = entry.Expires is { IsFixed: true } && SnapshotPin.Of(snapshot, now) is not null ? new Expiry.Never() : entry.Expires;
        if (wanted is { IsFixed: true } expires && !PresentPlan.Agrees(expires, snapshot))
        {
            var to = expires.For(snapshot.CreatedAt);
            steps.Add(new SetVolumeSnapshotExpiry(entry.Volume, entry.Name, to)
            {
                Changes = [Change.Of("expires_at", Instants.FormatExpiry(snapshot.ExpiresAt), Instants.FormatExpiry(to))],
                Reason = $"declared is {expires}",
            });
        }

        var note = SnapshotNote.Parse(snapshot.Description);
        if (entry.Description is { } declared && note.Text != declared)
            steps.Add(new SetVolumeSnapshotDescription(entry.Volume, entry.Name, (note with { Text = declared }).Format())
            {
                Changes = [Change.Of("description", note.Text, declared)],
                Reason = note.Text.Length == 0 ? "it has no description" : "its description differs",
            });
        return steps.ToImmutable();
    }

    private static PlannedEntry Absent(VolumeSnapshotAbsent entry, ObservedVolume volume, DateTimeOffset now)
    {
        var subject = Subject(entry);
        if (!volume.Snapshots.TryGetValue(entry.Name, out var snapshot))
            return entry.MustExist
                ? Verdicts.Refused(entry, $"Snapshot {entry.Name} does not exist for volume {entry.Label}", new Fact(subject, "exists", "no"))
                : Verdicts.Holds(entry, $"Snapshot {entry.Name} already absent from volume {entry.Label}", new Fact(subject, "exists", "no"));
        if (Pinned(entry.Volume, snapshot, now) is { } pinned)
            return Verdicts.Refused(entry, $"Failed to delete snapshot {entry.Name}: {pinned}", new Fact(subject, "exists", "yes"));
        return Changed(entry, "deleted", "from",
        [
            new DeleteVolumeSnapshot(entry.Volume, entry.Name, snapshot.Identity)
            {
                Changes = [Change.Of("snapshot", entry.Name, null)],
                Reason = snapshot.InThisRun ? "taken in this run" : $"taken {Instants.Readable(snapshot.CreatedAt)}",
            },
        ], new Fact(subject, "exists", "yes"), new Fact(subject, "created", RestoreFacts.Created(snapshot)));
    }

    /// <summary>Null: it is not.</summary>
    internal static string? Pinned(VolumeAddress volume, ObservedSnapshot snapshot, DateTimeOffset now) => SnapshotPin.Of(snapshot, now) is not { } pin ? null
        : $"it is {pin}; take the line '{SnapshotPin.Trailer}: …' off its description first "
            + $"(incus storage volume snapshot edit {volume.Pool} {volume.Name} {snapshot.Name})";

    private static string Subject(VolumeEntry entry) => $"{entry.Volume}/{entry.Name}";

    private static PlannedEntry Changed(VolumeEntry entry, string done, string at, ImmutableArray<PlanStep> steps, params ReadOnlySpan<Fact> facts) => new()
    {
        Entry = entry,
        Verdict = Verdict.Change,
        Comment = $"Snapshot {entry.Name} would be {done} {at} volume {entry.Label}",
        DoneComment = $"Snapshot {entry.Name} {done} {at} volume {entry.Label}",
        FailedComment = $"Failed to {done[..^1]} snapshot {entry.Name}", // created, updated, deleted
        Steps = steps,
        Facts = [.. facts],
        Notes = entry.Notes,
    };
}
