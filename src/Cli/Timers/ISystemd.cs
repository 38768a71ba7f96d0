using Brine.Salt;

namespace Brine.Cli.Timers;

/// <summary>The service manager of the machine.</summary>
internal interface ISystemd
{
    /// <summary>It is what started this machine.</summary>
    bool IsRunning { get; }

    /// <summary>Runs <c>systemctl</c> or <c>systemd-analyze</c>; null: there is no such program.</summary>
    CommandOutcome? Run(CancellationToken token, params string[] command);
}
