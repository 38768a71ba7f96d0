using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Schedule;

namespace Brine.Planner.Plan;

/// <summary>Volumes as a step will leave them.</summary>
internal static class VolumeProjection
{
    public static ObservedState After(ObservedState world, VolumeStep step, DateTimeOffset now)
    {
        if (world.At(step.Volume) is not VolumeSighting.Present { Volume: var volume })
            return world;
        var found = volume.Snapshots.GetValueOrDefault(step.Name);
        return step switch
        {
            CreateVolumeSnapshot s => world.With(volume.With(Taken(volume, s, now))),
            DeleteVolumeSnapshot s => world.With(volume with { Snapshots = volume.Snapshots.Remove(s.Name) }),
            SetVolumeSnapshotExpiry s when found is not null => world.With(volume.With(found with { ExpiresAt = s.ExpiresAt })),
            SetVolumeSnapshotDescription s when found is not null => world.With(volume.With(found with { Description = s.Description })),
            RestoreVolume s when found is not null => world.With(Restored(volume, found, s, now)),
            _ => world,
        };
    }

    /// <summary>An instance that has volumes attached was started or stopped.</summary>
    public static ObservedState After(ObservedState world, InstanceAddress instance, string status) => world.Volumes.Values
        .OfType<VolumeSighting.Present>().Where(v => v.Volume.Users.Any(u => u.Instance == instance))
        .Aggregate(world, (w, v) => w.With(v.Volume with
        {
            Users = [.. v.Volume.Users.Select(u => u.Instance == instance ? u with { Status = status } : u)],
        }));

    private static ObservedSnapshot Taken(ObservedVolume volume, CreateVolumeSnapshot step, DateTimeOffset now) => new()
    {
        Name = step.Name,
        // Later than all others, as it will be; the exact instant is the server's.
        CreatedAt = volume.Snapshots.Values.Select(s => s.CreatedAt).Append(now).Max().AddTicks(1),
        InThisRun = true,
        ExpiresAt = step.Expires is Expiry.Inherit ? null : step.Expires.For(now),
        Description = step.Description,
    };

    private static ObservedVolume Restored(ObservedVolume volume, ObservedSnapshot snapshot, RestoreVolume step, DateTimeOffset now) => volume with
    {
        Config = volume.Config.SetItem(RestoreLedger.Key, new RestoreLedger(step.Name, snapshot.CreatedAt, step.Trigger, volume.Identity, now).Format()),
        Snapshots = volume.Pool is { RestoresOnlyNewest: true }
            ? volume.Snapshots.RemoveRange(volume.Snapshots.Values.Where(s => s.CreatedAt > snapshot.CreatedAt).Select(s => s.Name)) : volume.Snapshots,
    };
}
