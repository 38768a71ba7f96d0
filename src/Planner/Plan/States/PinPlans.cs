using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Schedule;

namespace Brine.Planner.Plan.States;

/// <summary><c>brine pin</c> and <c>unpin</c>; and what every other plan asks before it deletes.</summary>
internal static class PinPlans
{
    /// <summary>Null: it may be deleted. Otherwise why not, and what to do.</summary>
    /// <param name="label">The instance as written.</param>
    public static string? Refusal(ObservedSnapshot snapshot, string label, DateTimeOffset now) =>
        SnapshotPin.Of(snapshot, now) is { } pin ? $"it is {pin}; unpin it first: brine unpin {label}/{snapshot.Name}" : null;

    public static PlannedEntry For(SnapshotPinned entry, ObservedInstance instance, ObservedServer server, DateTimeOffset now)
    {
        var subject = entry.Origin.ReturnName;
        if (!instance.Snapshots.TryGetValue(entry.Name, out var snapshot))
            return Verdicts.Refused(entry, $"Snapshot {entry.Name} does not exist for instance {entry.Label}", new Fact(subject, "exists", "no"));
        var pin = SnapshotPin.Of(snapshot, now);
        Fact[] facts = [new(subject, "created", RestoreFacts.Created(snapshot)), new(subject, "pin", pin?.ToString() ?? "none")];
        var clears = entry.Pin is not null && snapshot.ExpiresAt is not null;
        if (pin == entry.Pin && !clears && (entry.Pin is not null || SnapshotPin.Written(snapshot) is null))
            return Verdicts.Holds(entry, entry.Pin is { } held
                ? $"Snapshot {entry.Name} of instance {entry.Label} is already {held}"
                : $"Snapshot {entry.Name} of instance {entry.Label} is not pinned", facts);
        if (entry.Pin?.Until <= now)
            return Verdicts.Refused(entry, $"Failed to pin snapshot {entry.Name}: {Instants.Readable(entry.Pin.Until.Value)} is over", facts);
        if (!server.MayEditVolumes || snapshot.Description is null)
            return Verdicts.Refused(entry, $"Failed to {(entry.Pin is null ? "unpin" : "pin")} snapshot {entry.Name}: a pin is kept in the "
                + "description of the storage volume, which this client may not edit; use a certificate that may", facts);
        return Changed(entry, snapshot, pin, facts);
    }

    private static PlannedEntry Changed(SnapshotPinned entry, ObservedSnapshot snapshot, SnapshotPin? before, Fact[] facts)
    {
        var note = SnapshotNote.Parse(snapshot.Description);
        var trailers = entry.Pin is { } pin ? note.Trailers.SetItem(SnapshotPin.Trailer, pin.Format(snapshot.CreatedAt))
            : note.Trailers.Remove(SnapshotPin.Trailer);
        PlanStep[] steps =
        [
            new PinSnapshot(entry.Instance, entry.Name, (note with { Trailers = trailers }).Format(), entry.Pin)
            {
                Changes = [Change.Of("pin", before?.ToString(), entry.Pin?.ToString())],
                Reason = entry.Pin?.ToString() ?? $"it was {before?.ToString() ?? "pinned"}",
            },
            .. entry.Pin is not null && snapshot.ExpiresAt is { } at ?
            [
                new SetSnapshotExpiry(entry.Instance, entry.Name, null)
                {
                    Changes = [Change.Of("expires_at", Instants.Format(at), "never")],
                    Reason = $"Incus would have deleted it at {Instants.Readable(at)}",
                },
            ]
            : Array.Empty<PlanStep>(),
        ];
        var (coming, past, verb) = entry.Pin is null ? ("unpinned", "unpinned", "unpin") : (entry.Pin.ToString(), entry.Pin.ToString(), "pin");
        return new PlannedEntry
        {
            Entry = entry,
            Verdict = Verdict.Change,
            Comment = $"Snapshot {entry.Name} of instance {entry.Label} would be {coming}",
            DoneComment = $"Snapshot {entry.Name} of instance {entry.Label} {past}",
            FailedComment = $"Failed to {verb} snapshot {entry.Name}",
            Steps = [.. steps],
            Facts = [.. facts],
        };
    }
}
