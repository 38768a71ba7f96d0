using System.Collections.Immutable;
using Brine.Cli.Options;
using Brine.Cli.Screens;
using Brine.Converge;
using Brine.Converge.Files;
using Brine.Converge.Journal;
using Brine.Converge.Observe;
using Brine.Incus;
using Brine.Planner.Desired;
using Brine.Planner.Desired.Choosing;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;
using Brine.Planner.Report.Files;
using Brine.Salt.States;

namespace Brine.Cli.Runs;

/// <summary>Reads instances for commands that only look.</summary>
internal sealed class Look : IAsyncDisposable
{
    private readonly Surroundings _world;
    private readonly Screen _screen;
    private readonly ServerSet _servers;
    private bool _isRecovered;

    public Look(Surroundings world, Screen screen, ConnectionRequest request)
        : this(world, screen, new Connection(request, world))
    {
    }

    public Look(Surroundings world, Screen screen, Connection connection)
    {
        (_world, _screen) = (world, screen);
        Defaults = connection.Defaults;
        _servers = connection.Open();
    }

    public ConnectionDefaults Defaults { get; }

    /// <summary>What time it is at the server; after it was asked something.</summary>
    public DateTimeOffset Now => _servers.Now(Defaults.Remote);

    /// <summary>All of the project, as <see cref="ChooseAsync"/>.</summary>
    public Task<(ImmutableArray<InstanceAddress> Instances, bool IsWhole)> AllAsync() =>
        ChooseAsync(new Selection([new Selector(Defaults.Remote, Defaults.Project, "*")]));

    /// <summary>Whom a selection comes to; what is not known of that is an error on the screen.</summary>
    public async Task<(ImmutableArray<InstanceAddress> Instances, bool IsWhole)> ChooseAsync(Selection selection)
    {
        await RecoverAsync();
        using var wait = Progress.Start(_world, _screen, "asking the server");
        var chosen = await new Observer(_servers).ChooseAsync(selection, _world.Interrupts.Stop);
        var lacking = selection.Selectors.Where(s => !s.IsException && !Glob.IsGlob(s.Name)).Select(s => s.Name)
            .Except(chosen.Instances.Select(i => i.Name)).ToList();
        wait.Aside(() =>
        {
            foreach (var problem in chosen.Problems)
                _screen.Error(problem);
            foreach (var name in chosen.Problems.IsEmpty ? lacking : []) // else it may be where nobody could ask
                _screen.Error($"Instance {name} does not exist there", "'brine list' shows which do");
        });
        return (chosen.Instances, chosen.Problems.IsEmpty && lacking.Count == 0);
    }

    /// <summary>Those that could be read, in the order asked; the others are errors on the screen.</summary>
    public async Task<ImmutableArray<KeyValuePair<InstanceAddress, ObservedInstance>>> AtAsync(
        ImmutableArray<InstanceAddress> addresses, bool withDescriptions = true, bool withPools = false)
    {
        await RecoverAsync();
        using var wait = Progress.Start(_world, _screen, "asking the server");
        using var journal = RunJournal.In(null, _world.Time);
        var observed = await new Observer(_servers).ObserveAsync(
            new Needs([.. addresses.Select(a => new InstanceNeed(a, Descriptions: withDescriptions, Volume: false, Pool: withPools, Profiles: false))], [], []),
            journal, _world.Interrupts.Stop);
        var found = ImmutableArray.CreateBuilder<KeyValuePair<InstanceAddress, ObservedInstance>>();
        wait.Aside(() => Unasked.Tell(_screen, observed));
        foreach (var address in addresses)
            switch (observed.At(address))
            {
                case var _ when observed.Server(address.Remote).Unasked is not null:
                    break;
                case Sighting.Present present:
                    found.Add(KeyValuePair.Create(address, present.Instance));
                    break;
                case Sighting.Missing:
                    wait.Aside(() => _screen.Error($"Instance {address} does not exist",
                        "'brine list' shows which do"));
                    break;
                case Sighting.Unknown unknown:
                    wait.Aside(() => _screen.Error($"{address}: {unknown.Reason}"));
                    break;
            }

        return found.ToImmutable();
    }

    /// <summary>The custom volumes that the project sees; a missing pool is an error on the screen.</summary>
    /// <param name="pools">Where; none for all of the server's.</param>
    public async Task<(ImmutableArray<VolumeAddress> Volumes, bool IsWhole)> VolumesInAsync(ImmutableArray<string> pools)
    {
        await RecoverAsync();
        using var wait = Progress.Start(_world, _screen, "asking the server");
        var client = _servers.For(Defaults.Remote);
        var (found, isWhole) = (new List<VolumeAddress>(), true);
        foreach (var pool in pools.IsEmpty ? (await client.Pools.ListAsync(_world.Interrupts.Stop)).Select(p => p.Name) : pools)
            try
            {
                found.AddRange((await client.CustomVolumes.ListAsync(Defaults.Project, pool, _world.Interrupts.Stop))
                    .Select(v => new VolumeAddress(Defaults.Remote, Defaults.Project, pool, v.Volume.Name)));
            }
            catch (IncusException e) when (e.Missing == MissingThing.Pool)
            {
                isWhole = false;
                wait.Aside(() => _screen.Error($"Storage pool {pool} does not exist"));
            }

        return ([.. found.Order()], isWhole);
    }

