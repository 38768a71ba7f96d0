using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Screens;
using Brine.Incus.Remotes;

namespace Brine.Cli.Commands.Remotes;

/// <summary><c>brine remote list</c>: each with what becomes of asking it.</summary>
internal static class RemoteListCommand
{
    public static Command Build(Surroundings world)
    {
        var output = new OutputOptions(hasSalt: false);
        var command = new Command("list", "List the servers, and whether each can be reached");
        output.AddTo(command);
        Act.On(command, world, output, async (_, screen) =>
        {
            var book = RemoteCommand.Book(world);
            using var wait = Progress.Start(world, screen, "asking the servers");
            var rows = await Task.WhenAll(book.All.Select(r => RowAsync(world, r)));
            wait.Aside(() =>
            {
                if (screen.Choice.IsTable)
                    screen.Verbatim(RemoteTable.Text(rows, book.DefaultRemote));
                else
                    screen.Data(RemoteTable.Json(rows));
            });
            return Exits.Done;
        });
        return command;
    }

    private static async Task<RemoteRow> RowAsync(Surroundings world, CliRemote remote)
    {
        if (remote.IsImageServer)
            return new RemoteRow(remote, "image server", null, null);
        var (state, server, error) = await RemoteCommand.ProbeAsync(world, remote.Name);
        return new RemoteRow(remote, state, server?.ServerVersion is { Length: > 0 } version ? version : null, error);
    }
}
