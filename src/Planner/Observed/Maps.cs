using System.Collections.Immutable;

namespace Brine.Planner.Observed;

/// <summary>Empty maps in ordinal order, so that output never depends on hashing.</summary>
public static class Maps
{
    public static ImmutableSortedDictionary<string, string> Text { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public static ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Devices { get; } =
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, string>>(StringComparer.Ordinal);
}