    /// <summary>The sets that those instances have a part in, and what became of their volumes.</summary>
    public async Task<ImmutableArray<ObservedSet>> SetsAsync(ImmutableArray<KeyValuePair<InstanceAddress, ObservedInstance>> instances)
    {
        var sets = ObservedSet.In(instances);
        var volumes = sets.SelectMany(s => s.Volumes).Select(v => v.At).Distinct().ToImmutableArray();
        if (volumes.IsEmpty)
            return sets;
        using var wait = Progress.Start(_world, _screen, "asking the server");
        using var journal = RunJournal.In(null, _world.Time);
        var observed = await new Observer(_servers).ObserveAsync(
            new Needs([], [], [.. volumes.Select(v => new VolumeNeed(v, Users: false))]), journal, _world.Interrupts.Stop);
        return [.. sets.Select(s => s.Seeing(observed))];
    }

    /// <summary>Those that could be read, in the order asked; the others are errors on the screen.</summary>
    public async Task<ImmutableArray<ObservedVolume>> VolumesAsync(ImmutableArray<VolumeAddress> addresses)
    {
        await RecoverAsync();
        using var wait = Progress.Start(_world, _screen, "asking the server");
        using var journal = RunJournal.In(null, _world.Time);
        var observed = await new Observer(_servers).ObserveAsync(
            new Needs([], [], [.. addresses.Select(a => new VolumeNeed(a, Users: true))]), journal, _world.Interrupts.Stop);
        var found = ImmutableArray.CreateBuilder<ObservedVolume>();
        foreach (var address in addresses)
            switch (observed.At(address))
            {
                case VolumeSighting.Present present:
                    found.Add(present.Volume);
                    break;
                case VolumeSighting.NoPool:
                    wait.Aside(() => _screen.Error($"Storage pool {address.Pool} does not exist"));
                    break;
                case VolumeSighting.Missing:
                    wait.Aside(() => _screen.Error($"Volume {address.Name} does not exist in pool {address.Pool}"));
                    break;
                case VolumeSighting.Unknown unknown:
                    wait.Aside(() => _screen.Error($"{address}: {unknown.Reason}"));
                    break;
            }

        return found.ToImmutable();
    }

    /// <summary>The same declarations, with every selection come to instances.</summary>
    public async Task<DesiredState> ResolveAsync(DesiredState desired)
    {
        await RecoverAsync();
        return await new Observer(_servers).ResolveAsync(desired, _world.Interrupts.Stop);
    }

    /// <summary>Null, with an error on the screen, when it is not there.</summary>
    public async Task<(ObservedInstance Instance, ObservedSnapshot Snapshot)?> AtAsync(SnapshotRef reference, bool withPools = false)
    {
        if (await AtAsync([reference.Instance], withPools: withPools) is not [var (_, instance)])
            return null;
        if (instance.Snapshots.TryGetValue(reference.Snapshot, out var snapshot))
            return (instance, snapshot);
        _screen.Error($"Snapshot {reference.Snapshot} does not exist for instance {reference.Label}",
            $"'brine list {reference.Label}' shows which do");
        return null;
    }

    /// <summary>The files of one disk beside those of another.</summary>
    public async Task<FileComparison> FilesAsync(DiskState from, DiskState to, FileWish wish)
    {
        if (from.Address.Remote != to.Address.Remote)
            return FileComparison.Not("the two are on different servers");
        using var wait = Progress.Start(_world, _screen, "comparing files");
        return await PoolFolders.CompareAsync(_servers.For(from.Address.Remote), from, to, _world.IsRoot,
            wish with { Tell = n => wait.Show(FormattableString.Invariant($"comparing files: {n:N0}")) }, _world.Interrupts.Stop);
    }

    /// <summary>What is looked at shall not be what a killed run left half done.</summary>
    private async Task RecoverAsync()
    {
        if (_isRecovered)
            return;
        _isRecovered = true;
        using var journal = RunJournal.In(JournalFolder.Of(null, _world), _world.Time);
        RecoveryTelling.Tell(_screen, await new Recovery(_servers, journal).RunAsync(isDry: false, _world.Interrupts.Stop));
    }

    public ValueTask DisposeAsync() => _servers.DisposeAsync();
}
