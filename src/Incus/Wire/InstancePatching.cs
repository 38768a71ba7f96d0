namespace Brine.Incus.Wire;

/// <summary>A patch as Incus's PATCH takes it, or applied by us where its PATCH cannot.</summary>
internal static class InstancePatching
{
    /// <summary>"" removes a key on every version.</summary>
    public static IReadOnlyDictionary<string, string>? Keys(IReadOnlyDictionary<string, string?>? config)
    {
        if (config is null) return null;
        var keys = new Dictionary<string, string>(config.Count, StringComparer.Ordinal);
        foreach (var (key, value) in config)
            keys.Add(key, value ?? "");
        return keys;
    }

    /// <summary>Without those to be removed.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Devices(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>?>? devices)
    {
        if (devices is null) return null;
        var kept = new Dictionary<string, IReadOnlyDictionary<string, string>>(devices.Count, StringComparer.Ordinal);
        foreach (var (name, keys) in devices)
        {
            if (keys is not null) kept.Add(name, keys);
        }

        return kept;
    }

    public static InstanceReplacement Apply(InstancePatch patch, Instance current)
    {
        var config = new Dictionary<string, string>(current.Config, StringComparer.Ordinal);
        foreach (var (key, value) in patch.Config ?? new Dictionary<string, string?>())
        {
            if (value is null or "") config.Remove(key);
            else config[key] = value;
        }

        var devices = new Dictionary<string, IReadOnlyDictionary<string, string>>(
            current.Devices, StringComparer.Ordinal);
        foreach (var (name, keys) in patch.Devices ?? new Dictionary<string, IReadOnlyDictionary<string, string>?>())
        {
            if (keys is null) devices.Remove(name);
            else devices[name] = keys;
        }

        return InstanceReplacement.Of(current) with
        {
            Config = config,
            Devices = devices,
            Profiles = patch.Profiles ?? current.Profiles,
            Description = patch.Description ?? current.Description,
        };
    }
}
