using Brine.Sandbox.Rules;

namespace Brine.Sandbox.State;

/// <summary>Changing an instance by PATCH (merging) and PUT (replacing).</summary>
internal static class Changing
{
    public static void Patch(World world, Instance instance, Change change)
    {
        var config = new Settings(instance.Config);
        foreach (var (key, value) in change.Config ?? [])
        {
            if (string.IsNullOrEmpty(value))
                config.Remove(key);
            else
                config[key] = value;
        }

        var devices = instance.Devices.Copy();
        foreach (var (name, device) in change.Devices ?? [])
            devices[name] = device;
        Set(world, instance, config, devices, change.Profiles ?? instance.Profiles);
        Plain(instance, change);
    }

    public static void Put(World world, Instance instance, Change change)
    {
        var config = new Settings((change.Config ?? [])
            .Where(e => !string.IsNullOrEmpty(e.Value))
            .Select(e => KeyValuePair.Create(e.Key, e.Value!)));
        if (instance.Config.Keys.Any(k => VolatileKeys.IsIdMap(k) && !config.ContainsKey(k)))
            throw new IncusError(500, "Volatile idmap keys can't be deleted by the user");
        Set(world, instance, config, change.Devices ?? [], change.Profiles ?? []);
        Plain(instance, change with { Description = change.Description ?? "" });
    }

    private static void Set(
        World world, Instance instance, Settings config, Devices devices, List<string> profiles)
    {
        if (profiles.Any(p => world.ProfileOf(instance.Project, p) is null))
            throw new IncusError(404, "Profile not found");
        if (ConfigRules.Error(world.Flavor, config) is { } error)
            throw new IncusError(500, $"Invalid config: {error}");
        CheckDevices(devices);
        CheckRoot(world, instance, profiles, devices);
        instance.Config = config;
        instance.Devices = devices;
        instance.Profiles = profiles;
    }

    private static void CheckDevices(Devices devices)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, device) in devices)
        {
            var reason = device.Of("type") switch
            {
                "" => $"Failed loading device \"{name}\": Missing device type in config",
                "disk" when device.Of("path").Length > 0 && !paths.Add(device.Of("path")) =>
                    $"More than one disk device uses the same path \"{device.Of("path")}\"",
                "disk" when device.Of("source").Length == 0 && device.Of("path") != "/" =>
                    "Disk entry is missing the required \"source\" or \"path\" property",
                "disk" or "nic" or "none" or "unix-char" or "unix-block" or "usb" or "gpu" or "infiniband" or "proxy"
                    or "unix-hotplug" or "tpm" or "pci" => null,
                _ => $"Failed loading device \"{name}\": Unsupported device type",
            };
            if (reason is not null)
                throw new IncusError(500, $"Invalid devices: Device validation failed for \"{name}\": {reason}");
        }
    }

    private static void CheckRoot(World world, Instance instance, List<string> profiles, Devices devices)
    {
        var roots = world.ExpandedDevices(instance.Project, profiles, devices).Roots().ToList();
        if (roots.Count != 1)
        {
            throw new IncusError(500, "Invalid expanded devices: Failed detecting root disk device: "
                + (roots.Count == 0 ? "No root device could be found" : "More than one root device found"));
        }

        if (roots[0].Of("pool") != world.PoolOf(instance).Name)
            throw new IncusError(500, $"Cannot update root disk device pool name to \"{roots[0].Of("pool")}\"");
    }

    private static void Plain(Instance instance, Change change)
    {
        instance.Description = change.Description ?? instance.Description;
        instance.Ephemeral = change.Ephemeral ?? instance.Ephemeral;
        if (!string.IsNullOrEmpty(change.Architecture))
            instance.Architecture = change.Architecture;
    }
}
