using System.CommandLine;
using Brine.Cli.Runs;
using Brine.Planner.Desired;

namespace Brine.Cli.Commands.Snapshots;

/// <summary><c>brine restore I/S</c>: always restores, after showing what it loses.</summary>
internal static class RestoreCommand
{
    public static Command Build(Surroundings world)
    {
        var target = new Argument<string>("INSTANCE/SNAPSHOT")
            { Description = "the instance, and the snapshot that it goes back to" };
        var stateful = new Option<bool>("--stateful")
            { Description = "with the memory that a stateful snapshot holds" };
        var diskOnly = new Option<bool>("--disk-only")
            { Description = "keep config, devices and profiles (Incus 6.0.6, 7.0 and later)" };
        var safety = SafetyOption();
        var run = new OneOff(destroys: true);
        var command = new Command("restore", "Put an instance back to a snapshot; shows what is lost and asks first")
            { target, stateful, diskOnly, safety };
        run.AddTo(command);
        Act.On(command, world, run.Output, (parsed, screen) => run.RunAsync(world, parsed, screen, defaults =>
        {
            var reference = SnapshotRef.Parse(parsed.GetRequiredValue(target), defaults, mayBeWild: true);
            if (parsed.GetValue(stateful) && parsed.GetValue(diskOnly))
                throw new UsageException("--stateful and --disk-only exclude each other", "give one of them");
            return
            [
                new SnapshotRestored(reference.Origin("instance_snapshot_restored"), reference.Instance,
                    reference.Label, reference.Snapshot, parsed.GetValue(stateful), parsed.GetValue(diskOnly),
                    Trigger: null, Safety(parsed.GetValue(safety)), Again: true),
            ];
        }));
        return command;
    }

    public static Option<string> SafetyOption()
    {
        var safety = new Option<string>("--safety")
        {
            Description = "take a snapshot first: auto (where it is cheap and survives), yes or no",
            HelpName = "WHEN",
            DefaultValueFactory = _ => "auto",
        };
        safety.CompletionSources.Add("auto", "yes", "no");
        return safety;
    }

    public static SafetyAnswer Safety(string? text) => text switch
    {
        "auto" => SafetyAnswer.Auto,
        "yes" or "true" => SafetyAnswer.Yes,
        "no" or "false" => SafetyAnswer.No,
        _ => throw new UsageException($"'{text}' is no answer for --safety", "give auto, yes or no"),
    };
}
