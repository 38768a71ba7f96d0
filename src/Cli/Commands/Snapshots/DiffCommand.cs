using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Cli.Screens;
using Brine.Converge.Files;
using Brine.Planner.Observed;
using Brine.Planner.Report;
using Brine.Planner.Report.Files;

namespace Brine.Cli.Commands.Snapshots;

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
        var files = new Option<int>("--files")
        {
            Description = "how many changed files to list, 0 to look at none", HelpName = "N", DefaultValueFactory = _ => 20,
        };
        var under = new Option<string>("--under")
        {
            Description = "only files in this folder of the instance", HelpName = "FOLDER", DefaultValueFactory = _ => "/",
        };
        var (connection, output) = (new ConnectionOptions(), new OutputOptions(hasSalt: false));
        var command = new Command("diff", "Compare settings and files of two snapshots, or of one with now") { first, second, files, under };
        connection.AddTo(command);
        output.AddTo(command);
        Act.On(command, world, output, async (parsed, screen) =>
        {
            await using var look = new Look(world, screen, connection.Read(parsed));
            var from = SnapshotRef.Parse(parsed.GetRequiredValue(first), look.Defaults, mayBeWild: true);
            var to = parsed.GetValue(second) is { } other ? SnapshotRef.Parse(other, look.Defaults, mayBeWild: true)
                : null;
            var wish = new FileWish(Shown(parsed.GetValue(files)), screen.Choice.Format is OutputFormat.Table, Folder(parsed.GetRequiredValue(under)));
            if (await look.AtAsync(from, withPools: wish.Shown > 0) is not { } before)
                return Exits.Failed;
            DiskState side;
            if (to is null)
                side = new DiskState(from.Instance, before.Instance, null);
            else if (await look.AtAsync(to, withPools: wish.Shown > 0) is { } found)
                side = new DiskState(to.Instance, found.Instance, found.Snapshot);
            else
                return Exits.Failed;
            var after = side.Snapshot is { } snapshot ? Settings.Of(snapshot)
                : Settings.Of(before.Instance, SnapshotNote.Parse(before.Snapshot.Description).Text);
            var differences = SnapshotDiff.Between(Settings.Of(before.Snapshot), after, screen.Choice.Verbose);
            var changed = wish.Shown == 0 ? FileComparison.Not("not asked for")
                : await look.FilesAsync(new DiskState(from.Instance, before.Instance, before.Snapshot), side, wish);
            var (left, right) = (from.Written, to?.Written ?? $"{from.Label} now");
            switch (screen.Choice.Format)
            {
                case OutputFormat.Json or OutputFormat.Yaml:
                    screen.Data(SnapshotJson.Of(differences, changed, left, right));
                    break;
                default:
                    screen.Result(SnapshotDiff.Text(differences, left, right));
                    if (wish.Shown > 0)
                        screen.Result(FileDiffText.Text(changed, wish.Shown));
                    break;
            }

            return Exits.Done;
        });
        return command;
    }

    private static int Shown(int files) => files >= 0 ? files : throw new UsageException($"'{files}' is no number of files", "give 0 or more");

    private static string Folder(string under)
    {
        var parts = under.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != ".").ToList();
        return parts.Contains("..") ? throw new UsageException($"'{under}' leads elsewhere", "name a folder of the instance, such as /etc")
            : "/" + string.Join('/', parts);
    }
}
