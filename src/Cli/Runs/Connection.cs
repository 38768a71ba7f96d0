using System.Collections.Immutable;
using Brine.Cli.Options;
using Brine.Converge;
using Brine.Incus;
using Brine.Incus.Remotes;
using Brine.Planner.Desired;

namespace Brine.Cli.Runs;

/// <summary>
/// Which server each remote of a run is: the command line's, the pillar's, or what the incus CLI would take.
/// </summary>
internal sealed class Connection
{
    private readonly ConnectionRequest _request;
    private readonly Surroundings _world;
    private readonly EndpointResolver _resolver;
    private readonly IncusEndpoint? _usual;

    public Connection(ConnectionRequest request, Surroundings world)
    {
        (_request, _world, Given) = (request, world, request.Choice);
        _resolver = new EndpointResolver(world.Environment, new DiskConfigFiles());
        // Only files are read for this. A pillar may still name the server, so that finding none is no error yet.
        try
        {
            _usual = request.Choice is { Remote: null } ? null : Resolve(request.Choice ?? new ConnectionChoice());
        }
        catch (RemoteException) when (request.Choice is null)
        {
            _usual = null;
        }

        Defaults = new ConnectionDefaults(_usual?.Name ?? CliRemote.LocalName, Project(_usual?.Project));
        Defaults = Defaults with { Remotes = Known() };
        if (request.Choice is not null)
            Defaults = Defaults.WithOwn();
    }

    public ConnectionDefaults Defaults { get; }

    /// <summary>What names the server: the command line, or else the pillar. Null: neither does.</summary>
    public ConnectionChoice? Given { get; private set; }

    /// <summary>Reached over a unix socket: its clock and zone are those of this machine.</summary>
    /// <exception cref="RemoteException">It cannot be made out.</exception>
    public bool IsLocal(string remote) => EndpointOf(remote).SocketPath is not null;

    /// <summary>A pillar's <c>incus.connection</c>: taken when the command line names no server.</summary>
    public Connection With(PillarConnection? pillar)
    {
        Given = _request.Choice ?? (pillar is not { } p ? null : new ConnectionChoice
        {
            Socket = p.Socket,
            Url = p.Url,
            ClientCertificatePath = p.CertificatePath,
            ClientKeyPath = p.KeyPath,
            Verify = p.Verify,
            ServerCertificatePath = p.ServerCertificatePath,
        });
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
        // The usual one is the command line's, if that names one.
        return _request.Choice is null && Given is { } pillars ? Resolve(pillars) : _usual ?? Resolve(Given ?? new ConnectionChoice());
    }

    /// <summary>A server's project: what the user says goes before what its remote has.</summary>
    private string Project(string? own) => _request.Project ?? _world.Variable("INCUS_PROJECT") ?? own ?? "default";

    /// <summary>The usual one and this machine's own first: of several names of one server, that is the one to be told.</summary>
    private ImmutableArray<KnownRemote> Known()
    {
        try
        {
            return [.. _resolver.Servers.OrderBy(r => r.Name != Defaults.Remote).ThenBy(r => r.Name != CliRemote.LocalName)
                .Select(r => new KnownRemote(r.Name, Project(r.Project)))];
        }
        catch (RemoteException)
        {
            return []; // told when a remote is asked for
        }
    }

    private IncusEndpoint Resolve(ConnectionChoice choice) => _resolver.Resolve(choice);
}
