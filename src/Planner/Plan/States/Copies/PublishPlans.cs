using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Images;

namespace Brine.Planner.Plan.States.Copies;

/// <summary><c>snapshot_published</c>: holds when the alias points at an image of this very snapshot.</summary>
internal static class PublishPlans
{
    public static PlannedEntry For(SnapshotPublished entry, ObservedInstance instance, ObservedState observed)
    {
        var subject = entry.Origin.ReturnName;
        var failed = $"Failed to publish snapshot {entry.Name} of instance {entry.Label}";
        if (!instance.Snapshots.TryGetValue(entry.Name, out var snapshot))
            return Verdicts.Refused(entry, $"Snapshot {entry.Name} does not exist for instance {entry.Label}", new Fact(subject, "exists", "no"));
        var listing = observed.ImagesAt(ProjectAddress.Of(entry.Instance));
        if (listing.Unknown is { } unknown)
            return Verdicts.Refused(entry, $"{failed}: the images of the project could not be listed: {unknown}", new Fact(subject, "exists", "yes"));
        var now = listing.At(entry.Alias);
        Fact[] facts = [new(subject, "created", RestoreFacts.Created(snapshot)), new(entry.Alias, "image", now?.Fingerprint ?? "none")];
        bool IsOfThis(ObservedImage image) => !snapshot.InThisRun && ImageOrigin.Is(image, entry.Instance, snapshot);
        if (now is not null && IsOfThis(now))
            return Corrected(entry, now, [], facts, failed);
        // An earlier run may have made it and lost its way before the alias.
        if (listing.Images.FirstOrDefault(IsOfThis) is { } made)
            return Corrected(entry, made,
            [
                new PointAlias(entry.Instance, entry.Alias, now?.Fingerprint, made.Fingerprint)
                {
                    Changes = [Change.Of("image", now?.Fingerprint, made.Fingerprint)],
                    Reason = $"image {ImageOrigin.Short(made.Fingerprint)} was made of {entry.Name} before",
                },
            ], facts, failed) with { Notes = Kept(entry, now) };
        return new PlannedEntry
        {
            Entry = entry,
            Verdict = Verdict.Change,
            Comment = $"Snapshot {entry.Name} of instance {entry.Label} would be published as {entry.Alias}",
            DoneComment = $"Snapshot {entry.Name} of instance {entry.Label} published as {entry.Alias}",
            FailedComment = failed,
            PlannedChanges = [Change.Of("image", now?.Fingerprint, $"of snapshot {entry.Name}")],
            Steps =
            [
                new PublishSnapshot(entry.Instance, entry.Name, snapshot.Identity, entry.Alias, now?.Fingerprint, entry.IsPublic ?? false,
                    entry.Properties, entry.Compression)
                {
                    Reason = now is null ? "there is no such alias" : $"it is image {ImageOrigin.Short(now.Fingerprint)} now",
                },
            ],
            Facts = [.. facts],
            Notes = Kept(entry, now),
        };
    }

    private static PlannedEntry Corrected(
        SnapshotPublished entry, ObservedImage image, ImmutableArray<PlanStep> first, Fact[] facts, string failed)
    {
        var properties = entry.Properties.Where(p => image.Properties.GetValueOrDefault(p.Key, "") != p.Value).ToImmutableSortedDictionary(StringComparer.Ordinal);
        var isPublic = entry.IsPublic is { } wanted && wanted != image.IsPublic ? entry.IsPublic : null;
        var changes = properties.Select(p => new Change(["properties", p.Key], ChangeValue.Of(image.Properties.GetValueOrDefault(p.Key)), ChangeValue.Of(p.Value))).ToList();
        if (isPublic is { } flag)
            changes.Add(new Change(["public"], new ChangeValue.Flag(!flag), new ChangeValue.Flag(flag)));
        var steps = changes.Count == 0 ? first
            : first.Add(new UpdateImage(entry.Instance, image.Fingerprint, isPublic, properties) { Changes = [.. changes] });
        var text = $"published as {entry.Alias}: fingerprint {image.Fingerprint}";
        return steps.IsEmpty
            ? Verdicts.Holds(entry, $"Snapshot {entry.Name} of instance {entry.Label} is already {text}", facts)
            : new PlannedEntry
            {
                Entry = entry,
                Verdict = Verdict.Change,
                Comment = first.IsEmpty ? $"Image {ImageOrigin.Short(image.Fingerprint)} of snapshot {entry.Name} would be updated"
                    : $"Snapshot {entry.Name} of instance {entry.Label} would be {text}",
                DoneComment = $"Snapshot {entry.Name} of instance {entry.Label} {text}",
                FailedComment = failed,
                Steps = steps,
                Facts = [.. facts],
            };
    }

    private static ImmutableArray<string> Kept(SnapshotPublished entry, ObservedImage? before) => before is null ? []
        : [$"image {ImageOrigin.Short(before.Fingerprint)}, which {entry.Alias} pointed at, is kept: incus image delete {ImageOrigin.Short(before.Fingerprint)}"];
}
