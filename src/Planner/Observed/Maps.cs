using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Brine.Planner.Observed;

/// <summary>Empty maps in ordinal order, so that output never depends on hashing.</summary>
public static class Maps
{
    public static ImmutableSortedDictionary<string, string> Text { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>A map such as a device on one line: <c>path=/ size=2GiB</c>. Null for none.</summary>
    [return: NotNullIfNotNull(nameof(map))]
    public static string? Line(IReadOnlyDictionary<string, string>? map) =>
        map is null ? null : string.Join(' ', map.Select(p => $"{p.Key}={p.Value}"));

    public static ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Devices { get; } =
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, string>>(StringComparer.Ordinal);
}
