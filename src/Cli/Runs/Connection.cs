using Brine.Cli.Options;
using Brine.Converge;
using Brine.Incus;
using Brine.Planner.Desired;

namespace Brine.Cli.Runs;

/// <summary>
/// Which server each remote of a run is: the command line's, the pillar's, or what the incus CLI would take.
/// </summary>
internal sealed class Connection
{
    private readonly ConnectionRequest _request;
    private readonly Surroundings _world;
    private readonly IncusEndpoint? _usual;
    private PillarConnection? _pillar;

    public Connection(ConnectionRequest request, Surroundings world)
    {
        (_request, _world) = (request, world);
        // Only files are read for this. A pillar may still name the server, so that finding none is no error yet.
        try
        {
            _usual = request.Choice is { Remote: null } ? null : Resolve(request.Choice ?? new ConnectionChoice());
        }
        catch (RemoteException) when (request.Choice is null)
        {
            _usual = null;
        }

        Defaults = new ConnectionDefaults(_usual?.Name ?? "local",
            request.Project ?? world.Variable("INCUS_PROJECT") ?? _usual?.Project ?? "default");
    }

    public ConnectionDefaults Defaults { get; }

    /// <summary>Reached over a unix socket: its clock and zone are those of this machine.</summary>
    /// <exception cref="RemoteException">It cannot be made out.</exception>
    public bool IsLocal(string remote) => EndpointOf(remote).SocketPath is not null;

    /// <summary>A pillar's <c>incus.connection</c>: taken when the command line names no server.</summary>
    public Connection With(PillarConnection? pillar)
    {
        _pillar = pillar;
        return this;
    }

    /// <exception cref="RemoteException">When a server is first asked for that cannot be made out.</exception>
    public ServerSet Open(int parallelism = 4)
    {
        var options = new IncusClientOptions { Parallelism = parallelism };
        if (_request.Timeout is { } limit)
            options = options with { OperationTimeout = limit };
        return ServerSet.Create(EndpointOf, options, _world.Time);
    }

    private IncusEndpoint EndpointOf(string remote)
    {
        if (remote != Defaults.Remote)
            return Resolve(new ConnectionChoice { Remote = remote });
        if (_request.Choice is { } choice)
            return _usual ?? Resolve(choice);
        return _pillar is { } p
            ? Resolve(new ConnectionChoice
            {
                Socket = p.Socket,
                Url = p.Url,
                ClientCertificatePath = p.CertificatePath,
                ClientKeyPath = p.KeyPath,
                Verify = p.Verify,
                ServerCertificatePath = p.ServerCertificatePath,
            })
            : _usual ?? Resolve(new ConnectionChoice());
    }

    private IncusEndpoint Resolve(ConnectionChoice choice) =>
        EndpointResolver.Resolve(choice, _world.Environment, new DiskConfigFiles());
}
