using System.Collections.Concurrent;
using System.Collections.Immutable;
using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Converge.Observe;

/// <summary>One reading of one server: instances first, then what the needs ask for about their storage.</summary>
internal sealed class ServerReading(IncusClient client, string remote, ServerInfo info, ImmutableArray<InstanceNeed> needs)
{
    /// <summary>Reads at once; the server gains nothing from more (facts/incus-api.md §5).</summary>
    private const int Side = 4;

    /// <summary>Up to so many instances of a project are read one by one without asking what else there is.</summary>
    private const int Few = 20;

    /// <summary>
    /// From this part of a project's instances on, one list of them all is cheaper than single reads.
    /// </summary>
    private const double Most = 0.6;

    private readonly ConcurrentDictionary<InstanceAddress, Sighting> _seen = new();
    private readonly AwayMembers _away = new(client);
    private readonly VolumeLists _lists = new(client, info, needs.Select(n => (n.Instance.Project, n.Instance.Name)).ToHashSet());

    public async Task<ServerPiece> ReadAsync(CancellationToken token)
    {
        // First: a cluster that has lost its majority says so here, and lists what it remembers.
        var members = info.ServerClustered ? await MembersAsync(token) : Maps.Text;
        foreach (var project in needs.GroupBy(n => n.Instance.Project, n => n.Instance, StringComparer.Ordinal))
            await ReadProjectAsync(project.Key, [.. project], token);
        var storage = new StorageReading(client, _seen, _lists);
        await storage.ReadAsync(needs, token);
        var server = new ObservedServer
        {
            Remote = remote,
            Version = info.ServerVersion,
            Extensions = [.. info.ApiExtensions],
            MayEditVolumes = storage.MayEditVolumes,
            ProcessId = info.ServerPid,
            IsClustered = info.ServerClustered,
            Profiles = await ProfilesAsync(token),
            Members = members,
        };
        return new ServerPiece(server, _seen.ToImmutableDictionary());
    }

    public static ParallelOptions Bound(CancellationToken token) =>
        new() { MaxDegreeOfParallelism = Side, CancellationToken = token };

    private async Task ReadProjectAsync(string project, ImmutableArray<InstanceAddress> wanted, CancellationToken token)
    {
        try
        {
            if (wanted.Length <= Few)
                await ReadEachAsync(wanted, token);
            else
                await ReadManyAsync(project, wanted, token);
        }
        catch (IncusException e) when (e.Kind != IncusErrorKind.NoQuorum)
        {
            // A list that was refused says nothing of any instance in it.
            foreach (var address in wanted)
                _seen.TryAdd(address, new Sighting.Unknown(e.Message));
        }
    }

    private async Task ReadManyAsync(string project, ImmutableArray<InstanceAddress> wanted, CancellationToken token)
    {
        var (rest, absent, count) = await SiftAsync(project, wanted, token);
        if (rest.Length >= count * Most)
            await ReadListAsync(project, rest, token);
        else
            await ReadEachAsync(rest, token);

        // An empty list is also what a project gives that does not exist: one read tells the two apart.
        if (absent.IsEmpty)
            return;
        await ReadOneAsync(absent[0], token);
        foreach (var address in absent.Skip(1))
            _seen[address] = _seen[absent[0]] is Sighting.Unknown unknown ? unknown : new Sighting.Missing();
    }

    /// <summary>
    /// By a list without snapshots: those of whom more must be read, those that are not there, and how many the project has in
    /// all. The list is not held longer than that.
    /// </summary>
    private async Task<(ImmutableArray<InstanceAddress> Unread, ImmutableArray<InstanceAddress> Absent, int Count)> SiftAsync(
        string project, ImmutableArray<InstanceAddress> wanted, CancellationToken token)
    {
        var (rows, count) = await RowsAsync(project, InstanceDetail.Basic, wanted, token);
        var present = wanted.Where(w => rows.ContainsKey(w.Name)).ToImmutableArray();
        var rest = ImmutableArray.CreateBuilder<InstanceAddress>();
        foreach (var address in present)
        {
            if (rows[address.Name] is Sighting.Present seen && await HasNoSnapshotsAsync(project, seen.Instance, present.Length, token))
                _seen[address] = seen;
            else
                rest.Add(address);
        }

        return (rest.ToImmutable(), [.. wanted.Except(present)], count);
    }

