using System.Collections.Immutable;
using Brine.Sandbox.Rules;
using Brine.Sandbox.State.Storage;

namespace Brine.Sandbox.State;

/// <summary>Fills a new world from a seed.</summary>
internal static class Seeding
{
    public static void Fill(World world, SandboxSeed seed)
    {
        world.ServerName = seed.Server;
        world.Criu = seed.Criu;
        world.Members.AddRange(seed.Members);
        world.Projects[Project.Default] = new Project(Project.Default, new Settings
        {
            ["features.images"] = "true",
            ["features.networks"] = "true",
            ["features.networks.zones"] = "true",
            ["features.profiles"] = "true",
            ["features.storage.buckets"] = "true",
            ["features.storage.volumes"] = "true",
        });
        foreach (var pool in seed.Pools)
        {
            world.Pools[pool.Name] = new Pool(pool.Name, pool.Driver, new Settings(pool.Config))
            {
                Status = pool.Status,
                Space = (ConfigRules.Bytes(pool.Used), ConfigRules.Bytes(pool.Total)),
                Inodes = (ConfigRules.Bytes(pool.InodesUsed), ConfigRules.Bytes(pool.InodesTotal)),
            };
        }

        foreach (var project in seed.Projects.Where(p => p.Name != Project.Default))
            world.Projects[project.Name] = new Project(project.Name, new Settings(project.Config));
        world.Profiles.AddRange(seed.Profiles.Select(p => new Profile
        {
            Name = p.Name,
            Project = p.Project,
            Config = new Settings(p.Config),
            Devices = DevicesOf(p.Devices),
        }));
        foreach (var project in world.Projects.Values.Where(p => p.OwnsProfiles))
            AddDefaultProfile(world, project);
        world.Images.AddRange(seed.Images.Select(i => new Image(
            World.Hash(i.Aliases[0]), [.. i.Aliases.Select(name => new ImageAlias(name, ""))], i.Type, world.Now)
        {
            Properties = new Settings { ["description"] = i.Description },
        }));
        foreach (var instance in seed.Instances)
            Add(world, instance);
        foreach (var volume in seed.Volumes)
            Add(world, volume);
    }

    private static void Add(World world, SeedVolume seed)
    {
        if (!world.Pools.ContainsKey(seed.Pool))
            throw new FormatException($"seed: volume '{seed.Name}' lies on no known pool");
        var volume = new CustomVolume
        {
            Name = seed.Name, Pool = seed.Pool, CreatedAt = world.Now, Config = new Settings(seed.Config),
            Project = world.VolumeOwner(seed.Project),
        };
        volume.Snapshots.AddRange(seed.Snapshots.Select(s => new VolumeSnapshot
        {
            Name = s.Name, CreatedAt = s.CreatedAt ?? world.Now, Description = "", Config = new Settings(seed.Config),
        }));
        world.Volumes.Add(volume);
    }

    private static void AddDefaultProfile(World world, Project project)
    {
        if (world.Profiles.Exists(p => p.Project == project.Name && p.Name == "default"))
            return;
        var profile = new Profile { Name = "default", Project = project.Name, Description = "Default Incus profile" };
        if (world.Pools.Count > 0 && project.Name == Project.Default)
        {
            profile.Devices["root"] = new Settings
            {
                ["path"] = "/", ["pool"] = world.Pools.Keys.First(), ["type"] = "disk",
            };
        }

        world.Profiles.Add(profile);
    }

    private static void Add(World world, SeedInstance seed)
    {
        var image = seed.Image is null ? null : world.Images.Find(i => i.Find(seed.Image) is not null);
        var instance = new Instance
        {
            Name = seed.Name,
            Project = world.ProjectOf(seed.Project).Name,
            Type = seed.Type,
            Location = seed.Location ?? world.Location,
            Description = seed.Description,
            Ephemeral = seed.Ephemeral,
            CreatedAt = seed.CreatedAt ?? world.Now,
            Config = new Settings(seed.Config),
            Devices = DevicesOf(seed.Devices),
            Profiles = [.. seed.Profiles],
            Bootable = true,
        };
        if (!world.ExpandedDevices(instance.Project, instance.Profiles, instance.Devices).Roots().Any(
                root => world.Pools.ContainsKey(root.Of("pool"))))
        {
            throw new FormatException(
                $"seed: instance '{seed.Name}' has no root disk on a known pool; give it a profile or device with one");
        }

        VolatileKeys.OnCreation(instance.Config, "create", image);
        if (seed.Status != "Stopped")
            Power.Run(world, instance);
        instance.Status = seed.Status;
        instance.LastUsedAt = seed.StartedAt ?? instance.LastUsedAt;
        foreach (var snapshot in seed.Snapshots)
            instance.Snapshots.Add(Taken(world, instance, snapshot));
        world.Instances[World.Key(instance.Project, instance.Name)] = instance;
    }

    private static Snapshot Taken(World world, Instance instance, SeedSnapshot seed)
    {
        var snapshot = Snapshot.Of(
            instance, seed.Name, seed.CreatedAt ?? world.Now, seed.ExpiresAt ?? default, seed.Stateful);
        foreach (var (key, value) in seed.Config)
            snapshot.Config[key] = value;
        snapshot.VolumeDescription = seed.Description;
        return snapshot;
    }

    private static Devices DevicesOf(IEnumerable<KeyValuePair<string,
        ImmutableSortedDictionary<string, string>>> seed)
    {
        var devices = new Devices();
        foreach (var (name, device) in seed)
            devices[name] = new Settings(device);
        return devices;
    }
}
