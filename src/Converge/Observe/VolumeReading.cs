using System.Collections.Immutable;
using Brine.Incus;
using Brine.Incus.Storage;
using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Converge.Observe;

/// <summary>Reads custom volumes with their snapshots, and who uses them where that matters.</summary>
internal sealed class VolumeReading(IncusClient client)
{
    private readonly Dictionary<string, StoragePool?> _pools = new(StringComparer.Ordinal);

    public async Task<ImmutableDictionary<VolumeAddress, VolumeSighting>> ReadAsync(
        ImmutableArray<VolumeNeed> needs, CancellationToken token)
    {
        var seen = ImmutableDictionary.CreateBuilder<VolumeAddress, VolumeSighting>();
        foreach (var need in needs)
        {
            try
            {
                seen[need.Volume] = await ReadAsync(need, token);
            }
            catch (IncusException e) when (e.Missing == MissingThing.Pool)
            {
                seen[need.Volume] = new VolumeSighting.NoPool();
            }
            catch (IncusException e) when (!Observer.CannotBeAsked(e.Kind))
            {
                seen[need.Volume] = new VolumeSighting.Unknown(e.Message);
            }
        }

        return seen.ToImmutable();
    }

    private async Task<VolumeSighting> ReadAsync(VolumeNeed need, CancellationToken token)
    {
        var at = need.Volume;
        var pool = await PoolAsync(at.Pool, token);
        if (await client.CustomVolumes.TryGetAsync(at.Project, at.Pool, at.Name, token) is not { } volume)
            return new VolumeSighting.Missing();
        var snapshots = await client.CustomVolumes.SnapshotsAsync(at.Project, at.Pool, at.Name, token);
        return new VolumeSighting.Present(new ObservedVolume
        {
            Address = at,
            Owner = volume.Project,
            ContentType = volume.ContentType,
            CreatedAt = volume.CreatedAt,
            Config = volume.Config.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Pool = pool is null ? null : Rule(pool, volume.Config),
            Users = need.Users ? await UsersAsync(at, volume, token) : [],
            Snapshots = snapshots.ToImmutableSortedDictionary(s => s.Name, s => new ObservedSnapshot
            {
                Name = s.Name, CreatedAt = s.CreatedAt, ExpiresAt = s.ExpiresAt, Description = s.Description,
            }, StringComparer.Ordinal),
        });
    }

    private async Task<StoragePool?> PoolAsync(string name, CancellationToken token)
    {
        if (_pools.TryGetValue(name, out var known))
            return known;
        try
        {
            known = await client.Pools.GetAsync(name, token);
        }
        catch (IncusException e) when (e.Kind == IncusErrorKind.Forbidden)
        {
            // Its volumes may be open to us all the same; nothing is then known of the driver's rules.
        }

        return _pools[name] = known;
    }

    private static ObservedPool Rule(StoragePool pool, IReadOnlyDictionary<string, string> volume) => new(pool.Name, pool.Driver, Truth.Of(
        volume.GetValueOrDefault($"{pool.Driver}.remove_snapshots") ?? pool.Config.GetValueOrDefault($"volume.{pool.Driver}.remove_snapshots")));

    private async Task<ImmutableArray<VolumeUser>> UsersAsync(VolumeAddress at, CustomVolume volume, CancellationToken token)
    {
        var read = ImmutableArray.CreateBuilder<VolumeUser>();
        var byProfile = await ByProfileAsync(volume, token);
        foreach (var (project, name) in volume.Users.Union(byProfile))
        {
            var address = new InstanceAddress(at.Remote, project, name);
            try
            {
                var instance = await client.Instances.GetBasicAsync(project, name, token);
                if (volume.Users.Contains((project, name)) || Attaches(instance, at))
                    read.Add(new VolumeUser(address, instance.Status));
            }
            catch (IncusException e) when (e.Missing == MissingThing.Instance)
            {
                // Gone since the volume was read.
            }
            catch (IncusException e) when (!Observer.CannotBeAsked(e.Kind))
            {
                read.Add(new VolumeUser(address, "unknown"));
            }
        }

        return read.ToImmutable();
    }

    private async Task<ImmutableArray<(string Project, string Instance)>> ByProfileAsync(CustomVolume volume, CancellationToken token)
    {
        var found = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var (project, name) in volume.Profiles)
            try
            {
                found.AddRange((await client.Profiles.GetAsync(project, name, token)).Users);
            }
            catch (IncusException e) when (!Observer.CannotBeAsked(e.Kind))
            {
                // Gone, or closed to us. The server looks too, before it touches anything.
            }

        return found.ToImmutable();
    }

    /// <summary>The instance may have another device of that name, or none.</summary>
    private static bool Attaches(Instance instance, VolumeAddress at) => instance.ExpandedDevices.Values.Any(d =>
        d.GetValueOrDefault("type") == "disk" && d.GetValueOrDefault("pool") == at.Pool
        && d.GetValueOrDefault("source", "").Split('/')[0] == at.Name); // a folder in it may be named behind it
}
