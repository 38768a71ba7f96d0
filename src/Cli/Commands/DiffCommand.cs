using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Cli.Screens;
using Brine.Planner.Observed;
using Brine.Planner.Report;
using Brine.Planner.Report.Files;

namespace Brine.Cli.Commands;

/// <summary>
/// <c>brine diff I/S [I/S]</c>: what settings and files a restore would bring back, or what two snapshots hold differently.
/// </summary>
internal static class DiffCommand
{
    public static Command Build(Surroundings world)
    {
        var first = new Argument<string>("INSTANCE/SNAPSHOT") { Description = "the older side" };
        var second = new Argument<string?>("OTHER")
            { Description = "another snapshot (default: the instance as it is now)", Arity = ArgumentArity.ZeroOrOne };
        var files = new Option<int?>("--files")
        {
            Description = "how many changed files to list, 0 for none (default 20, where root can read a dir or btrfs pool here)",
            HelpName = "N",
        };
        var (connection, output) = (new ConnectionOptions(), new OutputOptions(hasSalt: false));
        var command = new Command("diff",
            "Compare config, devices, profiles, description and files of two snapshots, or of one with now")
            { first, second, files };
        connection.AddTo(command);
        output.AddTo(command);
        Act.On(command, world, output, async (parsed, screen) =>
        {
            await using var look = new Look(world, screen, connection.Read(parsed));
            var from = SnapshotRef.Parse(parsed.GetRequiredValue(first), look.Defaults, mayBeWild: true);
            var to = parsed.GetValue(second) is { } other ? SnapshotRef.Parse(other, look.Defaults, mayBeWild: true)
                : null;
            var wanted = parsed.GetValue(files) ?? 20;
            if (wanted < 0)
                throw new UsageException($"'{wanted}' is no number of files", "give 0 or more");
            if (await look.AtAsync(from, withPools: wanted > 0) is not { } before)
                return Exits.Failed;
            Settings after;
            var side = (from.Instance, before.Instance, (string?)null);
            if (to is null)
                after = Settings.Of(before.Instance, SnapshotNote.Parse(before.Snapshot.Description).Text);
            else if (await look.AtAsync(to, withPools: wanted > 0) is { } found)
                (after, side) = (Settings.Of(found.Snapshot), (to.Instance, found.Instance, to.Snapshot));
            else
                return Exits.Failed;
            var differences = SnapshotDiff.Between(Settings.Of(before.Snapshot), after, screen.Choice.Verbose);
            var changed = wanted > 0 ? await look.FilesAsync(from, before.Instance, side, wanted) : FileComparison.Not("not asked for");
            var (left, right) = (from.Written, to?.Written ?? $"{from.Label} now");
            switch (screen.Choice.Format)
            {
                case OutputFormat.Json:
                    screen.Raw(SnapshotJson.Of(differences, changed, left, right));
                    break;
                case OutputFormat.Yaml:
                    screen.Raw(YamlText.Of(SnapshotJson.Of(differences, changed, left, right)));
                    break;
                default:
                    screen.Result(SnapshotDiff.Text(differences, left, right));
                    // Who did not ask for files need not hear why there are none.
                    if (changed.Why is null || parsed.GetValue(files) > 0)
                        screen.Result(FileDiffText.Text(changed));
                    break;
            }

            return Exits.Done;
        });
        return command;
    }
}
