using System.Collections.Immutable;
using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Cli.Screens;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Report;

namespace Brine.Cli.Commands.Volumes;

/// <summary><c>brine volume list [POOL[/VOLUME]…]</c>: the snapshots of volumes, oldest first.</summary>
internal static class VolumeListCommand
{
    public static Command Build(Surroundings world)
    {
        var targets = new Argument<string[]>("POOL[/VOLUME]")
            { Description = "whose snapshots (default: all volumes that the project sees)", Arity = ArgumentArity.ZeroOrMore };
        var (connection, output) = (new ConnectionOptions(), new OutputOptions(hasSalt: false));
        var command = new Command("list", "List the snapshots of volumes") { targets };
        connection.AddTo(command);
        output.AddTo(command);
        Act.On(command, world, output, async (parsed, screen) =>
        {
            await using var look = new Look(world, screen, connection.Read(parsed));
            var asked = parsed.GetValue(targets) ?? [];
            var references = asked.Where(IsVolume).Select(t => VolumeRef.Parse(t, look.Defaults)).ToList();
            if (references.Find(r => r.Snapshot is not null) is { } part)
                throw new UsageException($"'{part.Volume}/{part.Snapshot}' is a snapshot", "name the volume: pool/volume");
            ImmutableArray<VolumeAddress> addresses = [.. references.Select(r => r.Volume)];
            var isWhole = true;
            if (asked.Length == 0 || !asked.All(IsVolume))
            {
                (var more, isWhole) = await look.VolumesInAsync([.. asked.Where(t => !IsVolume(t)).Distinct(StringComparer.Ordinal)]);
                addresses = addresses.AddRange(more);
            }

            addresses = [.. addresses.Distinct()];
            var volumes = await look.VolumesAsync(addresses);
            switch (screen.Choice.Format)
            {
                case OutputFormat.Json or OutputFormat.Yaml:
                    screen.Data(VolumeTable.Json(volumes, look.Now));
                    break;
                case var _ when addresses.IsEmpty && isWhole:
                    screen.Say(new StyledWriter().Line(0, "No custom volumes.").ToText());
                    break;
                default:
                    screen.Result(VolumeTable.Text(volumes, look.Now, screen.Width));
                    break;
            }

            return isWhole && volumes.Length == addresses.Length ? Exits.Done : Exits.Failed;
        });
        return command;
    }

    private static bool IsVolume(string text) => text.Contains('/', StringComparison.Ordinal);
}
