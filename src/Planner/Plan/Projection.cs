using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Drills;
using Brine.Planner.Observed.Images;
using Brine.Planner.Schedule;

namespace Brine.Planner.Plan;

/// <summary>The world as a step will leave it, as far as later entries of the run may rest on it.</summary>
internal static class Projection
{
    /// <summary>Stands for a generation that the server will make up; equal to no real one.</summary>
    private const string Renewed = "to be renewed";

    public static ObservedState After(ObservedState world, PlanStep step, DateTimeOffset now) => step switch
    {
        InstanceStep s => After(world, s, now),
        VolumeStep s => VolumeProjection.After(world, s, now),
        _ => world,
    };

    private static ObservedState After(ObservedState world, InstanceStep step, DateTimeOffset now)
    {
        if (step is GroupStep)
            return step.Parts.Aggregate(world, (w, part) => After(w, part, now));
        if (step is CreateInstance create)
            return world.With(create.Instance, Created(create));
        if (world.At(step.Instance) is not Sighting.Present { Instance: var instance })
            return world;
        return step switch
        {
            DeleteInstance => world.Without(step.Instance),
            CreateSnapshot s => world.With(s.Instance, With(instance, Taken(instance, s, now))),
            DeleteSnapshot s => world.With(s.Instance, instance with { Snapshots = instance.Snapshots.Remove(s.Name) }),
            SetSnapshotExpiry s when instance.Snapshots.TryGetValue(s.Name, out var found) =>
                world.With(s.Instance, With(instance, found with { ExpiresAt = s.ExpiresAt })),
            SetSnapshotDescription s when instance.Snapshots.TryGetValue(s.Name, out var found) =>
                world.With(s.Instance, With(instance, found with { Description = s.Description })),
            PinSnapshot s when instance.Snapshots.TryGetValue(s.Name, out var found) =>
                world.With(s.Instance, With(instance, found with { Description = s.Description })),
            DrillSnapshot s when instance.Snapshots.TryGetValue(s.Name, out var found) && found.Description is not null =>
                world.With(s.Instance, With(instance, found with
                {
                    Description = new SnapshotDrill(now, true, "", SnapshotDrill.Line(s.Check)).In(found.Description, found.CreatedAt),
                })),
            RenameSnapshot s when instance.Snapshots.TryGetValue(s.Name, out var found) => world.With(s.Instance,
                With(instance with { Snapshots = instance.Snapshots.Remove(s.Name) }, found with { Name = s.NewName })),
            RestoreSnapshot s when instance.Snapshots.TryGetValue(s.Name, out var found) =>
                world.With(s.Instance, Restored(instance, found, s, now)),
            RecordRestore s => world.With(s.Instance, Recorded(instance, s.Name, s.CreatedAt, s.Trigger, now)),
            UpdateInstance s => world.With(s.Instance, Updated(instance, s)),
            PublishSnapshot s when instance.Snapshots.TryGetValue(s.Name, out var found) => Pointed(world, s, new ObservedImage(
                "of " + s.Name, s.IsPublic, s.Properties.SetItems(ImageOrigin.Properties(s.Instance, s.Name, found.CreatedAt)), []), s.Alias),
            PointAlias s when Image(world, s, s.To) is { } image => Pointed(world, s, image, s.Alias),
            UpdateImage s when Image(world, s, s.Fingerprint) is { } image => world with { Images = world.Images.SetItem(ProjectAddress.Of(s.Instance), Updated(world, s, image)) },
            SetPower s => VolumeProjection.After(world, s.Instance, StatusAfter(s.Action))
                .With(s.Instance, instance with { Status = StatusAfter(s.Action) }),
            _ => world,
        };
    }

    private static ObservedImage? Image(ObservedState world, InstanceStep step, string fingerprint) =>
        world.ImagesAt(ProjectAddress.Of(step.Instance)).Images.FirstOrDefault(i => i.Fingerprint == fingerprint);

    private static ObservedState Pointed(ObservedState world, InstanceStep step, ObservedImage image, string alias)
    {
        var project = ProjectAddress.Of(step.Instance);
        return world with { Images = world.Images.SetItem(project, world.ImagesAt(project).Pointing(alias, image)) };
    }

