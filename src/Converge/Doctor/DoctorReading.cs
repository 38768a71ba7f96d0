using System.Collections.Immutable;
using Brine.Converge.Journal;
using Brine.Converge.Observe;
using Brine.Incus;
using Brine.Planner.Desired;
using Brine.Planner.Doctor.Facts;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Salt.States;

namespace Brine.Converge.Doctor;

/// <summary>Reads what an examination rests on: whole lists where the server has them, side by side, and nothing twice.</summary>
/// <param name="journal">What killed runs left open.</param>
public sealed class DoctorReading(ServerSet servers, RunJournal journal)
{
    private readonly Asking _ask = new();

    /// <exception cref="ServerUnreachableException">The server cannot be asked.</exception>
    /// <exception cref="IncusException">There is no such project, or it is closed to us.</exception>
    public async Task<DoctorFacts> ReadAsync(DoctorQuery query, CancellationToken token)
    {
        try
        {
            return await ReadServerAsync(query, servers.For(query.Remote), token);
        }
        catch (IncusException e) when (Observer.CannotBeAsked(e.Kind))
        {
            throw new ServerUnreachableException(query.Remote, e);
        }
    }

    private async Task<DoctorFacts> ReadServerAsync(DoctorQuery query, IncusClient client, CancellationToken token)
    {
        var info = await client.GetTrustedServerAsync(token);
        if (query.Project is { } only)
            await client.Projects.ConfirmAsync(only, token);
        var wide = new ServerWide(client, query.Remote, _ask);
        await wide.ReadAsync(info, token);
        var declared = await new Observer(servers).ResolveAsync(query.Declared, token);
        var (chosen, unmatched) = await ChooseAsync(query, client, wide, declared, token);
        var observed = await new Observer(servers).ObserveAsync(
            new Needs([.. chosen.Select(a => new InstanceNeed(a, Descriptions: true, Volume: true, Pool: true, Profiles: false))], [], []),
            RunJournal.In(null, servers.Time), token);
        var facts = new DoctorFacts
        {
            Now = servers.Now(query.Remote),
            ClockOffset = client.ClockOffset,
            Zone = query.Zone ?? (client.Endpoint.SocketPath is null ? null : servers.Time.LocalTimeZone),
            Project = query.Project,
            IsWhole = query.Words.IsEmpty,
            Commands = query.Commands,
            Unmatched = unmatched,
            Instances = observed.Instances,
            Holders = wide.Holders,
            Members = wide.Members,
            Projects = wide.Projects,
            Interruptions = [.. journal.ReadInterruptions().Where(i => i.Instance.Remote == query.Remote)],
            Declared = [.. declared.Entries.Where(e => e.Instances.Any(i => i.Remote == query.Remote))],
        };
        return await WithStorageAsync(facts, client, info, wide, observed.Server(query.Remote).MayEditVolumes, token);
    }

    private async Task<DoctorFacts> WithStorageAsync(
        DoctorFacts facts, IncusClient client, ServerInfo info, ServerWide wide, bool seesVolumes, CancellationToken token)
    {
        // After the instances: what began a snapshot before is still under way, or done.
        facts = facts with { Operations = await wide.OperationsAsync(token) };
        if (!seesVolumes && !facts.Instances.IsEmpty)
            _ask.Note("this client may not see storage volumes", null, "expiry-pinned", "leftover-trailers", "pool-copies", "restore-blocked");
        var storage = new StorageFacts(client, _ask);
        facts = facts with
        {
            Pools = await storage.PoolsAsync(wide.Pools, facts, info, token), Volumes = await storage.VolumesAsync(facts, token),
        };
        var host = HostReading.Find(client.Endpoint.SocketPath);
        if (host is null)
            _ask.Note(client.Endpoint.SocketPath is null ? "the server is on another machine"
                : "there is no folder of an Incus daemon beside its socket", null, HostReading.Checks);
        facts = host?.Read(facts, info, _ask) ?? facts;
        return facts with { Unasked = _ask.Unasked };
    }

    private static async Task<(ImmutableArray<InstanceAddress> Chosen, ImmutableArray<string> Unmatched)> ChooseAsync(
        DoctorQuery query, IncusClient client, ServerWide wide, DesiredState declared, CancellationToken token)
    {
        var there = await ThereAsync(query, client, wide, token);
        var own = query.Words.IsEmpty ? there : there.Where(at => query.Words.Any(w => Glob.Matches(w, at.Name)));
        // Those that a run would make are not missing.
        var made = declared.Entries.OfType<InstancePresent>().Select(e => e.Instance).ToHashSet();
        var spoken = declared.Entries.OfType<InstanceEntry>().Where(e => e is not (InstanceAbsent or SnapshotAbsent))
            .Select(e => e.Instance).Where(i => i.Remote == query.Remote && !made.Contains(i));
        return ([.. (query.Words.IsEmpty ? own.Concat(spoken) : own).Distinct().Order()],
            [.. query.Words.Where(w => !there.Any(at => Glob.Matches(w, at.Name)))]);
    }

    private static async Task<List<InstanceAddress>> ThereAsync(DoctorQuery query, IncusClient client, ServerWide wide, CancellationToken token)
    {
        if (wide.Instances is { } all)
            return [.. all.Where(i => query.Project is null || i.Project == query.Project).Select(At)];
        return query.Project is { } project
            ? [.. (await client.Instances.NamesAsync(project, token)).Select(n => new InstanceAddress(query.Remote, project, n))]
            : [.. (await client.Instances.ListEverywhereAsync(token)).Select(At)]; // that was refused, and is so again
        InstanceAddress At(Instance instance) => new(query.Remote, instance.Project, instance.Name);
    }
}
