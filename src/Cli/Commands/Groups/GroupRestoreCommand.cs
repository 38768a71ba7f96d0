using System.CommandLine;
using Brine.Cli.Commands.Snapshots;
using Brine.Cli.Runs;
using Brine.Planner.Desired;

namespace Brine.Cli.Commands.Groups;

/// <summary><c>brine group restore NAME</c>: all members, after showing what it loses.</summary>
internal static class GroupRestoreCommand
{
    public static Command Build(Surroundings world)
    {
        var (name, members) = (GroupCommand.Name("of the set"), GroupCommand.Members());
        var stateful = new Option<bool>("--stateful") { Description = "with the memory that stateful snapshots hold" };
        var diskOnly = new Option<bool>("--disk-only")
            { Description = "keep config, devices and profiles (Incus 6.0.6, 7.0 and later)" };
        var safety = RestoreCommand.SafetyOption();
        var run = new OneOff(destroys: true);
        var command = new Command("restore", "Put all members of a set back to it; shows what is lost and asks first")
            { name, members, stateful, diskOnly, safety };
        run.AddTo(command);
        Act.On(command, world, run.Output, (parsed, screen) =>
        {
            if (parsed.GetValue(stateful) && parsed.GetValue(diskOnly))
                throw new UsageException("--stateful and --disk-only exclude each other", "give one of them");
            return GroupCommand.OnSetAsync(world, parsed, screen, run,
                parsed.GetRequiredValue(name), parsed.GetValue(members) ?? [], (selection, label, set) =>
                    new GroupRestored(GroupCommand.Origin("snapshot_group_restored", label, set), label, selection, set,
                        parsed.GetValue(stateful), parsed.GetValue(diskOnly), Trigger: null,
                        RestoreCommand.Safety(parsed.GetValue(safety)), Again: true));
        });
        return command;
    }
}