    private static ImageListing Updated(ObservedState world, UpdateImage step, ObservedImage image)
    {
        var listing = world.ImagesAt(ProjectAddress.Of(step.Instance));
        return listing with
        {
            Images = listing.Images.Replace(image, image with
            {
                IsPublic = step.IsPublic ?? image.IsPublic, Properties = image.Properties.SetItems(step.Properties),
            }),
        };
    }

    private static ObservedInstance With(ObservedInstance instance, ObservedSnapshot snapshot) =>
        instance with { Snapshots = instance.Snapshots.SetItem(snapshot.Name, snapshot) };

    private static ObservedSnapshot Taken(ObservedInstance instance, CreateSnapshot step, DateTimeOffset now) => new()
    {
        Name = step.Name,
        // Later than all others, as it will be; the exact instant is the server's.
        CreatedAt = instance.Snapshots.Values.Select(s => s.CreatedAt).Append(now).Max().AddTicks(1),
        InThisRun = true,
        ExpiresAt = step.Expires is Expiry.Inherit ? null : step.Expires.For(now),
        Stateful = step.Stateful,
        Description = step.Description,
        Config = instance.Config,
        Devices = instance.Devices,
        Profiles = instance.Profiles,
        ExpandedConfig = instance.ExpandedConfig,
        ExpandedDevices = instance.ExpandedDevices,
        Ephemeral = instance.Ephemeral,
    };

    private static ObservedInstance Restored(ObservedInstance instance, ObservedSnapshot snapshot, RestoreSnapshot step, DateTimeOffset now)
    {
        var removesNewer = instance.Pool is { RestoresOnlyNewest: true };
        var restored = instance with
        {
            Status = instance.IsFrozen ? "Running" : instance.Status,
            Config = (step.DiskOnly ? instance.Config : snapshot.Config).SetItem("volatile.uuid.generation", Renewed),
            Devices = step.DiskOnly ? instance.Devices : snapshot.Devices,
            Profiles = step.DiskOnly ? instance.Profiles : snapshot.Profiles,
            Ephemeral = step.DiskOnly ? instance.Ephemeral : snapshot.Ephemeral,
            Snapshots = removesNewer
                ? instance.Snapshots.RemoveRange(instance.Snapshots.Values.Where(s => s.CreatedAt > snapshot.CreatedAt).Select(s => s.Name))
                : instance.Snapshots,
        };
        return Recorded(restored, step.Name, snapshot.CreatedAt, step.Trigger, now);
    }

    private static ObservedInstance Recorded(
        ObservedInstance instance, string name, DateTimeOffset createdAt, string? trigger, DateTimeOffset now) => instance with
        {
            Config = instance.Config.SetItem(RestoreLedger.Key,
                new RestoreLedger(name, createdAt, trigger, instance.Generation, now).Format()),
        };

    private static ObservedInstance Updated(ObservedInstance instance, UpdateInstance step) => instance with
    {
        Config = step.Config.Aggregate(instance.Config, (c, p) => p.Value.Length == 0 ? c.Remove(p.Key) : c.SetItem(p.Key, p.Value)),
        ExpandedConfig = step.Config.Aggregate(instance.ExpandedConfig,
            (c, p) => p.Value.Length == 0 ? c.Remove(p.Key) : c.SetItem(p.Key, p.Value)),
        Devices = instance.Devices.SetItems(step.Devices),
        ExpandedDevices = instance.ExpandedDevices.SetItems(step.Devices),
        Profiles = step.Profiles ?? instance.Profiles,
        Ephemeral = step.Ephemeral ?? instance.Ephemeral,
    };

    private static ObservedInstance Created(CreateInstance step) => new()
    {
        Name = step.Instance.Name,
        Type = step.Type,
        Status = "Stopped",
        Ephemeral = step.Ephemeral,
        Config = step.Config.RemoveRange(step.Config.Where(p => p.Value.Length == 0).Select(p => p.Key)),
        ExpandedConfig = step.Config,
        Devices = step.Devices,
        ExpandedDevices = step.Devices,
        Profiles = step.Profiles ?? ["default"],
        VolumeDescription = "",
    };

    private static string StatusAfter(PowerAction action) => action switch
    {
        PowerAction.Stop => "Stopped",
        PowerAction.Freeze => "Frozen",
        _ => "Running",
    };
}
