using System.Collections.Immutable;
using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Cli.Screens;
using Brine.Converge.Apply;
using Brine.Planner.Desired;
using Brine.Planner.Report;
using Brine.Salt.Source;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Cli.Commands;

/// <summary><c>brine state FUNCTION key=value…</c>: one state, and Salt's return dictionary as JSON.</summary>
internal static class StateCommand
{
    public static Command Build(Surroundings world)
    {
        var function = new Argument<string>("FUNCTION") 
        {
            Description =
                "instance_snapshot_present, _absent or _restored; instance_snapshots_retained, _rotated or _managed; "
                + "instance_present, _absent, _running or _stopped; "
                + "'incus.' may stand before it",
        };
        var arguments = new Argument<string[]>("KEY=VALUE")
            { Description = "its arguments; values are read as YAML", Arity = ArgumentArity.ZeroOrMore };
        var test = new Option<bool>("--test") { Description = "as Salt's test=True: change nothing" };
        var (connection, running, output) =
            (new ConnectionOptions(), new RunningOptions(), new OutputOptions(hasSalt: true));
        var command = new Command("state", "Run one state and print Salt's return dictionary as JSON")
            { function, arguments, test };
        connection.AddTo(command);
        running.AddTo(command, isOneOff: true);
        output.AddTo(command);
        Act.On(command, world, output, async (parsed, screen) =>
        {
            var link = new Connection(connection.Read(parsed), world);
            var declared = Declare(parsed.GetRequiredValue(function), parsed.GetValue(arguments) ?? []);
            var read = DesiredCompiler.Compile([declared], [], new CompileOptions(link.Defaults, world.Time.GetUtcNow()));
            // There is no file: a place on the command line would be a riddle.
            screen.Show(read.Diagnostics.Select(d => d with { Span = null }));
            if (read.HasErrors)
                return Exits.BadInput;
            // Only the dictionary is printed: a program reads it.
            var mute = screen.Choice.IsTable ? new Screen(world, screen.Choice with { Format = OutputFormat.Json })
                : screen;
            await using var engine = new Engine(world, mute, link, RunOptions.Default, running.StateDirectory(parsed));
            var plan = await engine.PlanAsync(read.Desired);
            if (parsed.GetValue(test))
            {
                Show(screen, [.. SaltReturn.Of(plan)]);
                return Reporting.ExitOf(plan);
            }

            var report = await engine.ApplyAsync(plan);
            Show(screen, [.. SaltReturn.Of(report)]);
            return Reporting.ExitOf(report);
        });
        return command;
    }

    private static void Show(Screen screen, ImmutableArray<SaltReturn> returns)
    {
        foreach (var item in returns)
        {
            var json = ReportJson.OfState(item);
            screen.Data(json);
        }
    }

    private static StateDeclaration Declare(string function, IReadOnlyList<string> arguments) =>
        OneState.Of(function, arguments.Select(text =>
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                throw new UsageException($"'{text}' is no argument", "write arguments as key=value");
            return (text[..equals], Value(text[..equals], text[(equals + 1)..]));
        }));

    private static YamlNode Value(string key, string text)
    {
        var reading = YamlReader.Read(new SourceFile(key, text));
        return reading.Diagnostics.FirstOrDefault(d => d.Severity == Severity.Error) is { } wrong
            ? throw new UsageException($"the value of '{key}' is no YAML: {wrong.Message}", wrong.Remedy)
            : reading.Root ?? YamlScalar.Of(text);
    }
}
