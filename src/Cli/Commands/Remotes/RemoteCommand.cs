using System.CommandLine;
using Brine.Incus;
using Brine.Incus.Remotes;

namespace Brine.Cli.Commands.Remotes;

/// <summary><c>brine remote …</c>: the servers that the incus CLI knows, and Brine with it.</summary>
internal static class RemoteCommand
{
    /// <summary>Somebody waits in front of it, and others are to be asked, too.</summary>
    private static readonly IncusClientOptions s_patience = new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(5), OperationTimeout = TimeSpan.FromSeconds(20),
    };

    public static Command Build(Surroundings world) => new("remote", "Servers by name, as the incus CLI knows them")
    {
        RemoteAddCommand.Build(world), RemoteListCommand.Build(world), RemoteRemoveCommand.Build(world),
    };

    public static Argument<string> Name() => new("NAME") { Description = "of the remote" };

    public static RemoteBook Book(Surroundings world) => new(world.Environment, new DiskConfigFiles(), s_patience, world.Time);

    public static async Task<(string State, ServerInfo? Server, string? Error)> ProbeAsync(Surroundings world, string remote)
    {
        try
        {
            using var client = new IncusClient(
                new EndpointResolver(world.Environment, new DiskConfigFiles()).Resolve(new ConnectionChoice { Remote = remote }), s_patience, world.Time);
            var server = await client.GetServerAsync(world.Interrupts.Stop);
            return (server.Auth == "trusted" ? "reachable" : "not trusted there", server, null);
        }
        catch (RemoteException e)
        {
            return ("unusable", null, e.Message);
        }
        catch (IncusException e)
        {
            return (e.Kind == IncusErrorKind.Untrusted ? "not trusted" : "unreachable", null, e.ServerText);
        }
    }
}
