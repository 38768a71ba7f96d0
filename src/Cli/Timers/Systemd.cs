using Brine.Converge.Read;
using Brine.Salt;

namespace Brine.Cli.Timers;

/// <summary>The real one.</summary>
internal sealed class Systemd(TimeProvider time) : ISystemd
{
    // As sd_booted(3) asks.
    public bool IsRunning => Directory.Exists("/run/systemd/system");

    public CommandOutcome? Run(CancellationToken token, params string[] command)
    {
        try
        {
            return new MinionHost("local", time).Run(new CommandRequest { Arguments = [.. command] }, token);
        }
        catch (SaltHostException)
        {
            return null;
        }
    }
}
