using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Planner.Desired;
using Brine.Planner.Report.Drills;
using Brine.Planner.Schedule;

namespace Brine.Cli.Commands.Care;

/// <summary><c>brine drill I[/S]…</c>: whether a snapshot can be restored, found out without touching its instance.</summary>
internal static class DrillCommand
{
    public static Command Build(Surroundings world)
    {
        var targets = new Argument<string[]>("INSTANCE[/SNAPSHOT]")
            { Description = "what to try: a snapshot, or the newest of an instance", Arity = ArgumentArity.OneOrMore };
        var check = new Option<string>("--check")
            { Description = "shell command inside the clone; it passes when it exits with 0", HelpName = "COMMAND", Required = true };
        var timeout = new Option<string?>("--timeout") { Description = "how long the check may take (default: 5m)", HelpName = "TIME" };
        var ready = new Option<string?>("--ready-timeout")
            { Description = "how long until a command can be run in the clone (default: 1m; a VM: 5m)", HelpName = "TIME" };
        var pattern = new Option<string?>("--pattern") { Description = "take the newest whose name matches this glob", HelpName = "GLOB" };
        var every = new Option<string?>("--every")
            { Description = "do nothing if this check passed within such a time, '7d' say", HelpName = "TIME" };
        var run = new OneOff(destroys: false, timeout: "--operation-timeout") { Table = DrillTable.Of };
        var command = new Command("drill", "Start a clone of a snapshot without network, run a check in it, remove it")
            { targets, check, timeout, ready, pattern, every };
        run.AddTo(command);
        Act.On(command, world, run.Output, (parsed, screen) =>
        {
            var line = parsed.GetRequiredValue(check);
            if (line.Trim().Length == 0)
                throw new UsageException("--check is empty", "give a command that exits with 0 when all is well");
            var (limit, within) = (Times.Read("--timeout", parsed.GetValue(timeout)), Times.Read("--ready-timeout", parsed.GetValue(ready)));
            var due = Every(parsed.GetValue(every));
            return run.RunAsync(world, parsed, screen, defaults => parsed.GetRequiredValue(targets).Distinct(StringComparer.Ordinal).Select(written =>
            {
                var (instance, snapshot) = SnapshotRef.WholeOrPart(written, defaults);
                if (snapshot is not null && parsed.GetValue(pattern) is not null)
                    throw new UsageException($"--pattern chooses a snapshot, and '{written}' names one", "leave one of them out");
                return new SnapshotDrilled(
                    new Origin { Id = written, Function = "incus.snapshot_drilled", StateName = written, ReturnName = written },
                    instance, written.Split('/')[0], snapshot, parsed.GetValue(pattern) ?? "*", line, limit ?? SnapshotDrilled.UsualTimeout, within, due);
            }));
        });
        return command;
    }

    private static ExpiryDuration? Every(string? text) => text is null ? null : ExpiryDuration.TryParse(text)
        ?? throw new UsageException($"'{text}' is no time for --every", $"give {ExpiryDuration.Rule}");
}
