using System.CommandLine;
using Brine.Cli.Runs;
using Brine.Planner.Desired;

namespace Brine.Cli.Commands.Snapshots;

/// <summary><c>brine delete I/S…</c>: all of them exist, or none is deleted.</summary>
internal static class DeleteCommand
{
    public static Command Build(Surroundings world)
    {
        var targets = new Argument<string[]>("INSTANCE/SNAPSHOT")
            { Description = "what to delete", Arity = ArgumentArity.OneOrMore };
        var run = new OneOff(destroys: true);
        var command = new Command("delete", "Delete snapshots; asks first") { targets };
        run.AddTo(command);
        Act.On(command, world, run.Output, (parsed, screen) => run.RunAsync(world, parsed, screen, defaults =>
            parsed.GetRequiredValue(targets).Distinct(StringComparer.Ordinal)
                .Select(text => SnapshotRef.Parse(text, defaults, mayBeWild: true)).ToList()
                .Select(r => new SnapshotAbsent(
                    r.Origin("instance_snapshot_absent"), r.Instance, r.Label, r.Snapshot) { MustExist = true })));
        return command;
    }
}
