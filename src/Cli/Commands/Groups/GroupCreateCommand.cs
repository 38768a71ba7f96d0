using System.Collections.Immutable;
using System.CommandLine;
using Brine.Cli.Commands.Snapshots;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Schedule;
using ShellCommand = Brine.Planner.Desired.GroupCommand;

namespace Brine.Cli.Commands.Groups;

/// <summary><c>brine group create NAME INSTANCE…</c>: one set, now. One that exists already is an error.</summary>
internal static class GroupCreateCommand
{
    public static Command Build(Surroundings world)
    {
        var name = GroupCommand.Name("of the set, and of each member's snapshot");
        var members = new Argument<string[]>("INSTANCE")
            { Description = "members, names or globs, in the order in which they are frozen", Arity = ArgumentArity.OneOrMore };
        var noFreeze = new Option<bool>("--no-freeze") { Description = "leave the members running: their snapshots are of slightly different moments" };
        var volumes = new Option<bool>("--volumes") { Description = "and of the custom volumes attached to them, in the same moment" };
        var before = Commands("--before", "shell command to run in the members first");
        var after = Commands("--after", "shell command to run in the members at the end, whatever happened");
        var limit = new Option<string?>("--command-timeout") { Description = "how long each command may take (default: 30s)", HelpName = "TIME" };
        var stateful = new Option<bool>("--stateful") { Description = "with the memory of the running instances" };
        var description = new Option<string?>("--description") { Description = "what it is for", HelpName = "TEXT" };
        var expires = new Option<string?>("--expires")
            { Description = "never (the default), inherit, a time such as '7d', or an instant", HelpName = "WHEN" };
        var run = new OneOff(destroys: false);
        var command = new Command("create", "Take one snapshot of each member, all of them or none")
            { name, members, noFreeze, volumes, before, after, limit, stateful, description, expires };
        run.AddTo(command);
        Act.On(command, world, run.Output, (parsed, screen) => run.RunAsync(world, parsed, screen, defaults =>
        {
            var written = parsed.GetRequiredValue(members);
            var label = string.Join(", ", written);
            var set = GroupCommand.CheckName(parsed.GetRequiredValue(name));
            var time = Times.Read("--command-timeout", parsed.GetValue(limit)) ?? TimeSpan.FromSeconds(30);
            return
            [
                new GroupPresent(GroupCommand.Origin("snapshot_group_present", label, set), label, InstanceOptions.Of(written, defaults), set,
                    parsed.GetValue(stateful), parsed.GetValue(description), CreateCommand.Expires(parsed.GetValue(expires)))
                {
                    Freeze = !parsed.GetValue(noFreeze),
                    Volumes = parsed.GetValue(volumes),
                    Before = Read(parsed.GetValue(before), written, time),
                    After = Read(parsed.GetValue(after), written, time),
                    MustBeNew = true,
                },
            ];
        }));
        return command;
    }

    private static Option<string[]> Commands(string name, string description) =>
        new(name) { Description = $"{description}; INSTANCE=COMMAND for some of them; may be repeated", HelpName = "COMMAND" };

    /// <summary>What stands before the first '=' is whom it is for, where that is one of the members as they were written.</summary>
    private static ImmutableArray<ShellCommand> Read(string[]? given, string[] members, TimeSpan limit) =>
    [
        .. (given ?? []).Select(text => text.Split('=', 2) is [var whom, var rest] && IsMembers(whom, members)
            ? new ShellCommand(whom, rest, limit) : new ShellCommand("*", text, limit)),
    ];

    private static bool IsMembers(string whom, string[] members) => members.Any(m =>
        m == whom || m.EndsWith(":" + whom, StringComparison.Ordinal) || Salt.States.Glob.Matches(whom, RemotePrefix.Split(m).Behind));
}
