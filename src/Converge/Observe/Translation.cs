using System.Collections.Immutable;
using Brine.Incus;
using Brine.Planner.Observed;
using Devices = System.Collections.Immutable.ImmutableSortedDictionary<string, System.Collections.Immutable.ImmutableSortedDictionary<string, string>>;
using Texts = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace Brine.Converge.Observe;

/// <summary>The client's words → the planner's.</summary>
internal static class Translation
{
    /// <summary>
    /// Snapshots differ little from their instance and less from one another, and there may be a million of them: what is alike
    /// is held once.
    /// </summary>
    public static ObservedInstance Observed(this Instance instance)
    {
        var config = Like(Maps.Text, instance.Config);
        var devices = Like(Maps.Devices, instance.Devices);
        var expandedConfig = Like(config, instance.ExpandedConfig);
        var expandedDevices = Like(devices, instance.ExpandedDevices);
        var last = new ObservedSnapshot
        {
            Name = "", CreatedAt = default, Config = config, Devices = devices, ExpandedConfig = expandedConfig, ExpandedDevices = expandedDevices,
        };
        var snapshots = ImmutableSortedDictionary.CreateBuilder<string, ObservedSnapshot>(StringComparer.Ordinal);
        foreach (var snapshot in instance.Snapshots ?? [])
            snapshots.Add(snapshot.Name, last = Observed(snapshot, last));
        return new ObservedInstance
        {
            Name = instance.Name,
            Type = instance.Type,
            Status = instance.Status,
            Description = instance.Description,
            Ephemeral = instance.Ephemeral,
            Location = instance.Location,
            CreatedAt = instance.CreatedAt.Year > 1 ? instance.CreatedAt : null,
            StartedAt = instance.LastUsedAt,
            Config = config,
            Devices = devices,
            Profiles = instance.Profiles,
            ExpandedConfig = expandedConfig,
            ExpandedDevices = expandedDevices,
            Snapshots = snapshots.ToImmutable(),
        };
    }

    /// <summary>The storage pool of the root disk; null when it has none that can be told.</summary>
    public static string? RootPool(this Instance instance) => RootPool(instance.ExpandedDevices.Values);

    public static string? RootPool(this ObservedInstance instance) => RootPool(instance.ExpandedDevices.Values);

    private static string? RootPool(IEnumerable<IReadOnlyDictionary<string, string>> devices) =>
        devices.FirstOrDefault(d => d.GetValueOrDefault("type") == "disk" && d.GetValueOrDefault("path") == "/")
            ?.GetValueOrDefault("pool");

    private static ObservedSnapshot Observed(InstanceSnapshot snapshot, ObservedSnapshot like) => new()
    {
        Name = snapshot.Name,
        CreatedAt = snapshot.CreatedAt,
        ExpiresAt = snapshot.ExpiresAt,
        Stateful = snapshot.Stateful,
        Config = Like(like.Config, snapshot.Config),
        Devices = Like(like.Devices, snapshot.Devices),
        ExpandedConfig = Like(like.ExpandedConfig, snapshot.ExpandedConfig),
        ExpandedDevices = Like(like.ExpandedDevices, snapshot.ExpandedDevices),
        Profiles = snapshot.Profiles,
        Ephemeral = snapshot.Ephemeral,
        Size = snapshot.Size < 0 ? null : snapshot.Size,
    };

    /// <summary>The map, which holds in common with <paramref name="model"/> what is the same in both.</summary>
    private static Texts Like(Texts model, IReadOnlyDictionary<string, string> map)
    {
        if (model.IsEmpty)
            return map.Count == 0 ? model : map.ToImmutableSortedDictionary(StringComparer.Ordinal);
        return model.RemoveRange(model.Keys.Where(k => !map.ContainsKey(k))).SetItems(map); // an equal value leaves the map as it is
    }

    private static Devices Like(Devices model, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> maps) =>
        model.RemoveRange(model.Keys.Where(k => !maps.ContainsKey(k)))
            .SetItems(maps.Select(m => KeyValuePair.Create(m.Key, Like(model.GetValueOrDefault(m.Key) ?? Maps.Text, m.Value))));
}
