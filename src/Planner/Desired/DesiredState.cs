using System.Collections.Immutable;

namespace Brine.Planner.Desired;

/// <summary>All declarations of a run in the order that Salt gives them.</summary>
public sealed record DesiredState(ImmutableArray<DesiredEntry> Entries)
{
    public static DesiredState Empty { get; } = new([]);

    /// <summary>Instances spoken of, in ordinal order.</summary>
    public IEnumerable<IGrouping<Names.InstanceAddress, DesiredEntry>> ByInstance() =>
        Entries.GroupBy(e => e.Instance).OrderBy(g => g.Key);
}
