using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Cli.Screens;
using Brine.Planner.Plan;

namespace Brine.Cli.Commands;

/// <summary><c>brine plan</c>: what would change.</summary>
internal static class PlanCommand
{
    public static Command Build(Surroundings world)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "state files, pillars, or SLS names such as web.snapshots; none: what top.sls of --state-root names",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var save = new Option<string?>("-o", "--output")
            { Description = "save the plan, for 'brine apply PLAN'", HelpName = "PLAN" };
        var (connection, sources, running, output) =
            (new ConnectionOptions(), new SourceOptions(), new RunningOptions(), new OutputOptions(hasSalt: true));
        var command = new Command("plan", "Show what 'apply' would do, and change nothing") { files, save };
        connection.AddTo(command);
        sources.AddTo(command);
        running.AddTo(command);
        output.AddTo(command);
        Act.On(command, world, output, async (parsed, screen) =>
        {
            var request = sources.Read(parsed, parsed.GetValue(files) ?? []);
            request = request with { Query = request.Query with { IsTest = true } };
            var link = new Connection(connection.Read(parsed), world);
            var read = Declarations.Read(request, link, world, world.Interrupts.Stop);
            screen.Show(read.Diagnostics);
            if (read.HasErrors)
                return Exits.BadInput;
            await using var engine = new Engine(world, screen, link.With(read.Connection), running.Read(parsed),
                running.StateDirectory(parsed));
            var plan = await engine.PlanAsync(read.Desired);
            Reporting.Show(screen, plan);
            return parsed.GetValue(save) is { } path && !Save(plan, path, screen)
                ? Exits.Failed : Reporting.ExitOf(plan);
        });
        return command;
    }

    private static bool Save(Plan plan, string path, Screen screen)
    {
        try
        {
            File.WriteAllText(path, PlanJson.Write(plan));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            screen.Error($"cannot write the plan to '{path}': {e.Message}");
            return false;
        }
    }
}
