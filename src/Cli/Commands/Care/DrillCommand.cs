using System.Collections.Immutable;
using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Cli.Screens;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Report.Drills;
using Brine.Planner.Schedule;
using Brine.Salt.States;

namespace Brine.Cli.Commands.Care;

/// <summary><c>brine drill I[/S]…</c>: whether a snapshot can be restored, found out without touching its instance.</summary>
internal static class DrillCommand
{
    public static Command Build(Surroundings world)
    {
        var targets = new Argument<string[]>("INSTANCE[/SNAPSHOT]")
            { Description = "what to try: a snapshot, or the newest of an instance, or of those of a glob", Arity = ArgumentArity.OneOrMore };
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
        Act.On(command, world, run.Output, async (parsed, screen) =>
        {
            var line = parsed.GetRequiredValue(check);
            if (line.Trim().Length == 0)
                throw new UsageException("--check is empty", "give a command that exits with 0 when all is well");
            var (limit, within) = (Times.Read("--timeout", parsed.GetValue(timeout)), Times.Read("--ready-timeout", parsed.GetValue(ready)));
            var due = Every(parsed.GetValue(every));
            var (chosen, isWhole) = await ChooseAsync(run.Look(world, parsed, screen), screen, parsed.GetRequiredValue(targets));
            if (chosen.IsEmpty)
                return Exits.Failed;
            var code = await run.RunAsync(world, parsed, screen, _ => chosen.Select(target =>
            {
                var (written, instance, snapshot) = target;
                if (snapshot is not null && parsed.GetValue(pattern) is not null)
                    throw new UsageException($"--pattern chooses a snapshot, and '{written}' names one", "leave one of them out");
                return new SnapshotDrilled(
                    new Origin { Id = written, Function = "incus.snapshot_drilled", StateName = written, ReturnName = written },
                    instance, written.Split('/')[0], snapshot, parsed.GetValue(pattern) ?? "*", line, limit ?? SnapshotDrilled.UsualTimeout, within, due);
            }));
            return code == Exits.Done && !isWhole ? Exits.Failed : code;
        });
        return command;
    }

    /// <summary>What is named, with its globs come to instances; whom no glob matches, or could, is an error on the screen.</summary>
    private static async Task<(ImmutableArray<(string Written, InstanceAddress Instance, string? Snapshot)> Chosen, bool IsWhole)> ChooseAsync(
        Look look, Screen screen, string[] targets)
    {
        await using (look)
        {
            var chosen = ImmutableArray.CreateBuilder<(string, InstanceAddress, string?)>();
            var isWhole = true;
            foreach (var written in targets.Distinct(StringComparer.Ordinal))
                if (!Glob.IsGlob(written))
                {
                    var (instance, snapshot) = SnapshotRef.WholeOrPart(written, look.Defaults);
                    chosen.Add((written, instance, snapshot));
                }
                else
                {
                    var (instances, isAll) = await look.ChooseAsync(InstanceOptions.Of([written], look.Defaults));
                    chosen.AddRange(instances.Select(i => (i.Project == look.Defaults.ProjectOn(i.Remote) ? i.OnServer : i.ToString(), i, (string?)null)));
                    isWhole &= isAll && !instances.IsEmpty;
                    if (isAll && instances.IsEmpty)
                        screen.Error($"no instance matches '{written}'");
                }

            return (chosen.ToImmutable(), isWhole);
        }
    }

    private static ExpiryDuration? Every(string? text) => text is null ? null : ExpiryDuration.TryParse(text)
        ?? throw new UsageException($"'{text}' is no time for --every", $"give {ExpiryDuration.Rule}");
}
