using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Schedule;

namespace Brine.Cli.Commands.Snapshots;

/// <summary><c>brine pin I/S…</c> and <c>brine unpin I/S…</c>: what is pinned is deleted by nobody, nor by its expiry.</summary>
internal static class PinCommand
{
    public static Command Build(Surroundings world)
    {
        var targets = Targets("what to keep");
        var until = new Option<string?>("--until")
            { Description = "when the pin ends by itself: a time from now such as '30d', or an instant (default: never)", HelpName = "WHEN" };
        var why = new Option<string?>("--why") { Description = "for those who meet it later", HelpName = "TEXT" };
        var run = new OneOff(destroys: false);
        var command = new Command("pin", "Keep snapshots from being deleted, by states, policies, expiries and people") { targets, until, why };
        run.AddTo(command);
        Act.On(command, world, run.Output, (parsed, screen) =>
        {
            var pin = new SnapshotPin(Until(parsed.GetValue(until), world.Time.GetUtcNow()), (parsed.GetValue(why) ?? "").ReplaceLineEndings(" ").Trim());
            return run.RunAsync(world, parsed, screen, defaults => Entries(parsed.GetRequiredValue(targets), defaults, "snapshot_pinned", pin));
        });
        return command;
    }

    public static Command BuildUnpin(Surroundings world)
    {
        var targets = Targets("what need not be kept any more");
        var run = new OneOff(destroys: false);
        var command = new Command("unpin", "Take pins off: policies and expiries apply again") { targets };
        run.AddTo(command);
        Act.On(command, world, run.Output, (parsed, screen) => run.RunAsync(world, parsed, screen,
            defaults => Entries(parsed.GetRequiredValue(targets), defaults, "snapshot_unpinned", null)));
        return command;
    }

    private static Argument<string[]> Targets(string description) =>
        new("INSTANCE/SNAPSHOT") { Description = description, Arity = ArgumentArity.OneOrMore };

    private static IEnumerable<DesiredEntry> Entries(string[] targets, ConnectionDefaults defaults, string function, SnapshotPin? pin) =>
        targets.Distinct(StringComparer.Ordinal).Select(text => SnapshotRef.Parse(text, defaults, mayBeWild: true))
            .Select(r => new SnapshotPinned(r.Origin(function), r.Instance, r.Label, r.Snapshot, pin));

    private static DateTimeOffset? Until(string? text, DateTimeOffset now) => text is null ? null : ExpiryText.TryParse(text) switch
    {
        Expiry.After after => Whole(after.Duration.AddTo(now)),
        Expiry.At at => at.Instant,
        Expiry.Never => null,
        _ => throw new UsageException($"'{text}' is no time for --until", $"give {ExpiryDuration.Rule}, or an instant such as 2027-01-01T00:00:00Z"),
    };

    // A pin is kept to the second.
    private static DateTimeOffset Whole(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
}
