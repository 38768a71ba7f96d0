using System.Collections.Concurrent;
using System.Collections.Immutable;
using Brine.Incus;
using Brine.Planner.Doctor.Checks;
using Brine.Planner.Doctor.Facts;
using Brine.Planner.Observed.Sets;

namespace Brine.Converge.Doctor;

/// <summary>How full pools are, and the custom volumes that instances have attached.</summary>
internal sealed class StorageFacts(IncusClient client, Asking ask)
{
    /// <summary>All pools; how full they are only of those of the instances, when some were named.</summary>
    public async Task<ImmutableArray<PoolFacts>> PoolsAsync(
        ImmutableArray<StoragePool>? pools, DoctorFacts facts, ServerInfo info, CancellationToken token)
    {
        var used = facts.Present.Select(p => p.Instance.Pool?.Name).ToHashSet(StringComparer.Ordinal);
        var all = pools ?? [];
        var wanted = all.Where(p => facts.IsWhole || used.Contains(p.Name));
        // Members of a cluster have a part each, unless the pool is one that they share.
        var parts = wanted.SelectMany(p => info.ServerClustered && !IsShared(p.Driver)
            ? p.Locations.Where(l => facts.Members.FirstOrDefault(m => m.Name == l) is not { Status: "Offline" }).Select(l => (Pool: p, Member: (string?)l))
            : [(p, null)]).ToList();
        var fills = new ConcurrentDictionary<(string, string?), PoolFill>();
        await Parallel.ForEachAsync(parts, Asking.Bound(token), async (part, ct) =>
        {
            var of = $"pool {part.Pool.Name}" + (part.Member is { } m ? $" on {m}" : "");
            if (await ask.TryAsync<PoolUse?>(async () => await client.Pools.GetUseAsync(part.Pool.Name, part.Member, ct), null, of,
                "pool-space", "pool-inodes") is not { } use)
                return;
            if (use.Total <= 0)
                ask.Note("its driver does not tell", of, "pool-space");
            fills[(part.Pool.Name, part.Member)] = new PoolFill(part.Member, use.Used, use.Total, use.InodesUsed, use.InodesTotal);
        });
        return [.. all.Select(p => new PoolFacts(p.Name, p.Driver, p.Status, p.Config.ToImmutableSortedDictionary(StringComparer.Ordinal),
            [.. parts.Where(x => x.Pool == p).Select(x => fills.GetValueOrDefault((p.Name, x.Member))).OfType<PoolFill>()]))];
    }

    public async Task<ImmutableArray<VolumeFacts>> VolumesAsync(DoctorFacts facts, CancellationToken token)
    {
        var places = facts.Present.SelectMany(p => AttachedVolumes.In(p.Instance.ExpandedDevices).Select(a => (p.At.Project, a.Pool))).Distinct().ToList();
        var found = new ConcurrentBag<VolumeFacts>();
        await Parallel.ForEachAsync(places, Asking.Bound(token), async (place, ct) =>
        {
            foreach (var (volume, snapshots) in await ask.TryAsync(() => client.CustomVolumes.ListAsync(place.Project, place.Pool, ct), [],
                $"pool {place.Pool}", "volume-uncovered"))
                found.Add(new VolumeFacts(place.Project, place.Pool, volume.Name, snapshots.Length,
                    volume.Config.GetValueOrDefault("snapshots.schedule", "")));
        });
        return [.. found.OrderBy(v => (v.Project, v.Pool, v.Name))];
    }

    private static bool IsShared(string driver) => driver is "ceph" or "cephfs" or "cephobject" or "lvmcluster" or "linstor" or "truenas";
}
