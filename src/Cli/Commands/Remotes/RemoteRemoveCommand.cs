using System.CommandLine;
using Brine.Cli.Options;
using Brine.Planner.Report;

namespace Brine.Cli.Commands.Remotes;

/// <summary><c>brine remote remove NAME</c>: forgotten here; the server goes on trusting this client.</summary>
internal static class RemoteRemoveCommand
{
    public static Command Build(Surroundings world)
    {
        var name = RemoteCommand.Name();
        var output = new OutputOptions(hasSalt: false);
        var command = new Command("remove", "Forget a server; nothing on it changes") { name };
        output.AddTo(command);
        Act.On(command, world, output, (parsed, screen) =>
        {
            var remote = parsed.GetRequiredValue(name);
            RemoteCommand.Book(world).Remove(remote);
            screen.Say(new StyledWriter().Line(0, $"Removed {remote}.").ToText());
            return Task.FromResult(Exits.Done);
        });
        return command;
    }
}
