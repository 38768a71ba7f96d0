using System.CommandLine;
using Brine.Cli.Runs;
using Brine.Planner.Desired;

namespace Brine.Cli.Commands.Groups;

/// <summary><c>brine group delete NAME</c>: the whole set.</summary>
internal static class GroupDeleteCommand
{
    public static Command Build(Surroundings world)
    {
        var (name, members) = (GroupCommand.Name("of the set"), GroupCommand.Members());
        var run = new OneOff(destroys: true);
        var command = new Command("delete", "Delete a set, all of it; asks first") { name, members };
        run.AddTo(command);
        Act.On(command, world, run.Output, (parsed, screen) => GroupCommand.OnSetAsync(world, parsed, screen, run,
            parsed.GetRequiredValue(name), parsed.GetValue(members) ?? [], (selection, label, set) =>
                new GroupAbsent(GroupCommand.Origin("snapshot_group_absent", label, set), label, selection, set) { MustExist = true }));
        return command;
    }
}
