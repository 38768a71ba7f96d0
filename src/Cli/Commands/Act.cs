using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Screens;
using Brine.Converge;
using Brine.Incus;

namespace Brine.Cli.Commands;

/// <summary>
/// How every command runs: what goes wrong becomes one message and one exit code, here and nowhere else.
/// </summary>
internal static class Act
{
    public static void On(
        Command command, Surroundings world, OutputOptions output, Func<ParseResult, Screen, Task<int>> body) =>
        command.SetAction(async (parsed, _) =>
        {
            var screen = new Screen(world, new OutputChoice());
            try
            {
                screen = new Screen(world, output.Read(parsed));
                return await body(parsed, screen);
            }
            catch (UsageException e)
            {
                screen.Error(e.Message, e.Remedy);
                return Exits.BadInput;
            }
            catch (RemoteException e)
            {
                screen.Error(e.Message, e.Remedy);
                return e.IsServers ? Exits.Unreachable : Exits.BadInput;
            }
            catch (ServerUnreachableException e)
            {
                screen.Error(e.Message, Remedy(e.Kind));
                return Exits.Unreachable;
            }
            catch (IncusException e)
            {
                screen.Error(e.Message, Remedy(e.Kind));
                return e.Kind is IncusErrorKind.Unreachable or IncusErrorKind.Untrusted
                    ? Exits.Unreachable : Exits.Failed;
            }
            catch (OperationCanceledException) when (world.Interrupts.Stop.IsCancellationRequested)
            {
                screen.Error("interrupted; nothing was begun");
                return Exits.Interrupted;
            }
        });

    private static string? Remedy(IncusErrorKind kind) => kind switch
    {
        IncusErrorKind.Unreachable =>
            "check that incusd runs, and that --socket, --url or --remote names it and you may open it",
        IncusErrorKind.Untrusted => "add this client's certificate on the server ('incus config trust add'), "
            + "or give the server's own certificate with --server-cert",
        IncusErrorKind.Forbidden => "use a certificate that may do this, or another --project",
        _ => null,
    };
}
