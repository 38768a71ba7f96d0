using System.Collections.Immutable;
using Brine.Converge.Steps;
using Brine.Incus;
using Brine.Planner.Names;

namespace Brine.Converge.Groups;

/// <summary>Stops members one after the other, and sets them going again in the reverse order, whatever happens.</summary>
internal sealed class MemberFreezing(Func<InstanceAddress, RunServer> serverOf, TimeProvider time)
{
    private const int Attempts = 4;

    /// <summary>Neither Ctrl-C nor a server that is gone keeps members frozen, nor a run going, for longer.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly Stack<InstanceAddress> _frozen = new();
    private long? _began;

    /// <summary>From the first freeze to the last thaw; null: nothing was frozen.</summary>
    public TimeSpan? Lasted { get; private set; }

    public async Task FreezeAsync(IEnumerable<InstanceAddress> members, CancellationToken token)
    {
        foreach (var at in members)
        {
            _frozen.Push(at); // before it is asked for: the answer may get lost
            await Power.ChangeAsync(serverOf(at), at, StateChange.Freeze, false, token);
            _began ??= time.GetTimestamp();
        }
    }

    /// <summary>What is still frozen all the same, with the reason; empty: nothing.</summary>
    public async Task<ImmutableArray<string>> ThawAsync()
    {
        using var limit = new CancellationTokenSource(s_limit, time);
        var failed = ImmutableArray.CreateBuilder<string>();
        while (_frozen.TryPop(out var at))
            if (await FailureAsync(serverOf(at), at, limit.Token) is { } why)
                failed.Add($"{at} is still frozen: {why}; thaw it: incus resume {at.Name}");
        Lasted = _began is { } began ? time.GetElapsedTime(began) : null;
        return failed.ToImmutable();
    }

    /// <summary>Null: it runs, or is at least not frozen.</summary>
    public static async Task<string?> FailureAsync(RunServer server, InstanceAddress at, CancellationToken token)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Power.ChangeAsync(server, at, StateChange.Unfreeze, false, token);
                return null;
            }
            catch (IncusException e)
            {
                if (e.Missing == MissingThing.Instance || await IsThawedAsync(server, at, token))
                    return null;
                if (attempt == Attempts)
                    return ErrorText.Of(e);
            }
            catch (OperationCanceledException)
            {
                return "the server did not answer in time";
            }

            await Task.Delay(s_pause, server.Time, CancellationToken.None);
        }
    }

    private static async Task<bool> IsThawedAsync(RunServer server, InstanceAddress at, CancellationToken token)
    {
        try
        {
            return await Power.StatusAsync(server, at, token) != "Frozen";
        }
        catch (Exception e) when (e is IncusException or OperationCanceledException)
        {
            return false;
        }
    }
}
