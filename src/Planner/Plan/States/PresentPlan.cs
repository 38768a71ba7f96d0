using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Schedule;

namespace Brine.Planner.Plan.States;

/// <summary><c>instance_snapshot_present</c>: take it, or correct what has drifted.</summary>
internal static class PresentPlan
{
    /// <summary>
    /// How far an expiry may lie from the declared duration after creation: the request is sent before the server dates
    /// the snapshot, and the two clocks are compared to the second only.
    /// </summary>
    private static readonly TimeSpan ExpirySlack = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The journal names a creation before it is asked for. A snapshot that appeared so long after that is somebody
    /// else's, and nobody else's snapshot is deleted.
    /// </summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(1);

    public static PlannedEntry For(SnapshotPresent entry, ObservedInstance instance, ObservedState observed, DateTimeOffset now)
    {
        var server = observed.Server(entry.Instance.Remote);
        if (!instance.Snapshots.TryGetValue(entry.Name, out var snapshot))
            return Take(entry, instance, server, [], $"Snapshot {entry.Name} would be created for instance {entry.Label}",
                $"Snapshot {entry.Name} created for instance {entry.Label}", Left(entry, observed));
        if (Phantom(entry, snapshot, observed, server) is { } cut)
            return Take(entry, instance, server, [new DeleteSnapshot(entry.Instance, entry.Name, snapshot.Identity)
                {
                    Reason = $"its creation was cut off at {Instants.Readable(cut.At)} and the server was restarted since: it may hold no data",
                }],
                $"Snapshot {entry.Name} would be taken again for instance {entry.Label}: its creation was cut off",
                $"Snapshot {entry.Name} taken again for instance {entry.Label}: its creation had been cut off", cut);
        if (entry.MustBeNew)
            return Verdicts.Refused(entry, $"Snapshot {entry.Name} already exists for instance {entry.Label}", Facts(entry, snapshot));
        return Existing(entry, instance, snapshot, server, observed, now);
    }

    private static PlannedEntry Existing(
        SnapshotPresent entry, ObservedInstance instance, ObservedSnapshot snapshot, ObservedServer server, ObservedState observed, DateTimeOffset now)
    {
        var facts = Facts(entry, snapshot);
        // A stateful snapshot can do all that a stateless one can, so it satisfies both.
        var lacksState = entry.Stateful == true && !snapshot.Stateful && entry.OnDrift != DriftAnswer.Ignore;
        if (lacksState && entry.OnDrift == DriftAnswer.Recreate && PinPlans.Refusal(snapshot, entry.Label, now) is { } pinned)
            return Verdicts.Refused(entry, $"Failed to create snapshot {entry.Name}: it is there without memory and may not be replaced, for {pinned}", facts);
        if (lacksState && entry.OnDrift == DriftAnswer.Recreate)
            return Take(entry, instance, server,
                [new DeleteSnapshot(entry.Instance, entry.Name, snapshot.Identity) { Reason = "it is stateless, and on_drift: recreate asks for a new one" }],
                $"Snapshot {entry.Name} would be taken again for instance {entry.Label}: it is stateless",
                $"Snapshot {entry.Name} taken again for instance {entry.Label}: it was stateless", null);
        if (lacksState)
            return Verdicts.Refused(entry,
                $"Snapshot {entry.Name} of instance {entry.Label} is stateless and cannot be made stateful; "
                + "declare on_drift: recreate to delete it and take it again, or on_drift: ignore", facts);

        var steps = entry.OnDrift == DriftAnswer.Ignore ? [] : Corrections(entry, snapshot, observed, now);
        if (steps.Any(s => s is SetSnapshotDescription) && !server.MayEditVolumes)
            return Verdicts.Refused(entry,
                $"Snapshot {entry.Name} of instance {entry.Label} has another description, and this client may not edit storage volumes; "
                + "use a certificate that may, or declare on_drift: ignore", facts);
        var notes = Threats(entry, instance, snapshot, now);
        if (steps.IsEmpty)
            return Verdicts.Holds(entry, $"Snapshot {entry.Name} already exists for instance {entry.Label}", facts) with { Notes = notes };
        return new PlannedEntry
        {
            Entry = entry,
            Verdict = Verdict.Change,
            Comment = $"Snapshot {entry.Name} would be updated for instance {entry.Label}",
            DoneComment = $"Snapshot {entry.Name} updated for instance {entry.Label}",
            FailedComment = $"Failed to update snapshot {entry.Name}",
            Steps = steps,
            Facts = [.. facts],
            Notes = notes,
        };
    }

    private static ImmutableArray<PlanStep> Corrections(
        SnapshotPresent entry, ObservedSnapshot snapshot, ObservedState observed, DateTimeOffset now)
    {
        var steps = ImmutableArray.CreateBuilder<PlanStep>();
        // A pin goes before an expiry: what is pinned never expires.
        Expiry? wanted = entry.Expires is { IsFixed: true } && SnapshotPin.Of(snapshot, now) is not null ? new Expiry.Never() : entry.Expires;
        if (wanted is { IsFixed: true } expires && !Agrees(expires, snapshot))
        {
            var to = expires.For(snapshot.CreatedAt);
            steps.Add(new SetSnapshotExpiry(entry.Instance, entry.Name, to)
            {
                Changes = [Change.Of("expires_at", Instants.FormatExpiry(snapshot.ExpiresAt), Instants.FormatExpiry(to))],
                Reason = $"it expires {When(snapshot.ExpiresAt)}, declared is {expires}",
            });
        }

        var note = SnapshotNote.Parse(snapshot.Description);
        // A creation cut off before its description was set leaves an inherited one behind.
        var declared = entry.Description ?? (Left(entry, observed) is null ? null : "");
        if (declared is not null && snapshot.Description is not null && note.Text != declared)
            steps.Add(new SetSnapshotDescription(entry.Instance, entry.Name, (note with { Text = declared }).Format())
            {
                Changes = [Change.Of("description", note.Text, declared)],
                Reason = note.Text.Length == 0 ? "it has no description" : "its description differs",
            });
        return steps.ToImmutable();
    }

