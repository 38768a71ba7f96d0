using Brine.Sandbox.Rules;

namespace Brine.Sandbox.State;

/// <summary>Making instances.</summary>
internal static class Creating
{
    public static Work Of(World world, Creation wanted)
    {
        var key = World.Key(wanted.Project, wanted.Name);
        Instance? made = null;
        return new Work(Effect: () => Finish(world, wanted, made!))
        {
            Begin = () =>
            {
                made = Make(world, wanted);
                world.Locks.Take(key, "create");
                world.Instances.Add(key, made);
            },
            OnFault = () => world.Instances.Remove(key),
            Release = () => world.Locks.Release(key),
        };
    }

    private static Instance Make(World world, Creation wanted)
    {
        var image = wanted.Image is null ? null : world.Images.Find(
            i => i.Find(wanted.Image) is not null || i.Fingerprint.StartsWith(wanted.Image, StringComparison.Ordinal));
        if (wanted.NeedsImage && image is null)
            throw new IncusError(500, "Image not provided for instance creation");
        if (world.Instances.ContainsKey(World.Key(wanted.Project, wanted.Name)))
        {
            throw Record(new IncusError(500, "Add instance info to the database: Failed to create \"instances\" entry: "
                + "UNIQUE constraint failed: instances.project_id, instances.name"));
        }

        var config = ConfigOf(world, wanted, image);
        if (ConfigRules.Error(world.Flavor, config) is { } error)
            throw Record(new IncusError(500, error));
        var source = wanted.CopyOf;
        var instance = new Instance
        {
            Name = wanted.Name,
            Project = wanted.Project,
            Type = source?.Type ?? wanted.Type,
            Location = wanted.Location,
            Description = wanted.Description,
            Ephemeral = wanted.Ephemeral,
            CreatedAt = world.Now,
            Config = config,
            Devices = DevicesOf(wanted),
            Profiles = [.. wanted.Profiles ?? wanted.CopyOfSnapshot?.Profiles ?? source?.Profiles ?? ["default"]],
            Bootable = source?.Bootable ?? (image is not null || wanted.Type == "virtual-machine"),
        };
        CheckRoot(world, instance);
        return instance;
    }

    private static Settings ConfigOf(World world, Creation wanted, Image? image)
    {
        var config = new Settings();
        var copied = wanted.CopyOfSnapshot?.Config ?? wanted.CopyOf?.Config;
        foreach (var (name, value) in copied ?? [])
        {
            if (!name.StartsWith("volatile.", StringComparison.Ordinal) || name == "volatile.base_image")
                config[name] = value;
        }

        if (image is { Description.Length: > 0 })
            config["image.description"] = image.Description;
        foreach (var (name, value) in wanted.Config)
        {
            if (value.Length > 0)
                config[name] = value;
            else
                config.Remove(name);
        }

        if (ConfigRules.Error(world.Flavor, config) is null)
            VolatileKeys.OnCreation(config, wanted.CopyOf is null ? "create" : "copy", image);
        return config;
    }

    private static Devices DevicesOf(Creation wanted)
    {
        var devices = (wanted.CopyOfSnapshot?.Devices ?? wanted.CopyOf?.Devices ?? []).Copy();
        foreach (var (name, device) in wanted.Devices)
            devices[name] = device;
        return devices;
    }

    private static void CheckRoot(World world, Instance instance)
    {
        var root = world.ExpandedDevices(instance.Project, instance.Profiles, instance.Devices).Roots().FirstOrDefault()
            ?? throw Record(new IncusError(
                500, "Failed initializing instance: Failed getting root disk: No root device could be found"));
        if (!world.Pools.ContainsKey(root.Of("pool")))
        {
            throw Record(new IncusError(
                404, "Failed initializing instance: Failed loading storage pool: Storage pool not found"));
        }
    }

    private static void Finish(World world, Creation wanted, Instance made)
    {
        if (wanted is { WithSnapshots: true, CopyOf: { } source })
            made.Snapshots.AddRange(source.Snapshots.Select(s => s.CopyAs(s.Name)));
        if (wanted.Start)
            Power.Start(world, made);
    }

    private static IncusError Record(IncusError cause) =>
        new(cause.Status, $"Failed creating instance record: {cause.Message}");
}
