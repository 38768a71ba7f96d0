using System.CommandLine;
using Brine.Cli.Runs;
using Brine.Planner.Desired;
using Brine.Planner.Schedule;

namespace Brine.Cli.Commands.Volumes;

/// <summary><c>brine volume …</c>: snapshots of custom storage volumes, which no snapshot of an instance holds.</summary>
internal static class VolumeCommand
{
    public static Command Build(Surroundings world) => new("volume", "Snapshots of custom storage volumes")
    {
        VolumeListCommand.Build(world), Create(world), Delete(world), Restore(world),
    };

    private static Command Create(Surroundings world)
    {
        var target = new Argument<string>("POOL/VOLUME/SNAPSHOT") { Description = "where, and its name" };
        var description = new Option<string?>("--description") { Description = "what it is for", HelpName = "TEXT" };
        var expires = new Option<string?>("--expires")
            { Description = "never (the default), inherit, a time such as '7d', or an instant", HelpName = "WHEN" };
        var run = new OneOff(destroys: false);
        var command = new Command("create", "Take one snapshot of a volume") { target, description, expires };
        run.AddTo(command);
        Act.On(command, world, run.Output, (parsed, screen) => run.RunAsync(world, parsed, screen, defaults =>
        {
            var (at, name) = VolumeRef.Part(parsed.GetRequiredValue(target), defaults);
            var text = parsed.GetValue(expires);
            var expiry = text is null ? new Expiry.Never() : ExpiryText.TryParse(text)
                ?? throw new UsageException($"'{text}' is no expiry", $"give {ExpiryText.Rule}");
            return [new VolumeSnapshotPresent(at.Origin("volume_snapshot_present"), at.Volume, at.Volume.Name, name, parsed.GetValue(description), expiry) { MustBeNew = true }];
        }));
        return command;
    }

    private static Command Delete(Surroundings world)
    {
        var targets = new Argument<string[]>("POOL/VOLUME/SNAPSHOT") { Description = "what to delete", Arity = ArgumentArity.OneOrMore };
        var run = new OneOff(destroys: true);
        var command = new Command("delete", "Delete snapshots of volumes; asks first") { targets };
        run.AddTo(command);
        Act.On(command, world, run.Output, (parsed, screen) => run.RunAsync(world, parsed, screen, defaults =>
            parsed.GetRequiredValue(targets).Distinct(StringComparer.Ordinal).Select(t => VolumeRef.Part(t, defaults)).ToList()
                .Select(t => new VolumeSnapshotAbsent(
                    t.Reference.Origin("volume_snapshot_absent"), t.Reference.Volume, t.Reference.Volume.Name, t.Snapshot) { MustExist = true })));
        return command;
    }

    private static Command Restore(Surroundings world)
    {
        var target = new Argument<string>("POOL/VOLUME/SNAPSHOT") { Description = "the volume, and the snapshot that it goes back to" };
        var run = new OneOff(destroys: true);
        var command = new Command("restore", "Put a volume back to a snapshot, while nobody who has it attached runs; asks first") { target };
        run.AddTo(command);
        Act.On(command, world, run.Output, (parsed, screen) => run.RunAsync(world, parsed, screen, defaults =>
        {
            var (at, name) = VolumeRef.Part(parsed.GetRequiredValue(target), defaults);
            return [new VolumeSnapshotRestored(at.Origin("volume_snapshot_restored"), at.Volume, at.Volume.Name, name, Trigger: null, Again: true)];
        }));
        return command;
    }
}
