using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Cli.Screens;
using Brine.Planner.Report;
using Brine.Planner.Report.Sets;

namespace Brine.Cli.Commands.Groups;

/// <summary><c>brine group list</c>: the sets that instances of the project have a part in.</summary>
internal static class GroupListCommand
{
    public static Command Build(Surroundings world)
    {
        var (instances, connection, output) = (new InstanceOptions(null), new ConnectionOptions(), new OutputOptions(hasSalt: false));
        var command = new Command("list", "List the sets of the project");
        instances.AddTo(command);
        connection.AddTo(command);
        output.AddTo(command);
        Act.On(command, world, output, async (parsed, screen) =>
        {
            await using var look = new Look(world, screen, connection.Read(parsed));
            var (addresses, isWhole) = await look.ChooseAsync(instances.Read(parsed, look.Defaults));
            var found = await look.AtAsync(addresses);
            isWhole &= found.Length == addresses.Length;
            var sets = await look.SetsAsync(found);
            switch (screen.Choice.Format)
            {
                case OutputFormat.Json or OutputFormat.Yaml:
                    screen.Data(SetJson.List(sets));
                    break;
                default:
                    if (!sets.IsEmpty)
                        screen.Result(SetTable.Of(sets, look.Now));
                    else if (isWhole)
                        screen.Say(new StyledWriter().Line(0, $"No snapshot sets in {instances.Where(parsed, look.Defaults)}.").ToText());
                    break;
            }

            return isWhole ? Exits.Done : Exits.Failed;
        });
        return command;
    }
}
