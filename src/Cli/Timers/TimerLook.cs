using System.Globalization;
using System.Text.RegularExpressions;
using Brine.Cli.Screens;
using Brine.Planner.Report;
using Brine.Planner.Timers;

namespace Brine.Cli.Timers;

/// <summary>What timers there are, and when they run next.</summary>
internal static partial class TimerLook
{
    /// <summary>Null: nobody here can tell.</summary>
    public static DateTimeOffset? Next(TimerSpec spec, Surroundings world)
    {
        if (!spec.When.Crons.IsEmpty)
            return spec.When.Next(world.Time.GetUtcNow(), world.Time.LocalTimeZone);
        var said = world.Systemd?.Run(world.Interrupts.Stop, "systemd-analyze", "calendar", spec.When.Text)?.Output ?? "";
        // It says the time in UTC too where the clock on the wall shows another.
        return Elapse().Match(said) is { Success: true } found && DateTimeOffset.TryParseExact(found.Groups["at"].Value, "yyyy-MM-dd HH:mm:ss",
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
    }

    public static void Raw(IReadOnlyList<TimerSpec> specs, UnitFolder units, Surroundings world, Screen screen)
    {
        var json = TimerJson.Of(specs.Select(s => (s, units.PathOf(s.Unit + ".timer"), Next(s, world))));
        screen.Data(json);
    }

    [GeneratedRegex(@"(Next elapse|\(in UTC\)): \w+ (?<at>[0-9-]+ [0-9:]+) UTC", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Elapse();
}