    /// <summary>
    /// True when the volumes show it, which costs one request for a whole pool where a full read costs 9 ms an
    /// instance; a plain row is then all there is to know. Were it wrong, a creation would fail on the name and
    /// nothing be lost.
    /// </summary>
    private async ValueTask<bool> HasNoSnapshotsAsync(string project, ObservedInstance row, int singles, CancellationToken token)
    {
        // With full volumes the list costs as much as the instances themselves.
        if (info.Has(VolumeLists.FullVolumes) || row.RootPool() is not { } pool || !await _lists.PaysAsync(project, singles, token))
            return false;
        return await _lists.ReadAsync(project, pool, row.Type, token) is { } volumes
            && volumes.Instances.ContainsKey(row.Name) && !volumes.Snapshots.ContainsKey(row.Name);
    }

    private async Task ReadListAsync(string project, ImmutableArray<InstanceAddress> wanted, CancellationToken token)
    {
        var (rows, _) = await RowsAsync(project, InstanceDetail.Full, wanted, token);
        foreach (var address in wanted)
            _seen[address] = rows.TryGetValue(address.Name, out var row) ? row : new Sighting.Missing();
    }

    /// <summary>By name, and how many the project has in all.</summary>
    private async Task<(Dictionary<string, Sighting> Wanted, int Count)> RowsAsync(
        string project, InstanceDetail detail, ImmutableArray<InstanceAddress> wanted, CancellationToken token)
    {
        var names = wanted.Select(w => w.Name).ToHashSet(StringComparer.Ordinal);
        var (chosen, count) = await client.Instances.ChooseAsync(project, detail, names.Contains, i => new Row(i.Name, Seen(i)), token);
        _lists.Note(project, count);
        return (chosen.ToDictionary(r => r.Name, r => r.Seen, StringComparer.Ordinal), count);
    }

    private Task ReadEachAsync(ImmutableArray<InstanceAddress> wanted, CancellationToken token) =>
        Parallel.ForEachAsync(wanted, Bound(token), async (address, ct) => await ReadOneAsync(address, ct));

    private async Task ReadOneAsync(InstanceAddress address, CancellationToken token)
    {
        if (await _away.WhyAsync(address) is { } why)
        {
            _seen[address] = new Sighting.Unknown(why);
            return;
        }

        try
        {
            _seen[address] = await client.Instances.TryGetAsync(address.Project, address.Name, token) is { } instance
                ? Seen(instance) : new Sighting.Missing();
        }
        catch (IncusException e) when (e.Missing == MissingThing.Project)
        {
            _seen[address] = new Sighting.Unknown(
                $"there is no project '{address.Project}' on server '{remote}': {e.ServerText}");
        }
        catch (IncusException e) when (e.Kind == IncusErrorKind.Offline && info.ServerClustered)
        {
            _seen[address] = new Sighting.Unknown(await _away.NoteAsync(address, e, token));
        }
        catch (IncusException e) when (e.Kind != IncusErrorKind.NoQuorum)
        {
            _seen[address] = new Sighting.Unknown(e.Message);
        }
    }

    // In a list, the instances of a member that is offline look as if they had no snapshots.
    private static Sighting Seen(Instance instance) => instance.IsUnknown
        ? new Sighting.Unknown($"its cluster member {instance.Location} does not answer (status Error)")
        : new Sighting.Present(instance.Observed());

    private sealed record Row(string Name, Sighting Seen);

    private async Task<ImmutableSortedDictionary<string, string>> MembersAsync(CancellationToken token)
    {
        try
        {
            return (await client.Members.ListAsync(token)).ToImmutableSortedDictionary(m => m.Name, m => m.Status, StringComparer.Ordinal);
        }
        catch (IncusException e) when (e.Kind is not IncusErrorKind.NoQuorum)
        {
            return Maps.Text; // then the server itself says what an evacuated one refuses
        }
    }

    private async Task<ImmutableSortedDictionary<string, ImmutableArray<string>>> ProfilesAsync(CancellationToken token)
    {
        var profiles = ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var project in needs.Where(n => n.Profiles).Select(n => n.Instance.Project).Distinct())
        {
            try
            {
                profiles = profiles.SetItem(project, await client.Profiles.NamesAsync(project, token));
            }
            catch (IncusException e) when (e.Kind is IncusErrorKind.Forbidden or IncusErrorKind.NotFound)
            {
                // Not told: then nothing is said about profiles that a restore would miss.
            }
        }

        return profiles;
    }
}
