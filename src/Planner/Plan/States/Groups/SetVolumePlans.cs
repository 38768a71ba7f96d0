using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Plan.States.Volumes;

namespace Brine.Planner.Plan.States.Groups;

/// <summary>What <c>volumes: true</c> adds to a set: the custom volumes of its members are of it as the members are.</summary>
internal static class SetVolumePlans
{
    /// <summary>Null: every volume that was attached has its snapshot of the set, or none is asked for.</summary>
    public static string? Incomplete(GroupPresent entry, MembersSeen seen, ObservedState observed)
    {
        if (!entry.Volumes)
            return null;
        var remedy = "; delete the set, or choose another name";
        var ids = seen.Having.Select(m => m.Set!.Id).ToHashSet(StringComparer.Ordinal);
        var (then, marked) = (VolumesSeen.AttachedThen(seen, entry.Name, observed), VolumesSeen.Marked(seen, entry.Name, observed));
        List<string> lacking =
        [
            .. then.Problems.Concat(marked.Problems).Distinct(),
            .. marked.All.Concat(then.All).DistinctBy(v => v.Volume.Home).Where(v => !ids.Any(v.IsOf))
                .Select(v => $"{seen.Words.Snapshot(v.At, entry.Name)} {(v.Snapshot is null ? "is not there" : "is of another set, or of none")}"),
        ];
        return lacking.Count == 0 ? null : $"the set is there, but not whole: {string.Join(", ", lacking)}{remedy}";
    }

    /// <summary>Why the volumes cannot be of a new set.</summary>
    public static IEnumerable<string> Refusals(GroupPresent entry, MemberWords words, VolumesSeen volumes)
    {
        foreach (var problem in volumes.Problems)
            yield return problem;
        foreach (var volume in volumes.All.Where(v => v.Snapshot is not null))
            yield return $"{words.Snapshot(volume.At, entry.Name)} is there already; delete it, or choose another name";
        foreach (var volume in volumes.All.Where(v => !VolumeAddress.IsName(v.At.Name) || !VolumeAddress.IsName(v.At.Pool)))
            yield return $"volume {words[volume.At]} has a name that cannot be kept with a set; rename it without blanks and colons, or declare volumes: false";
    }

    public static IEnumerable<string> LeftOut(VolumesSeen volumes) =>
        volumes.Images.Select(i => $"{i} is an ISO image, which nobody writes into; it gets no snapshot");

    public static IEnumerable<PlanStep> Corrections(GroupPresent entry, SetVolume volume, MemberWords words, DateTimeOffset now) =>
        volume.Snapshot is not { } snapshot ? []
        : VolumePlans.Corrections(new VolumeSnapshotPresent(entry.Origin, volume.At, volume.At.Name, entry.Name, entry.Description, entry.Expires), snapshot, now)
            .Select(s => s with { Changes = [.. s.Changes.Select(c => c with { Path = c.Path.Insert(0, words.Snapshot(volume.At, entry.Name)) })] });

    /// <summary>What a restore of the set does to its volumes; or why it cannot.</summary>
    public static (ImmutableArray<RestoreVolume> Steps, ImmutableArray<string> Refusals) Restored(
        GroupRestored entry, MembersSeen seen, VolumesSeen volumes, DateTimeOffset now)
    {
        var (steps, refusals) = (ImmutableArray.CreateBuilder<RestoreVolume>(), ImmutableArray.CreateBuilder<string>());
        refusals.AddRange(volumes.Problems);
        foreach (var one in volumes.All)
        {
            var word = seen.Words.Snapshot(one.At, entry.Name);
            if (one.Snapshot is not { } snapshot || !seen.Having.Any(m => one.IsOf(m.Set!.Id)))
            {
                refusals.Add(one.Snapshot is null ? $"{word}, which the set had, does not exist any more" : $"{word} is not that of the set");
                continue;
            }

            var newer = VolumeRestorePlan.Newer(one.Volume, snapshot);
            if (VolumeRestorePlan.Refusal(one.Volume, newer, now) is { } why)
                refusals.Add($"{seen.Words[one.At]}: {why}");
            else
                steps.Add(new RestoreVolume(one.At, entry.Name, snapshot.Identity, entry.Trigger) { Losses = VolumeRestorePlan.Losses(one.Volume, newer) });
        }

        return (steps.ToImmutable(), refusals.ToImmutable());
    }
}
