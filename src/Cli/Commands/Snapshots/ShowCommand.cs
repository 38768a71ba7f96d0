using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Cli.Screens;
using Brine.Planner.Report;

namespace Brine.Cli.Commands.Snapshots;

/// <summary><c>brine show I/S</c>: all that is known of one snapshot.</summary>
internal static class ShowCommand
{
    public static Command Build(Surroundings world)
    {
        var target = new Argument<string>("INSTANCE/SNAPSHOT") { Description = "which" };
        var (connection, output) = (new ConnectionOptions(), new OutputOptions(hasSalt: false));
        var command = new Command("show", "Show everything about one snapshot") { target };
        connection.AddTo(command);
        output.AddTo(command);
        Act.On(command, world, output, async (parsed, screen) =>
        {
            await using var look = new Look(world, screen, connection.Read(parsed));
            var reference = SnapshotRef.Parse(parsed.GetRequiredValue(target), look.Defaults, mayBeWild: true);
            if (await look.AtAsync(reference) is not { } found)
                return Exits.Failed;
            switch (screen.Choice.Format)
            {
                case OutputFormat.Json or OutputFormat.Yaml:
                    screen.Data(SnapshotJson.Of(reference.Instance, found.Instance, found.Snapshot, look.Now));
                    break;
                default:
                    screen.Result(SnapshotSheet.Of(reference.Instance, found.Instance, found.Snapshot, look.Now,
                        screen.Choice.Verbose));
                    break;
            }

            return Exits.Done;
        });
        return command;
    }
}
