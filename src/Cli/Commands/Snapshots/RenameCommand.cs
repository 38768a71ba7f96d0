using System.CommandLine;
using Brine.Cli.Runs;
using Brine.Planner.Desired;
using Brine.Planner.Names;

namespace Brine.Cli.Commands.Snapshots;

/// <summary><c>brine rename I/S NEW</c>.</summary>
internal static class RenameCommand
{
    public static Command Build(Surroundings world)
    {
        var target = new Argument<string>("INSTANCE/SNAPSHOT") { Description = "the snapshot" };
        var name = new Argument<string>("NEW") { Description = "its new name" };
        var run = new OneOff(destroys: false);
        var command = new Command("rename", "Rename a snapshot") { target, name };
        run.AddTo(command);
        Act.On(command, world, run.Output, (parsed, screen) => run.RunAsync(world, parsed, screen, defaults =>
        {
            var reference = SnapshotRef.Parse(parsed.GetRequiredValue(target), defaults, mayBeWild: true);
            var wanted = parsed.GetRequiredValue(name);
            return SnapshotName.Refusal(wanted) is { } refusal
                ? throw new UsageException(refusal, $"use {SnapshotName.Rule}")
                : [new SnapshotRenamed(reference.Origin("instance_snapshot_renamed"), reference.Instance,
                    reference.Label, reference.Snapshot, wanted)];
        }));
        return command;
    }
}
