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
        var names = new Argument<string[]>("INSTANCE")
            { Description = "which (default: all of the project)", Arity = ArgumentArity.ZeroOrMore };
        var (connection, output) = (new ConnectionOptions(), new OutputOptions(hasSalt: false));
        var command = new Command("list", "List snapshots") { names };
        connection.AddTo(command);
        output.AddTo(command);
        Act.On(command, world, output, async (parsed, screen) =>
        {
            await using var look = new Look(world, screen, connection.Read(parsed));
            var asked = parsed.GetValue(names) ?? [];
            var addresses = asked.Length == 0 ? await look.AllAsync()
                : [.. asked.Select(n => SnapshotRef.Address(n, look.Defaults)).Distinct()];
            var found = await look.AtAsync(addresses);
            switch (screen.Choice.Format)
            {
                case OutputFormat.Json or OutputFormat.Yaml:
                    screen.Data(SnapshotJson.List(found, look.Now));
                    break;
                default:
                    if (found.Any(f => !f.Value.Snapshots.IsEmpty))
                        screen.Result(SnapshotTable.Of(found, look.Now, screen.Width));
                    else if (found.Length == addresses.Length)
                        screen.Say(new StyledWriter().Line(0, asked.Length == 0
                            ? $"No snapshots in project {look.Defaults.Project}." : "No snapshots.").ToText());
                    break;
            }

            return found.Length == addresses.Length ? Exits.Done : Exits.Failed;
        });
        return command;
    }
}
