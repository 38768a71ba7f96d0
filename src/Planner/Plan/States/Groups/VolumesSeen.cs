using System.Collections.Immutable;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;

namespace Brine.Planner.Plan.States.Groups;

/// <summary>One custom volume of a set as it was seen.</summary>
/// <param name="Snapshot">Of the set's name; null: it has none.</param>
internal sealed record SetVolume(ObservedVolume Volume, ObservedSnapshot? Snapshot)
{
    public VolumeAddress At => Volume.Address;

    /// <summary>Whether the snapshot was taken with that set, and is not another one of its name.</summary>
    public bool IsOf(string id) => Snapshot is { } s && (s.InThisRun || SnapshotGroup.Of(s, At.Namesake)?.Id == id);
}

/// <summary>The custom volumes of a set: looked at together, before anything is decided.</summary>
/// <param name="Missing">Those that are not there, as people are told.</param>
/// <param name="Unknown">Those that could not be examined, with the reason.</param>
/// <param name="Images">Attached ISO images, as <c>pool/volume</c>: nobody writes into them, and they are left out.</param>
internal sealed record VolumesSeen(
    ImmutableArray<SetVolume> All, ImmutableArray<string> Missing, ImmutableArray<string> Unknown, ImmutableArray<string> Images)
{
    public static VolumesSeen None { get; } = new([], [], [], []);

    public IEnumerable<string> Problems => Missing.Concat(Unknown);

    /// <summary>Those attached to the members now.</summary>
    public static VolumesSeen Attached(MembersSeen members, string name, ObservedState observed) =>
        Of(members.All.SelectMany(m => In(m.At, AttachedVolumes.In(m.Instance.ExpandedDevices))), members.Words, name, observed);

    /// <summary>Those that were attached when the members' snapshots were taken.</summary>
    public static VolumesSeen AttachedThen(MembersSeen members, string name, ObservedState observed) => Of(members.Having
        .SelectMany(m => In(m.At, AttachedVolumes.In(m.Snapshot!.ExpandedDevices))), members.Words, name, observed);

    /// <summary>Those that the marks of the members name; of a set that this run takes, those that it takes.</summary>
    public static VolumesSeen Marked(MembersSeen members, string name, ObservedState observed)
    {
        var marked = Of(members.Having.SelectMany(m => m.Set?.Volumes ?? []), members.Words, name, observed);
        if (!members.Having.Any(m => m.Snapshot!.InThisRun))
            return marked;
        var taken = AttachedThen(members, name, observed);
        return marked with { All = [.. marked.All, .. taken.All.Where(v => v.Snapshot is { InThisRun: true } && !marked.All.Any(o => o.At == v.At))] };
    }

    /// <summary>What a saved plan is held against.</summary>
    public IEnumerable<Fact> Facts(string name) =>
        All.Select(v => new Fact($"{v.At}/{name}", "created", v.Snapshot is { } s ? RestoreFacts.Created(s) : "no"));

    private static IEnumerable<VolumeAddress> In(InstanceAddress at, IEnumerable<(string Pool, string Volume)> volumes) =>
        volumes.Select(v => new VolumeAddress(at.Remote, at.Project, v.Pool, v.Volume));

    private static VolumesSeen Of(IEnumerable<VolumeAddress> addresses, MemberWords words, string name, ObservedState observed)
    {
        var (found, missing, unknown, images) = (new List<ObservedVolume>(), new List<string>(), new List<string>(), new List<string>());
        foreach (var at in addresses.Distinct())
            switch (observed.At(at))
            {
                case VolumeSighting.Present { Volume.ContentType: "iso" }:
                    images.Add(words[at]);
                    break;
                // Several projects may show the same volume.
                case VolumeSighting.Present { Volume: var volume }:
                    if (!found.Exists(f => f.Home == volume.Home))
                        found.Add(volume);
                    break;
                case VolumeSighting.NoPool or VolumeSighting.Missing:
                    missing.Add($"volume {words[at]} does not exist");
                    break;
                case VolumeSighting.Unknown sighting:
                    unknown.Add($"volume {words[at]} could not be examined: {sighting.Reason}");
                    break;
            }

        return new VolumesSeen([.. found.Select(v => new SetVolume(v, v.Snapshots.GetValueOrDefault(name)))],
            [.. missing], [.. unknown], [.. images.Distinct()]);
    }
}
