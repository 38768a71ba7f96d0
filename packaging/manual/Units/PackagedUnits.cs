using System.Collections.Immutable;
using Brine.Planner.Timers;

namespace Brine.Manual.Units;

/// <summary>
/// The timers that a package brings, off until somebody turns them on. The same text as <c>brine timer install</c> writes,
/// whose units, in /etc, stand in for these.
/// </summary>
internal static class PackagedUnits
{
    public static ImmutableArray<TimerSpec> All { get; } =
    [
        Spec("apply", "30 2 * * *", "apply", "/etc/brine/snapshots.sls"),
        Spec("prune", "0 4 * * *", "prune", "--pattern", "daily-*", "--daily", "7", "--weekly", "4", "--yes"),
        Spec("doctor", "0 7 * * *", "doctor"),
    ];

    public static IEnumerable<(string Name, string Text)> Files() => All.SelectMany(spec => (IEnumerable<(string, string)>)
    [
        (spec.Unit + ".service", Packaged(spec, TimerUnits.Service(spec))),
        (spec.Unit + ".timer", Packaged(spec, TimerUnits.Timer(spec))),
    ]);

    private static TimerSpec Spec(string name, string when, params string[] arguments) => new()
    {
        Name = name,
        When = TimerTimes.Read(when, out var refusal) ?? throw new ArgumentException(refusal, nameof(when)),
        Program = "/usr/bin/brine",
        Arguments = [.. arguments],
    };

    /// <summary>Another first line, and the page that explains it.</summary>
    private static string Packaged(TimerSpec spec, string unit) =>
        $"# 'systemctl enable --now {spec.Unit}.timer' turns it on. 'brine timer install {spec.Name} --on WHEN -- {spec.Arguments[0]} ...' writes one of\n"
        + "# your own to /etc/systemd/system, which is used instead of this one.\n"
        + unit[(unit.IndexOf('\n', StringComparison.Ordinal) + 1)..]
            .Replace("[Unit]\n", $"[Unit]\nDocumentation=man:brine-{spec.Arguments[0]}(1)\n", StringComparison.Ordinal);
}
