using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Cli.Screens;
using Brine.Planner.Observed;
using Brine.Planner.Report;

namespace Brine.Cli.Commands.Volumes;

/// <summary><c>brine volume list POOL/VOLUME…</c>: the snapshots of volumes, oldest first.</summary>
internal static class VolumeListCommand
{
    public static Command Build(Surroundings world)
    {
        var targets = new Argument<string[]>("POOL/VOLUME") { Description = "whose snapshots", Arity = ArgumentArity.OneOrMore };
        var (connection, output) = (new ConnectionOptions(), new OutputOptions(hasSalt: false));
        var command = new Command("list", "List the snapshots of volumes") { targets };
        connection.AddTo(command);
        output.AddTo(command);
        Act.On(command, world, output, async (parsed, screen) =>
        {
            await using var look = new Look(world, screen, connection.Read(parsed));
            var references = parsed.GetRequiredValue(targets).Select(t => VolumeRef.Parse(t, look.Defaults)).ToList();
            if (references.Find(r => r.Snapshot is not null) is { } part)
                throw new UsageException($"'{part.Volume}/{part.Snapshot}' is a snapshot", "name the volume: pool/volume");
            var volumes = await look.VolumesAsync([.. references.Select(r => r.Volume).Distinct()]);
            switch (screen.Choice.Format)
            {
                case OutputFormat.Json:
                    screen.Raw(VolumeTable.Json(volumes, look.Now));
                    break;
                case OutputFormat.Yaml:
                    screen.Raw(YamlText.Of(VolumeTable.Json(volumes, look.Now)));
                    break;
                default:
                    screen.Result(VolumeTable.Text(volumes, look.Now, screen.Width));
                    break;
            }

            return volumes.Length == references.Count ? Exits.Done : Exits.Failed;
        });
        return command;
    }
}
