using System.Collections.Immutable;
using System.CommandLine;
using Brine.Cli.Commands;
using Brine.Cli.Options;
using Brine.Cli.Screens;
using Brine.Planner.Report;
using Brine.Planner.Timers;

namespace Brine.Cli.Timers;

/// <summary><c>brine timer install NAME --on WHEN -- apply FILE…</c></summary>
internal static class InstallCommand
{
    // What says which server it is; none of it is secret.
    private static readonly string[] Carried =
        ["INCUS_SOCKET", "INCUS_DIR", "INCUS_REMOTE", "INCUS_PROJECT", "INCUS_CONF", "INCUS_GLOBAL_CONF"];

    public static Command Build(Surroundings world)
    {
        var name = new Argument<string>("NAME") { Description = "what the timer is called; its units are brine-NAME" };
        var words = new Argument<string[]>("COMMAND")
            { Description = "behind '--': apply FILE…, prune … --yes, or doctor", Arity = ArgumentArity.OneOrMore };
        var on = new Option<string>("--on")
        {
            Description = "when: cron ('0 6 * * 1-5'), an alias ('@daily'), or systemd's own ('Mon..Fri 06:00')",
            HelpName = "WHEN", Required = true,
        };
        var missed = new Option<bool>("--no-catch-up") { Description = "a run missed while the machine was off is not made up for" };
        var delay = new Option<string?>("--random-delay")
            { Description = "start up to so much later, by chance (90s, 5m, 1h)", HelpName = "TIME" };
        var nice = new Option<int>("--nice")
            { Description = "how nice it is to others, -20 to 19", HelpName = "N", DefaultValueFactory = _ => 10 };
        var dry = new Option<bool>("--dry-run") { Description = "print the units, and write nothing" };
        var (folder, output) = (new TimerCommand.FolderOptions(), new OutputOptions(hasSalt: false));
        var command = new Command("install", "Write a systemd timer, or change it") { name, words, on, missed, delay, nice, dry };
        folder.AddTo(command);
        output.AddTo(command);
        Act.On(command, world, output, (parsed, screen) =>
        {
            if (parsed.GetValue(nice) is < -20 or > 19)
                throw new UsageException("--nice takes a number from -20 to 19");
            var units = folder.Read(parsed, world);
            var spec = Spec(TimerCommand.Name(parsed.GetRequiredValue(name)), parsed.GetRequiredValue(on),
                TimedCommand.Read(parsed.GetRequiredValue(words), world), units.IsUser, world) with
                {
                    CatchesUp = !parsed.GetValue(missed),
                    Delay = Times.Read("--random-delay", parsed.GetValue(delay)) ?? TimeSpan.Zero,
                    Nice = parsed.GetValue(nice),
                };
            return Task.FromResult(parsed.GetValue(dry) ? Print(spec, units, screen) : Install(spec, units, world, screen));
        });
        return command;
    }

    private static TimerSpec Spec(string name, string on, TimedCommand timed, bool isUser, Surroundings world)
    {
        var when = TimerTimes.Read(on, out var refusal)
            ?? throw new UsageException($"--on: {refusal}", "'brine timer install --help' has examples");
        if (when.Crons.IsEmpty && world.Systemd?.Run(world.Interrupts.Stop, "systemd-analyze", "calendar", on) is { ExitCode: not 0 } said)
            throw new UsageException($"--on: systemd does not understand '{on}': {(said.Errors + said.Output).Split('\n')[0]}", $"give {TimerTimes.Rule}");
        if (!world.Program.StartsWith('/') || !world.Program.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or '+'))
            throw new UsageException($"systemd runs no program with the path '{world.Program}'",
                "put brine where the path has only letters, digits and . - _ +, such as /usr/local/bin");
        var environment = Environment(isUser, world);
        string[] places = [world.Program, .. timed.Paths, .. environment.Values];
        return new TimerSpec
        {
            Name = name,
            When = when,
            Program = world.Program,
            Arguments = timed.Arguments,
            Environment = environment,
            IsUser = isUser,
            NeedsTmp = !isUser && places.Any(p => p.StartsWith("/tmp/", StringComparison.Ordinal) || p.StartsWith("/var/tmp/", StringComparison.Ordinal)),
            Writable = timed.StateFolder is { } state && !isUser ? [state] : [],
        };
    }

    /// <summary>A timer has an environment of its own: what names the server here has to go along.</summary>
    private static ImmutableSortedDictionary<string, string> Environment(bool isUser, Surroundings world)
    {
        var found = Carried.Where(k => world.Variable(k) is not null).Select(k => KeyValuePair.Create(k,
            k is "INCUS_REMOTE" or "INCUS_PROJECT" ? world.Variable(k)! : Path.GetFullPath(world.Variable(k)!)))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
        // The system's units have no HOME, below which the incus CLI keeps its remotes.
        var usual = Path.Combine(world.Variable("HOME") ?? "/", ".config", "incus");
        return !isUser && !found.ContainsKey("INCUS_CONF") && File.Exists(Path.Combine(usual, "config.yml"))
            ? found.Add("INCUS_CONF", usual) : found;
    }

    private static int Print(TimerSpec spec, UnitFolder units, Screen screen)
    {
        screen.Raw($"# {units.PathOf(spec.Unit + ".service")}\n{TimerUnits.Service(spec)}\n# {units.PathOf(spec.Unit + ".timer")}\n{TimerUnits.Timer(spec)}");
        return Exits.Done;
    }

    private static int Install(TimerSpec spec, UnitFolder units, Surroundings world, Screen screen)
    {
        var (service, timer) = (spec.Unit + ".service", spec.Unit + ".timer");
        if (units.Foreign(service, timer) is { } foreign)
        {
            screen.Error($"'{foreign}' was not written by Brine, and is left alone", "take another name, or move the file away");
            return Exits.Failed;
        }

        var isNew = units.Read(timer) is null;
        var text = new StyledWriter();
        foreach (var (unit, content) in new[] { (service, TimerUnits.Service(spec)), (timer, TimerUnits.Timer(spec)) })
            text.Whole(0, units.Write(unit, content) ? $"wrote {units.PathOf(unit)}" : $"{units.PathOf(unit)} says so already");
        var isOn = TimerSwitch.On(spec, isNew, units, world, screen);
        if (screen.Choice.Format == OutputFormat.Table)
        {
            if (isOn == Switched.On)
                text.Whole(0, TimerLook.Next(spec, world) is { } next
                    ? $"it is on; next run {Planner.Schedule.Listing.RunTimes.Of(next, world.Time.LocalTimeZone)} ({world.Time.LocalTimeZone.Id})" : "it is on");
            screen.Say(text.ToText());
            if (isOn == Switched.Not)
                TimerSwitch.Tell(spec, units, screen);
        }
        else
        {
            TimerLook.Raw([spec], units, world, screen);
        }

        return isOn == Switched.Failed ? Exits.Failed : Exits.Done;
    }
}
