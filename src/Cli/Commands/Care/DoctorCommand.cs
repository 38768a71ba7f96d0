using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;

namespace Brine.Cli.Commands.Care;

/// <summary><c>brine doctor</c>: what is wrong with a server and its snapshots, and what repairs it.</summary>
internal static class DoctorCommand
{
    public static Command Build(Surroundings world)
    {
        var instances = new InstanceOptions("which, also as globs (default: all of the project)");
        var fix = new Option<bool>("--fix") { Description = "repair what can be repaired without losing data" };
        var yes = new Option<bool>("--yes", "-y") { Description = "do not ask before --fix" };
        var states = new Option<string[]>("--states")
        {
            Description = "state files, pillars or SLS names whose declarations are held against the server; may be repeated",
            HelpName = "FILE",
        };
        var (zone, connection, sources, running, output) = (new ZoneOption(), new ConnectionOptions(), new SourceOptions(), new RunningOptions(),
            new OutputOptions(hasSalt: false, details: "also the checks that found nothing"));
        var command = new Command("doctor", "Find what is wrong with a server and its snapshots, and what repairs it")
            { fix, yes, states };
        instances.AddTo(command);
        zone.AddTo(command);
        connection.AddTo(command);
        sources.AddTo(command);
        running.AddTo(command, isOneOff: true);
        output.AddTo(command);
        Act.On(command, world, output, async (parsed, screen) =>
        {
            var files = parsed.GetValue(states) ?? [];
            await using var run = new DoctorRun(world, screen, new DoctorRequest(connection.Read(parsed), instances.Names(parsed))
            {
                AllProjects = instances.IsEverywhere(parsed),
                Sources = files.Length > 0 || sources.NamesTree(parsed) ? sources.Read(parsed, files) : null,
                Zone = zone.Given(parsed),
                StateDirectory = running.StateDirectory(parsed),
                Fix = parsed.GetValue(fix),
                Yes = parsed.GetValue(yes),
            });
            return await run.RunAsync();
        });
        return command;
    }
}
