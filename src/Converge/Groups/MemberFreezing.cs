using System.Collections.Concurrent;
using System.Collections.Immutable;
using Brine.Converge.Steps;
using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Converge.Groups;

/// <summary>Stops members in their order, and sets them going again in the reverse order, whatever happens.</summary>
internal sealed class MemberFreezing(Func<InstanceAddress, RunServer> serverOf, MemberWords words, TimeProvider time)
{
    private const int Attempts = 4;

    /// <summary>Neither Ctrl-C nor a server that is gone keeps members frozen, nor a run going, for longer.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    /// <summary>A thaw that is not begun by then, as on a cluster member that is gone, does not keep the others frozen.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly Stack<InstanceAddress> _frozen = new();
    private readonly Dictionary<InstanceAddress, Task> _freezes = [];
    private long _began;

    /// <summary>From the first freeze to the last thaw; null: nothing was frozen.</summary>
    public TimeSpan? Lasted { get; private set; }

    public async Task FreezeAsync(IEnumerable<InstanceAddress> members, CancellationToken token)
    {
        var failed = false;
        await InTurnAsync(members.TakeWhile(_ => !failed), _ => Task.CompletedTask, Timeout.InfiniteTimeSpan, async (at, onBegun) =>
        {
            _frozen.Push(at); // before it is asked for: the answer may get lost
            var end = Power.ChangeAsync(serverOf(at), at, StateChange.Freeze, false, () =>
            {
                Interlocked.CompareExchange(ref _began, time.GetTimestamp(), 0);
                onBegun();
            }, token);
            _freezes[at] = end;
            try
            {
                await end;
            }
            catch (Exception e)
            {
                failed = true;
                if (e is not IncusException)
                    throw;
                throw new StepFailedException($"{words[at]} could not be frozen: {serverOf(at).Tell(at, e)}", e);
            }
        });
    }

    /// <summary>What is still frozen all the same, with the reason; empty: nothing.</summary>
    /// <param name="mayAsync">Ends when a member may go on.</param>
    public async Task<ImmutableArray<string>> ThawAsync(Func<InstanceAddress, Task> mayAsync)
    {
        var failed = new ConcurrentQueue<string>();
        await InTurnAsync(_frozen, mayAsync, s_patience, async (at, onBegun) =>
        {
            using var limit = new CancellationTokenSource(s_limit, time);
            if (_freezes.TryGetValue(at, out var freeze))
                await EndedAsync(at, freeze, limit.Token);
            if (await FailureAsync(serverOf(at), at, onBegun, limit.Token) is { } why)
                failed.Enqueue($"{words[at]} is still frozen: {why}; thaw it: incus resume {at.Name}");
        });
        Lasted = _began != 0 ? time.GetElapsedTime(_began) : null;
        return [.. failed];
    }

    /// <summary>
    /// With the freezer of cgroup v1, liblxc looks once a second whether a freeze is done: a thaw in between would have it
    /// look for ever. The status does not tell it earlier (seen on 6.0.4: "Freezing" while the kernel says FROZEN).
    /// </summary>
    private async Task EndedAsync(InstanceAddress at, Task end, CancellationToken token)
    {
        try
        {
            await end.WaitAsync(token);
        }
        catch (IncusException e) when (e.Kind == IncusErrorKind.Offline)
        {
            // Nobody is there who could be asked.
        }
        catch (Exception e) when (e is IncusException or StepFailedException or OperationCanceledException)
        {
            try
            {
                await SnapshotDoubt.AwaitEndAsync(serverOf(at).Client, at, null, token);
            }
            catch (Exception again) when (again is IncusException or OperationCanceledException)
            {
                // The thaw is tried all the same.
            }
        }
    }

    /// <summary>
    /// One after the other: the next is asked for as soon as the server has begun the one before. Waiting for its end
    /// would keep the first frozen for as long as all the others take.
    /// </summary>
    /// <param name="patience">How long one may keep the next waiting.</param>
    private async Task InTurnAsync(
        IEnumerable<InstanceAddress> members, Func<InstanceAddress, Task> mayAsync, TimeSpan patience, Func<InstanceAddress, Action, Task> work)
    {
        var all = new List<Task>();
        foreach (var at in members)
        {
            await mayAsync(at);
            var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var one = work(at, () => begun.TrySetResult());
            all.Add(one);
            await Task.WhenAny(begun.Task, one, Task.Delay(patience, time, CancellationToken.None));
        }

        await Task.WhenAll(all);
    }

    /// <summary>Null: it runs, or is at least not frozen.</summary>
    public static async Task<string?> FailureAsync(RunServer server, InstanceAddress at, Action? onBegun, CancellationToken token)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Power.ChangeAsync(server, at, StateChange.Unfreeze, false, onBegun, token);
                return null;
            }
            catch (IncusException e) when (e.Kind == IncusErrorKind.Offline)
            {
                return server.Tell(at, e);
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
            return !ObservedInstance.MeansFrozen(await Power.StatusAsync(server, at, token));
        }
        catch (Exception e) when (e is IncusException or OperationCanceledException)
        {
            return false;
        }
    }
}
