using Brine.Cli.Screens;
using Brine.Planner.Report;
using Brine.Planner.Timers;

namespace Brine.Cli.Timers;

internal enum Switched
{
    On,

    /// <summary>systemd does not run here, or does not read that folder.</summary>
    Not,

    Failed,
}

/// <summary>Tells systemd of units that have come, changed or are to go.</summary>
internal static class TimerSwitch
{
    public static Switched On(TimerSpec spec, bool isNew, UnitFolder units, Surroundings world, Screen screen) =>
        !MayAsk(units, world) ? Switched.Not
            : Do(units, world, screen, ["daemon-reload"]) && Do(units, world, screen, ["enable", "--now", spec.Unit + ".timer"])
                // One that runs keeps its times until it is started anew.
                && (isNew || Do(units, world, screen, ["restart", spec.Unit + ".timer"]))
                ? Switched.On : Switched.Failed;

    public static bool Off(string unit, UnitFolder units, Surroundings world, Screen screen) =>
        !MayAsk(units, world) || Do(units, world, screen, ["disable", "--now", unit + ".timer"]);

    public static bool Forget(UnitFolder units, Surroundings world, Screen screen) =>
        !MayAsk(units, world) || Do(units, world, screen, ["daemon-reload"]);

    /// <summary>What is left for the reader to do.</summary>
    public static void Tell(TimerSpec spec, UnitFolder units, Screen screen)
    {
        var control = units.IsUser ? "systemctl --user" : "systemctl";
        screen.Say(new StyledWriter()
            .Line(0, units.IsUsual ? "systemd does not run here, so that nothing is switched on. Where it does:"
                : $"systemd reads no units in {units.Path} by itself. When it does:")
            .Whole(2, $"{control} daemon-reload && {control} enable --now {spec.Unit}.timer").ToText());
    }

    private static bool MayAsk(UnitFolder units, Surroundings world) => units.IsUsual && world.Systemd is { IsRunning: true };

    private static bool Do(UnitFolder units, Surroundings world, Screen screen, string[] what)
    {
        string[] command = ["systemctl", .. units.IsUser ? ["--user"] : Array.Empty<string>(), .. what];
        var said = world.Systemd!.Run(world.Interrupts.Stop, command);
        if (said is { ExitCode: 0 })
            return true;
        screen.Error($"'{string.Join(' ', command)}' failed: {(said is null ? "there is no systemctl" : (said.Errors + said.Output).Split('\n')[0])}",
            "the units are written; 'brine timer show' shows them");
        return false;
    }
}
