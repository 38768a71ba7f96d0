using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Cli.Screens;
using Brine.Planner.Report;

namespace Brine.Cli.Commands.Snapshots;

/// <summary><c>brine list</c>: the snapshots of some instances, or of all of the project.</summary>
internal static class ListCommand
{
    public static Command Build(Surroundings world)
    {
        var (instances, connection, output) =
            (new InstanceOptions("which, also as globs (default: all of the project)"), new ConnectionOptions(), new OutputOptions(hasSalt: false));
        var command = new Command("list", "List snapshots");
        instances.AddTo(command);
        connection.AddTo(command);
        output.AddTo(command);
        Act.On(command, world, output, async (parsed, screen) =>
        {
            await using var look = new Look(world, screen, connection.Read(parsed));
            var (addresses, isWhole) = await look.ChooseAsync(instances.Read(parsed, look.Defaults));
            var found = await look.AtAsync(addresses);
            isWhole &= found.Length == addresses.Length;
            switch (screen.Choice.Format)
            {
                case OutputFormat.Json or OutputFormat.Yaml:
                    screen.Data(SnapshotJson.List(found, look.Now));
                    break;
                default:
                    if (found.Any(f => !f.Value.Snapshots.IsEmpty))
                        screen.Result(SnapshotTable.Of(found, look.Now, screen.Width, instances.IsEverywhere(parsed)));
                    else if (isWhole)
                        screen.Say(new StyledWriter().Line(0, instances.Names(parsed).Length > 0
                            ? "No snapshots." : $"No snapshots in {instances.Where(parsed, look.Defaults)}.").ToText());
                    break;
            }

            return isWhole ? Exits.Done : Exits.Failed;
        });
        return command;
    }
}