    internal static bool Agrees(Expiry expires, ObservedSnapshot snapshot)
    {
        var to = expires.For(snapshot.CreatedAt);
        if (to is null || snapshot.ExpiresAt is null)
            return to is null && snapshot.ExpiresAt is null;
        var slack = expires is Expiry.After ? ExpirySlack : TimeSpan.FromSeconds(1);
        return (to.Value - snapshot.ExpiresAt.Value).Duration() < slack;
    }

    private static PlannedEntry Take(
        SnapshotPresent entry, ObservedInstance instance, ObservedServer server, ImmutableArray<PlanStep> first,
        string comment, string done, Interruption? cut)
    {
        var stateful = entry.Stateful ?? false;
        Fact[] facts =
        [
            new(entry.Label, "exists", "yes"), new(entry.Origin.ReturnName, "exists", first.IsEmpty ? "no" : "yes"),
            .. stateful ? [new Fact(entry.Label, "status", instance.Status)] : Array.Empty<Fact>(),
        ];
        if (stateful && StatefulChecks.Refusal(entry.Label, instance) is { } refusal)
            return Verdicts.Refused(entry, $"Failed to create snapshot {entry.Name}: {refusal}", facts);
        // A daemon that died while copying leaves the container frozen (facts/incus-benches.md §8).
        if (cut is { StatusBefore: "Running" } && instance.IsFrozen)
            first = first.Insert(0, new SetPower(entry.Instance, PowerAction.Thaw, false) { Reason = "the creation that was cut off left it frozen" });
        var description = entry.Description ?? "";
        var create = new CreateSnapshot(entry.Instance, entry.Name, stateful, entry.Expires ?? new Expiry.Never(), description,
            Home(description, instance, server))
        {
            Changes = [Change.Of("snapshot", null, entry.Name)],
            Reason = entry.Expires is null or Expiry.Never ? "never expires" : entry.Expires is Expiry.Inherit ? "expires as the instance says" : $"expires {Behind(entry.Expires)}",
        };
        return new PlannedEntry
        {
            Entry = entry,
            Verdict = Verdict.Change,
            Comment = comment,
            DoneComment = done,
            FailedComment = $"Failed to create snapshot {entry.Name}",
            Steps = first.Add(create),
            Facts = [.. facts],
            Notes = stateful && instance.IsContainer
                ? entry.Notes.Add("a stateful snapshot of a container needs CRIU on the server; Incus says so before anything is touched")
                : entry.Notes,
        };
    }

    /// <summary>A new snapshot inherits the description that a restore left on the instance's volume, so none must be said too.</summary>
    private static DescriptionHome Home(string description, ObservedInstance instance, ObservedServer server)
    {
        if (!server.MayEditVolumes)
            return description.Length > 0 ? DescriptionHome.ConfigKey : DescriptionHome.None;
        return description.Length > 0 || instance.VolumeDescription is not "" ? DescriptionHome.Volume : DescriptionHome.None;
    }

    /// <summary>An undeclared expiry is left as it is, but not in silence: Incus will take a declared snapshot away.</summary>
    private static ImmutableArray<string> Threats(SnapshotPresent entry, ObservedInstance instance, ObservedSnapshot snapshot, DateTimeOffset now) =>
        entry.Expires is Expiry.After or Expiry.At && SnapshotPin.Of(snapshot, now) is { } pin
            ? entry.Notes.Add($"{instance.Name}/{snapshot.Name} is {pin}: the declared expiry is not set")
        : entry.Expires is null && snapshot.ExpiresAt is { } at
            ? entry.Notes.Add($"Incus will delete {instance.Name}/{snapshot.Name} {(at > now ? "at " + Instants.Readable(at) : "in the next minutes")}; "
                + "declare expires: never to keep it, or expires: with what is meant")
            : entry.Notes;

    /// <summary>The creation of this snapshot was cut off and the daemon may be another one since: it may be listed without data.</summary>
    private static Interruption? Phantom(SnapshotPresent entry, ObservedSnapshot snapshot, ObservedState observed, ObservedServer server) =>
        Left(entry, observed) is { } cut && !server.IsStill(cut.ServerProcess) && snapshot.CreatedAt - cut.At < LongestRun ? cut : null;

    private static Interruption? Left(SnapshotPresent entry, ObservedState observed) =>
        observed.Interruptions.FirstOrDefault(i => i is Interruption.CreatingSnapshot c && c.Instance == entry.Instance && c.Snapshot == entry.Name);

    private static Fact[] Facts(SnapshotPresent entry, ObservedSnapshot snapshot)
    {
        var subject = entry.Origin.ReturnName;
        return
        [
            new(subject, "exists", "yes"), new(subject, "created", RestoreFacts.Created(snapshot)),
            new(subject, "stateful", snapshot.Stateful ? "yes" : "no"), new(subject, "expires", snapshot.InThisRun ? "in this run" : Instants.FormatExpiry(snapshot.ExpiresAt)),
            .. entry.Description is null ? [] : new[] { new Fact(subject, "description", SnapshotNote.Parse(snapshot.Description).Text) },
        ];
    }

    private static string When(DateTimeOffset? at) => at is { } instant ? "at " + Instants.Readable(instant) : "never";

    private static string Behind(Expiry expires) => expires is Expiry.At at ? "at " + Instants.Readable(at.Instant) : "in " + expires;
}
