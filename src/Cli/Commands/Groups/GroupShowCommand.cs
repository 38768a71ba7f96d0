using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Cli.Screens;
using Brine.Planner.Report;
using Brine.Planner.Report.Sets;

namespace Brine.Cli.Commands.Groups;

/// <summary><c>brine group show NAME</c>: its members, and how well they belong together.</summary>
internal static class GroupShowCommand
{
    public static Command Build(Surroundings world)
    {
        var name = GroupCommand.Name("of the set, or its id");
        var (connection, output) = (new ConnectionOptions(), new OutputOptions(hasSalt: false));
        var command = new Command("show", "Show one set: members, times, skew") { name };
        connection.AddTo(command);
        output.AddTo(command);
        Act.On(command, world, output, async (parsed, screen) =>
        {
            await using var look = new Look(world, screen, connection.Read(parsed));
            if (await GroupCommand.FindAsync(look, screen, parsed.GetRequiredValue(name)) is not { } set)
                return Exits.Failed;
            switch (screen.Choice.Format)
            {
                case OutputFormat.Json or OutputFormat.Yaml:
                    screen.Data(SetJson.Of(set));
                    break;
                default:
                    screen.Result(SetSheet.Of(set, look.Now));
                    break;
            }

            return Exits.Done;
        });
        return command;
    }
}
