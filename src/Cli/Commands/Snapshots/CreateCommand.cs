using System.CommandLine;
using Brine.Cli.Runs;
using Brine.Planner.Desired;
using Brine.Planner.Schedule;

namespace Brine.Cli.Commands.Snapshots;

/// <summary><c>brine create I/S</c>: one snapshot, now. One that exists already is an error.</summary>
internal static class CreateCommand
{
    public static Command Build(Surroundings world)
    {
        var target = new Argument<string>("INSTANCE/SNAPSHOT") { Description = "where, and its name" };
        var stateful = new Option<bool>("--stateful") { Description = "with the memory of the running instance" };
        var description = new Option<string?>("--description") { Description = "what it is for", HelpName = "TEXT" };
        var expires = new Option<string?>("--expires")
            { Description = "never (the default), inherit, a time such as '7d', or an instant", HelpName = "WHEN" };
        var run = new OneOff(destroys: false);
        var command = new Command("create", "Take one snapshot") { target, stateful, description, expires };
        run.AddTo(command);
        Act.On(command, world, run.Output, (parsed, screen) => run.RunAsync(world, parsed, screen, defaults =>
        {
            var reference = SnapshotRef.Parse(parsed.GetRequiredValue(target), defaults);
            return
            [
                new SnapshotPresent(reference.Origin("instance_snapshot_present"), reference.Instance, reference.Label,
                    reference.Snapshot, parsed.GetValue(stateful), parsed.GetValue(description),
                    Expires(parsed.GetValue(expires)), DriftAnswer.Fix)
                {
                    MustBeNew = true,
                },
            ];
        }));
        return command;
    }

    public static Expiry Expires(string? text) =>
        text is null ? new Expiry.Never() : ExpiryText.TryParse(text)
            ?? throw new UsageException($"'{text}' is no expiry",
                $"give never, inherit, {ExpiryDuration.Rule}, or an instant such as 2026-12-01T00:00:00Z");
}
