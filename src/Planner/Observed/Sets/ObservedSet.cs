using System.Collections.Immutable;
using Brine.Planner.Names;

namespace Brine.Planner.Observed.Sets;

/// <summary>Snapshots that were taken as one, found by the marks in their descriptions.</summary>
/// <param name="Id">See <see cref="SnapshotGroup"/>.</param>
/// <param name="Members">All of them, as the marks name them.</param>
/// <param name="Found">Those that were looked at and are there; never empty.</param>
/// <param name="Gone">Those that were looked at and have it no more.</param>
public sealed record ObservedSet(
    string Id, ImmutableArray<InstanceAddress> Members, ImmutableArray<KeyValuePair<InstanceAddress, ObservedSnapshot>> Found,
    ImmutableArray<InstanceAddress> Gone)
{
    /// <summary>Custom volumes that have a snapshot of it, as the marks name them.</summary>
    public ImmutableArray<ObservedSetVolume> Volumes { get; init; } = [];

    /// <summary>Nothing of it is known to be gone.</summary>
    public bool IsWhole => Gone.IsEmpty && !Volumes.Any(v => v.IsGone);

    public string Name => Found[0].Value.Name;

    public string Label => MemberWords.Of(Members).List(Members);

    public DateTimeOffset CreatedAt => Found.Min(f => f.Value.CreatedAt);

    public SetTimes? Times => SetTimes.Of(Found[0].Value);

    public string Text => SnapshotNote.Parse(Found[0].Value.Description).Text;

    /// <summary>The same with what was learnt of its volumes.</summary>
    public ObservedSet Seeing(ObservedState observed) => this with
    {
        Volumes = [.. Volumes.Select(v => observed.At(v.At) switch
        {
            VolumeSighting.Unknown => v,
            VolumeSighting.Present { Volume: var volume } when volume.Snapshots.TryGetValue(Name, out var snapshot)
                && SnapshotGroup.Of(snapshot, v.At.Namesake)?.Id == Id => v with { Snapshot = snapshot },
            _ => v with { IsGone = true },
        })],
    };

    /// <summary>Oldest first.</summary>
    public static ImmutableArray<ObservedSet> In(IEnumerable<KeyValuePair<InstanceAddress, ObservedInstance>> instances)
    {
        var all = instances.ToList();
        var looked = all.Select(i => i.Key).ToHashSet();
        return [.. all.SelectMany(i => i.Value.Snapshots.Values.Select(s => (At: i.Key, Snapshot: s, Set: SnapshotGroup.Of(s, i.Key))))
            .Where(m => m.Set is not null).GroupBy(m => m.Set!.Id, StringComparer.Ordinal)
            .Select(set =>
            {
                var members = set.First().Set!.Members;
                var found = set.OrderBy(m => members.IndexOf(m.At)).Select(m => KeyValuePair.Create(m.At, m.Snapshot)).ToImmutableArray();
                return new ObservedSet(set.Key, members, found,
                    [.. members.Where(m => looked.Contains(m) && !found.Any(f => f.Key == m))])
                {
                    Volumes = [.. set.SelectMany(m => m.Set!.Volumes).Distinct().Select(v => new ObservedSetVolume(v, null, false))],
                };
            })
            .OrderBy(s => s.CreatedAt).ThenBy(s => s.Id, StringComparer.Ordinal)];
    }
}
