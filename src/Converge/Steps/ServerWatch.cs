using Brine.Incus;

namespace Brine.Converge.Steps;

/// <summary>Whether a server is there, and which process it is; one for each server of a run.</summary>
internal sealed class ServerWatch(IncusClient client, TimeProvider time, TimeSpan limit, int process)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    /// <summary>A daemon that comes back does so within seconds; nobody waits for a machine to be repaired.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    private volatile int _process = process;
    private volatile bool _isGone;

    /// <summary>Process id of the daemon as last heard; 0: not told.</summary>
    public int Process => _process;

    /// <summary>
    /// Waits until it answers. Throws what it got last when that took too long, and from then on at once.
    /// </summary>
    public async Task AwaitAsync(CancellationToken token)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                _process = (await client.GetServerAsync(token)).ServerPid;
                _isGone = false;
                return;
            }
            catch (IncusException e) when (IsAway(e.Kind))
            {
                _isGone |= time.GetElapsedTime(start) > (limit < s_longest ? limit : s_longest);
                if (_isGone)
                    throw;
            }

            await Task.Delay(s_pause, time, token);
        }
    }

    /// <summary>The answer to a change did not come: it may have been carried out or not.</summary>
    public static bool IsUnsure(IncusErrorKind kind) =>
        kind is IncusErrorKind.ConnectionLost or IncusErrorKind.OperationVanished;

    /// <summary>The server is not there at the moment: nothing was carried out.</summary>
    public static bool IsAway(IncusErrorKind kind) =>
        kind is IncusErrorKind.Unreachable or IncusErrorKind.ConnectionLost
        or IncusErrorKind.TimedOut or IncusErrorKind.Offline or IncusErrorKind.NoQuorum;
}
