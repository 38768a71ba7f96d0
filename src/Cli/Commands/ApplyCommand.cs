using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Cli.Screens;
using Brine.Planner.Desired;
using Brine.Planner.Plan;
using Brine.Planner.Report;

namespace Brine.Cli.Commands;

/// <summary><c>brine apply</c>: files, or a saved plan.</summary>
internal static class ApplyCommand
{
    public static Command Build(Surroundings world)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "state files, pillars, SLS names such as web.snapshots, or one plan saved by 'brine plan -o'; "
                + "none: what top.sls of --state-root names",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var test = new Option<bool>("--test") { Description = "as Salt's test=True: the same as 'brine plan'" };
        var yes = new Option<bool>("--yes", "-y") { Description = "on a terminal, do not ask before a restore or a deletion" };
        var (connection, sources, running, output) =
            (new ConnectionOptions(), new SourceOptions(), new RunningOptions(), new OutputOptions(hasSalt: true));
        var command = new Command("apply", "Make it so; a saved plan is refused if the server has changed since")
            { files, test, yes };
        connection.AddTo(command);
        sources.AddTo(command);
        running.AddTo(command);
        output.AddTo(command);
        Act.On(command, world, output, async (parsed, screen) =>
        {
            var paths = parsed.GetValue(files) ?? [];
            var link = new Connection(connection.Read(parsed), world);
            var saved = Saved(paths);
            var read = saved is null
                ? Declarations.Read(AsTest(sources.Read(parsed, paths), parsed.GetValue(test)), link,
                    world, world.Interrupts.Stop)
                : new DesiredCompilation(saved.Desired, null, []);
            screen.Show(read.Diagnostics);
            if (read.HasErrors)
                return Exits.BadInput;
            if (sources.NoExec(parsed) && read.Desired.Entries.SelectMany(e => e.Checks?.Commands ?? []).FirstOrDefault() is { } refused)
                throw new UsageException($"the saved plan runs '{refused}': commands are switched off (--no-exec)");
            await using var engine = new Engine(world, screen, link.With(read.Connection), running.Read(parsed),
                running.StateDirectory(parsed));
            if (saved is not null && !await StillHoldsAsync(engine, saved, screen))
                return Exits.Failed;
            var plan = saved ?? await engine.PlanAsync(read.Desired);
            if (parsed.GetValue(test))
            {
                Reporting.Show(screen, plan);
                return Reporting.ExitOf(plan);
            }

            if (!parsed.GetValue(yes) && plan.Steps.Any(PlanText.Destroys) && screen.MayAsk)
            {
                // Without a terminal nobody could answer: files are applied by timers and by Salt.
                screen.Say(PlanText.Of(plan));
                if (!await screen.ConfirmAsync("Go on?", world.Interrupts.Stop))
                {
                    screen.Error("not agreed; nothing was changed");
                    return Exits.Failed;
                }
            }
            else if (screen.Choice.IsTable)
            {
                screen.Say(PlanText.Before(plan));
            }

            var report = await engine.ApplyAsync(plan, isSaved: saved is not null);
            Reporting.Show(screen, report, plan);
            return Reporting.ExitOf(report);
        });
        return command;
    }

    private static SourceRequest AsTest(SourceRequest request, bool isTest) =>
        request with { Query = request.Query with { IsTest = isTest } };

    private static async Task<bool> StillHoldsAsync(Engine engine, Plan saved, Screen screen)
    {
        var differences = await engine.CheckSavedAsync(saved);
        if (differences.IsEmpty)
            return true;
        screen.Error("the server has changed since this plan was saved:\n" + string.Join('\n', differences),
            "make a new plan; nothing was changed");
        return false;
    }

    /// <summary>Null when the files are states or pillars.</summary>
    private static Plan? Saved(IReadOnlyList<string> paths)
    {
        if (paths is not [var path] || !File.Exists(path))
            return null;
        try
        {
            var text = File.ReadAllText(path);
            return PlanJson.LooksLikeOne(text) ? PlanJson.Read(text) : null;
        }
        catch (JsonException e)
        {
            throw new UsageException($"{path}: this saved plan cannot be read: {e.Message}",
                "make a new one with 'brine plan -o'");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // the reader of state files says it better
        }
    }
}
