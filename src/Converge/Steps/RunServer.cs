using System.Collections.Concurrent;
using Brine.Converge.Apply;
using Brine.Converge.Observe;
using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Converge.Steps;

/// <summary>
/// One server of a run: its client, how it was when observed, and what steps learn about it as they go.
/// </summary>
internal sealed class RunServer(IncusClient client, ObservedServer observed, TimeProvider time, TimeSpan limit)
{
    private readonly ConcurrentDictionary<InstanceAddress, Home> _homes = new();
    private readonly ConcurrentDictionary<InstanceAddress, string> _members = new();
    private readonly ConcurrentDictionary<(Lane, string), bool> _made = new();
    private readonly ConcurrentDictionary<InstanceAddress, (long At, Instance? Instance)> _looks = new();

    private string? _identity;
    private volatile string? _hindrance;

    /// <summary>A server of which nothing was observed: what is put right needs no more than to reach it.</summary>
    /// <exception cref="RemoteException">The remote cannot be made out.</exception>
    public static async Task<RunServer> ReachAsync(ServerSet servers, string remote, CancellationToken token)
    {
        var client = servers.For(remote);
        var info = await client.GetTrustedServerAsync(token);
        return new RunServer(client,
            new ObservedServer
            {
                Remote = remote, Version = info.ServerVersion, ProcessId = info.ServerPid, IsClustered = info.ServerClustered,
            }, servers.Time,
            servers.Options.OperationTimeout);
    }

    public IncusClient Client { get; } = client;

    public ObservedServer Observed { get; } = observed;

    public ServerWatch Watch { get; } = new(client, time, limit, observed.ProcessId);

    /// <summary>Whether the daemon that works on instances is surely the one that had this process id.</summary>
    public bool IsStill(int process) => process != 0 && !Observed.IsClustered && Watch.Process == process;

    public TimeProvider Time { get; } = time;

    public DateTimeOffset Now => Time.GetUtcNow() + Client.ClockOffset;

    /// <summary>What tells it from another server, whatever name it goes by here.</summary>
    public async ValueTask<string> IdentityAsync(CancellationToken token)
    {
        if (_identity is null)
        {
            var told = (await Client.GetServerAsync(token)).CertificateFingerprint;
            _identity = told.Length > 0 ? told : Client.Endpoint.SocketPath ?? Client.Endpoint.Address.ToString();
        }

        return _identity;
    }

    /// <summary>Where an instance's volume lies, without a request where the plan's facts tell.</summary>
    public async ValueTask<Home> HomeAsync(InstanceAddress address, CancellationToken token)
    {
        if (_homes.TryGetValue(address, out var known))
            return known;
        var instance = await Client.Instances.GetBasicAsync(address.Project, address.Name, token);
        return _homes[address] = new Home(instance.Type, instance.RootPool()
            ?? throw new StepFailedException($"{address} has no root disk, so the pool of its snapshots is not known"));
    }

    /// <summary>
    /// The instance with its snapshots as they were at most <see cref="RunOptions.Fresh"/> ago: many deletions need one
    /// look. Null: there is none.
    /// </summary>
    public async ValueTask<Instance?> LookAsync(InstanceAddress address, CancellationToken token)
    {
        if (_looks.TryGetValue(address, out var last) && Time.GetElapsedTime(last.At) < RunOptions.Fresh)
            return last.Instance;
        var now = Time.GetTimestamp();
        var instance = await Client.Instances.TryGetAsync(address.Project, address.Name, token);
        _looks[address] = (now, instance);
        return instance;
    }

    /// <summary>
    /// Why no change is begun any more; null: go on. A cluster that has lost its majority lets each wait for 20 seconds before
    /// it refuses it (6.0.4).
    /// </summary>
    public string? Hindrance => _hindrance;

    /// <summary>What a failure says of the server, for those that come after it.</summary>
    public void Learn(IncusException e)
    {
        if (e.Kind == IncusErrorKind.NoQuorum)
            _hindrance = ErrorText.Of(e);
    }

    /// <summary>What a failure on an instance says, with the cluster member it is on.</summary>
    public string Tell(InstanceAddress address, Exception e) => ErrorText.Of(e, _members.GetValueOrDefault(address));

    public void Know(InstanceAddress address, ObservedInstance instance)
    {
        if (instance.Member is { } member)
            _members[address] = member;
        if (instance.RootPool() is { } pool)
            _homes[address] = new Home(instance.Type, pool);
    }

    public void Forget(InstanceAddress address) => _homes.TryRemove(address, out _);

    /// <summary>This run took that snapshot: its plan could not know when it would be created.</summary>
    public void NoteMade(InstanceAddress address, string snapshot) => _made[(Lane.Of(address), snapshot)] = true;

    public bool HasMade(InstanceAddress address, string snapshot) => _made.ContainsKey((Lane.Of(address), snapshot));

    public void NoteMade(VolumeAddress address, string snapshot) => _made[(address.Lane, snapshot)] = true;

    public bool HasMade(VolumeAddress address, string snapshot) => _made.ContainsKey((address.Lane, snapshot));

    /// <summary>Deletes a snapshot; one that is gone already is thrown as missing.</summary>
    public Task DeleteSnapshotAsync(InstanceAddress at, string name, CancellationToken token) => SureAsync(
        () => Client.Snapshots.DeleteAsync(at.Project, at.Name, name, token),
        async () => await Client.Snapshots.TryGetAsync(at.Project, at.Name, name, token) is null, token);

    /// <summary>
    /// A change whose answer may get lost: when it does, the server is waited for and asked whether
    /// <paramref name="holds"/>; if not, the change is asked for once more. All of Brine's are safe to repeat then.
    /// </summary>
    public async Task SureAsync(Func<Task> change, Func<Task<bool>> holds, CancellationToken token)
    {
        try
        {
            await change();
        }
        catch (IncusException e) when (ServerWatch.IsUnsure(e.Kind) || e.Kind == IncusErrorKind.Unreachable)
        {
            await Watch.AwaitAsync(token);
            if (!await holds())
                await change();
        }
    }
}

/// <summary>The place of an instance's volume.</summary>
internal sealed record Home(string Type, string Pool);
