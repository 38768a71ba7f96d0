using System.Collections.Concurrent;
using System.Collections.Immutable;
using Brine.Converge.Steps;
using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Converge.Observe;

/// <summary>What storage adds to the instances seen: descriptions, and the rules of their pools.</summary>
internal sealed class StorageReading(
    IncusClient client, ConcurrentDictionary<InstanceAddress, Sighting> seen, VolumeLists lists)
{
    private readonly ConcurrentDictionary<string, StoragePool> _pools = new(StringComparer.Ordinal);

    private HashSet<InstanceAddress> _volumes = [];

    /// <summary>False once the server has refused this client something about storage.</summary>
    public bool MayEditVolumes { get; private set; } = true;

    public async Task ReadAsync(ImmutableArray<InstanceNeed> needs, CancellationToken token)
    {
        await ReadPoolsAsync(needs, token);
        _volumes = needs.Where(n => n.Volume).Select(n => n.Instance).ToHashSet();
        var described = needs.Where(n => n.Descriptions).Select(n => n.Instance)
            .Select(a => (Address: a, Instance: Present(a), Pool: Present(a)?.RootPool()))
            .Where(d => d.Instance is not null).ToList();
        foreach (var group in described.Where(d => d.Pool is not null)
            .GroupBy(d => (d.Address.Project, Pool: d.Pool!, d.Instance!.Type)))
        {
            var addresses = group.Select(d => d.Address).ToImmutableArray();
            if (MayEditVolumes)
                await DescribeAsync(group.Key.Project, group.Key.Pool, group.Key.Type, addresses, token);
        }

        if (!MayEditVolumes)
            foreach (var (address, _, _) in described)
                Change(address, FromConfig);
        await ReadRestoreRulesAsync(needs, token);
    }

    private async Task ReadPoolsAsync(ImmutableArray<InstanceNeed> needs, CancellationToken token)
    {
        var names = needs.Where(n => n.Pool || (n.Descriptions && client.Endpoint.SocketPath is null))
            .Select(n => Present(n.Instance)?.RootPool()).OfType<string>().Distinct(StringComparer.Ordinal);
        foreach (var name in names)
        {
            try
            {
                _pools[name] = await client.Pools.GetAsync(name, token);
            }
            catch (IncusException e) when (e.Kind is IncusErrorKind.Forbidden)
            {
                MayEditVolumes = false;
            }
            catch (IncusException e) when (e.Kind is IncusErrorKind.NotFound)
            {
                // The plan then says that the pool could not be read.
            }
        }
    }

    private async Task DescribeAsync(
        string project, string pool, string type, ImmutableArray<InstanceAddress> addresses, CancellationToken token)
    {
        try
        {
            if (await lists.PaysAsync(project, addresses.Length, token))
            {
                if (await lists.ReadAsync(project, pool, type, token) is not { } all)
                {
                    MayEditVolumes = !lists.IsForbidden;
                    return;
                }

                foreach (var address in addresses)
                    Change(address, i => Described(i, all.Instances.GetValueOrDefault(address.Name),
                        snapshot => all.OfSnapshot(address.Name, snapshot)));
                return;
            }

            await EachAsync(addresses, async (address, ct) =>
            {
                var volume = _volumes.Contains(address)
                    ? (await client.Volumes.GetAsync(project, pool, type, address.Name, ct)).Description : null;
                var texts = Present(address)!.Snapshots.IsEmpty ? ImmutableDictionary<string, string>.Empty
                    : await client.Volumes.SnapshotDescriptionsAsync(project, pool, type, address.Name, ct);
                Change(address, i => Described(i, volume, texts.GetValueOrDefault));
            }, token);
        }
        catch (IncusException e) when (e.Kind is IncusErrorKind.Forbidden)
        {
            MayEditVolumes = false;
        }
        catch (IncusException e) when (e.Kind is IncusErrorKind.NotFound)
        {
            // Gone since the instances were read; what was not read stays null, which is never "none".
        }
    }

    private async Task ReadRestoreRulesAsync(ImmutableArray<InstanceNeed> needs, CancellationToken token)
    {
        await EachAsync(needs.Where(n => n.Pool).Select(n => n.Instance), async (address, ct) =>
        {
            if (Present(address) is not { } instance || instance.RootPool() is not { } name
                || !_pools.TryGetValue(name, out var pool))
                return;
            var rule = new ObservedPool(name, pool.Driver,
                Truth.Of(pool.Config.GetValueOrDefault($"volume.{pool.Driver}.remove_snapshots")));
            // Only these drivers know the key; the volume's own goes before the pool's.
            if (rule.RestoresOnlyNewest && !instance.Snapshots.IsEmpty)
                rule = rule with { RemovesNewerSnapshots = await RemovesNewerAsync(address, instance, rule, ct) };
            Change(address, i => i with { Pool = rule });
        }, token);
    }

    /// <summary>An instance whose cluster member is gone since it was read is not known any more.</summary>
    private Task EachAsync(
        IEnumerable<InstanceAddress> addresses, Func<InstanceAddress, CancellationToken, Task> read, CancellationToken token) =>
        Parallel.ForEachAsync(addresses, ServerReading.Bound(token), async (address, ct) =>
        {
            try
            {
                await read(address, ct);
            }
            catch (IncusException e) when (e.Kind == IncusErrorKind.Offline)
            {
                seen[address] = new Sighting.Unknown(ErrorText.Of(e, Present(address)?.Member));
            }
        });

    private async Task<bool> RemovesNewerAsync(
        InstanceAddress address, ObservedInstance instance, ObservedPool pool, CancellationToken token)
    {
        try
        {
            var volume = await client.Volumes.GetAsync(address.Project, pool.Name, instance.Type, address.Name, token);
            var key = $"{pool.Driver}.remove_snapshots";
            return volume.Config.ContainsKey(key) ? Truth.Of(volume.Config.GetValueOrDefault(key)) : pool.RemovesNewerSnapshots;
        }
        catch (IncusException e) when (e.Kind is IncusErrorKind.Forbidden or IncusErrorKind.NotFound)
        {
            return pool.RemovesNewerSnapshots;
        }
    }

    private ObservedInstance? Present(InstanceAddress address) =>
        seen.GetValueOrDefault(address) is Sighting.Present present ? present.Instance : null;

    private void Change(InstanceAddress address, Func<ObservedInstance, ObservedInstance> change)
    {
        if (Present(address) is { } instance)
            seen[address] = new Sighting.Present(change(instance));
    }

    private static ObservedInstance Described(ObservedInstance instance, string? own, Func<string, string?> of) =>
        WithDescriptions(instance, s => Kept(of(s.Name), s)) with { VolumeDescription = own };

    // A description that went into the config (the volume was closed to that client then) counts where the volume has
    // none.
    private static string? Kept(string? volume, ObservedSnapshot snapshot) =>
        volume is { Length: > 0 } ? volume : ConfigDescription.Of(snapshot.Name, snapshot.Config) ?? volume;

    private static ObservedInstance FromConfig(ObservedInstance instance) =>
        WithDescriptions(instance, s => ConfigDescription.Of(s.Name, s.Config) ?? "");

    private static ObservedInstance WithDescriptions(ObservedInstance instance, Func<ObservedSnapshot, string?> text) =>
        instance with
        {
            Snapshots = instance.Snapshots.SetItems(instance.Snapshots.Select(
                s => KeyValuePair.Create(s.Key, s.Value with { Description = text(s.Value) }))),
        };
}
