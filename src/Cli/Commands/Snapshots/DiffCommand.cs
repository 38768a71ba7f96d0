using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Cli.Screens;
using Brine.Planner.Observed;
using Brine.Planner.Report;

namespace Brine.Cli.Commands.Snapshots;

/// <summary>
/// <c>brine diff I/S [I/S]</c>: what settings a restore would bring back, or what two snapshots hold differently.
/// </summary>
internal static class DiffCommand
{
    public static Command Build(Surroundings world)
    {
        var first = new Argument<string>("INSTANCE/SNAPSHOT") { Description = "the older side" };
        var second = new Argument<string?>("OTHER")
            { Description = "another snapshot (default: the instance as it is now)", Arity = ArgumentArity.ZeroOrOne };
        var (connection, output) = (new ConnectionOptions(), new OutputOptions(hasSalt: false));
        var command = new Command("diff",
            "Compare config, devices, profiles and description of two snapshots, or of one with now")
            { first, second };
        connection.AddTo(command);
        output.AddTo(command);
        Act.On(command, world, output, async (parsed, screen) =>
        {
            await using var look = new Look(world, screen, connection.Read(parsed));
            var from = SnapshotRef.Parse(parsed.GetRequiredValue(first), look.Defaults, mayBeWild: true);
            var to = parsed.GetValue(second) is { } other ? SnapshotRef.Parse(other, look.Defaults, mayBeWild: true)
                : null;
            if (await look.AtAsync(from) is not { } before)
                return Exits.Failed;
            Settings after;
            if (to is null)
                after = Settings.Of(before.Instance, SnapshotNote.Parse(before.Snapshot.Description).Text);
            else if (await look.AtAsync(to) is { } found)
                after = Settings.Of(found.Snapshot);
            else
                return Exits.Failed;
            var differences = SnapshotDiff.Between(Settings.Of(before.Snapshot), after, screen.Choice.Verbose);
            var (left, right) = (from.Written, to?.Written ?? $"{from.Label} now");
            switch (screen.Choice.Format)
            {
                case OutputFormat.Json:
                    screen.Raw(SnapshotJson.Of(differences, left, right));
                    break;
                case OutputFormat.Yaml:
                    screen.Raw(YamlText.Of(SnapshotJson.Of(differences, left, right)));
                    break;
                default:
                    screen.Result(SnapshotDiff.Text(differences, left, right));
                    break;
            }

            return Exits.Done;
        });
        return command;
    }
}
