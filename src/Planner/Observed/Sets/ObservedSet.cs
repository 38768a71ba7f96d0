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
    public string Name => Found[0].Value.Name;

    public string Label => MemberWords.Of(Members).List(Members);

    public DateTimeOffset CreatedAt => Found.Min(f => f.Value.CreatedAt);

    public SetTimes? Times => SetTimes.Of(Found[0].Value);

    public string Text => SnapshotNote.Parse(Found[0].Value.Description).Text;

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
                    [.. members.Where(m => looked.Contains(m) && !found.Any(f => f.Key == m))]);
            })
            .OrderBy(s => s.CreatedAt).ThenBy(s => s.Id, StringComparer.Ordinal)];
    }
}
