using Brine.Cli.Timers;
using Brine.Salt;

namespace Brine.Cli.Tests.Support;

/// <summary>A service manager that notes what it is told; it refuses what holds <see cref="Refuses"/>.</summary>
internal sealed class FakeSystemd : ISystemd
{
    public bool IsRunning { get; init; } = true;

    public string? Refuses { get; init; }

    public List<string> Told { get; } = [];

    public CommandOutcome? Run(CancellationToken token, params string[] command)
    {
        var line = string.Join(' ', command);
        Told.Add(line);
        return Refuses is { } refused && line.Contains(refused, StringComparison.Ordinal)
            ? new CommandOutcome("", "Failed: no", 1)
            : new CommandOutcome(command is ["systemd-analyze", ..] ? "  Next elapse: Fri 2026-01-16 06:00:00 CET\n       (in UTC): Fri 2026-01-16 05:00:00 UTC\n" : "");
    }
}
