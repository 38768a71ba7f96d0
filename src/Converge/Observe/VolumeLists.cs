using Brine.Incus;

namespace Brine.Converge.Observe;

/// <summary>Whole lists of a pool's instance volumes, each asked for once in a reading.</summary>
internal sealed class VolumeLists(IncusClient client)
{
    /// <summary>
    /// With it, snapshots are inside the rows and the list costs about 9 ms an instance (facts/incus-api.md §13).
    /// </summary>
    public const string FullVolumes = "storage_volume_full";

    private readonly Dictionary<(string Project, string Pool, string Type), VolumeDescriptions?> _lists = [];

    public bool IsForbidden { get; private set; }

    /// <summary>Null: refused to this client, or there is no such pool.</summary>
    public async ValueTask<VolumeDescriptions?> ReadAsync(string project, string pool, string type,
        CancellationToken token)
    {
        if (_lists.TryGetValue((project, pool, type), out var known))
            return known;
        try
        {
            known = await client.Volumes.AllDescriptionsAsync(project, pool, type, token);
        }
        catch (IncusException e) when (e.Kind is IncusErrorKind.Forbidden or IncusErrorKind.NotFound)
        {
            IsForbidden |= e.Kind == IncusErrorKind.Forbidden;
        }

        return _lists[(project, pool, type)] = known;
    }
}
