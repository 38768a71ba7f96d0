using System.Collections.Immutable;
using Brine.Incus;
using Brine.Planner.Observed;

namespace Brine.Converge.Observe;

/// <summary>The client's words → the planner's.</summary>
internal static class Translation
{
    public static ObservedInstance Observed(this Instance instance) => new()
    {
        Name = instance.Name,
        Type = instance.Type,
        Status = instance.Status,
        Description = instance.Description,
        Ephemeral = instance.Ephemeral,
        Location = instance.Location,
        CreatedAt = instance.CreatedAt.Year > 1 ? instance.CreatedAt : null,
        StartedAt = instance.LastUsedAt,
        Config = Map(instance.Config),
        Devices = Maps(instance.Devices),
        Profiles = instance.Profiles,
        ExpandedConfig = Map(instance.ExpandedConfig),
        ExpandedDevices = Maps(instance.ExpandedDevices),
        Snapshots = (instance.Snapshots ?? []).ToImmutableSortedDictionary(
            s => s.Name, Observed, StringComparer.Ordinal),
    };

    /// <summary>The storage pool of the root disk; null when it has none that can be told.</summary>
    public static string? RootPool(this Instance instance) => RootPool(instance.ExpandedDevices.Values);

    public static string? RootPool(this ObservedInstance instance) => RootPool(instance.ExpandedDevices.Values);

    private static string? RootPool(IEnumerable<IReadOnlyDictionary<string, string>> devices) =>
        devices.FirstOrDefault(d => d.GetValueOrDefault("type") == "disk" && d.GetValueOrDefault("path") == "/")
            ?.GetValueOrDefault("pool");

    private static ObservedSnapshot Observed(InstanceSnapshot snapshot) => new()
    {
        Name = snapshot.Name,
        CreatedAt = snapshot.CreatedAt,
        ExpiresAt = snapshot.ExpiresAt,
        Stateful = snapshot.Stateful,
        Config = Map(snapshot.Config),
        Devices = Maps(snapshot.Devices),
        ExpandedConfig = Map(snapshot.ExpandedConfig),
        ExpandedDevices = Maps(snapshot.ExpandedDevices),
        Profiles = snapshot.Profiles,
        Ephemeral = snapshot.Ephemeral,
        Size = snapshot.Size < 0 ? null : snapshot.Size,
    };

    private static ImmutableSortedDictionary<string, string> Map(IReadOnlyDictionary<string, string> map) =>
        map.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Maps(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> maps) =>
        maps.ToImmutableSortedDictionary(m => m.Key, m => Map(m.Value), StringComparer.Ordinal);
}
