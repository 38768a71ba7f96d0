using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Brine.Cli.Commands;
using Brine.Cli.Commands.Care;
using Brine.Cli.Commands.Copies;
using Brine.Cli.Commands.Groups;
using Brine.Cli.Commands.Remotes;
using Brine.Cli.Commands.Snapshots;
using Brine.Cli.Commands.Volumes;
using Brine.Cli.Screens;
using Brine.Cli.Timers;
using Brine.Cli.Worker;

namespace Brine.Cli;

/// <summary>The tree of commands, and the way from arguments to an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Surroundings world)
    {
        if (args is ["--version", ..])
        {
            new Screen(world, new OutputChoice()).Raw(ProductVersion.Line + "\n");
            return Exits.Done;
        }

        var parsed = Parse(args.Count == 0 ? ["--help"] : args, world);
        if (UnknownOption(parsed) is { } unknown)
        {
            new Screen(world, new OutputChoice()).Error($"there is no option '{unknown}'",
                $"'{Called(parsed.CommandResult)} --help' shows those there are; behind '--' it is taken as it is");
            return Exits.BadInput;
        }

        if (parsed.Action is ParseErrorAction or null)
            return Refuse(parsed, world);
        var code = await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = world.Out,
                Error = world.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null, // Ctrl-C is Program's
            },
            world.Interrupts.Stop);
        await world.Out.FlushAsync(CancellationToken.None);
        return code;
    }

    // '@daily' is a schedule, not a file with more arguments.
    public static ParseResult Parse(IReadOnlyList<string> args, Surroundings world) =>
        Tree(world).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>Null: it would run.</summary>
    public static string? Complaint(ParseResult parsed) => UnknownOption(parsed) is { } unknown ? $"there is no option '{unknown}'"
        : parsed.Errors is [var first, ..] ? first.Message.TrimEnd('.') : null;

    /// <summary>As one types it: <c>brine timer show</c>.</summary>
    public static string Called(CommandResult command) =>
        command.Parent is CommandResult above ? $"{Called(above)} {command.Command.Name}" : command.Command.Name;

    /// <summary>
    /// A plain command, not a RootCommand: that one would name itself after the process, and add directives.
    /// </summary>
    public static Command Tree(Surroundings world)
    {
        var root = new Command("brine", "Keeps Incus snapshots the way you declared them.")
        {
            PlanCommand.Build(world), ApplyCommand.Build(world),
            ListCommand.Build(world), ShowCommand.Build(world), DiffCommand.Build(world),
            ScheduleCommand.Build(world),
            CreateCommand.Build(world), DeleteCommand.Build(world), RestoreCommand.Build(world),
            RenameCommand.Build(world), PinCommand.Build(world), PinCommand.BuildUnpin(world),
            CloneCommand.Build(world), PublishCommand.Build(world), VolumeCommand.Build(world), DrillCommand.Build(world),
            PruneCommand.Build(world), GroupCommand.Build(world), RecoverCommand.Build(world), TimerCommand.Build(world),
            LintCommand.Build(world), DoctorCommand.Build(world), RenderCommand.Build(world), StateCommand.Build(world),
            WorkerCommand.Build(world), RemoteCommand.Build(world),
            SandboxCommand.Build(world), DemoCommand.Build(world),
        };
        root.Subcommands.Add(CompletionCommand.Build(world, root));
        var help = new HelpOption("--help", "-h") { Recursive = true, Description = "show help" };
        var usual = (HelpAction)help.Action!; // what a help option begins with
        help.Action = new HelpWithExamples(usual, Math.Min(world.Width, 100));
        root.Options.Add(help);
        root.Options.Add(new Option<bool>("--version") { Description = "print the version" });
        return root;
    }

    /// <summary>An argument that takes any text would swallow a misspelt option.</summary>
    private static string? UnknownOption(ParseResult parsed) =>
        parsed.Tokens.Any(t => t.Type == TokenType.DoubleDash) ? null
            : parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens)
                .Select(t => t.Value).FirstOrDefault(v => v.Length > 1 && v[0] == '-');

    private static int Refuse(ParseResult parsed, Surroundings world)
    {
        var screen = new Screen(world, new OutputChoice());
        var command = Called(parsed.CommandResult);
        var messages = parsed.Errors.Select(e => e.Message).DefaultIfEmpty($"'{command}' needs a command").ToList();
        foreach (var message in messages[..^1])
            screen.Error(message.TrimEnd('.'));
        screen.Error(messages[^1].TrimEnd('.'), $"'{command} --help' shows how it is used");
        return Exits.BadInput;
    }
}
