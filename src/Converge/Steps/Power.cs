using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Converge.Steps;

/// <summary>Power states, reached and put back.</summary>
internal static class Power
{
    /// <summary>How long the server waits for an instance to end by itself when it is stopped without force.</summary>
    public static readonly TimeSpan CleanStop = TimeSpan.FromSeconds(60);

    /// <summary>How long the last of an instance is waited for: a busy machine takes seconds.</summary>
    public static readonly TimeSpan Dying = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(250);

    /// <summary>Changes the state; done too when somebody else did it first.</summary>
    public static Task ChangeAsync(
        RunServer server, InstanceAddress address, StateChange change, bool force, CancellationToken token) =>
        ChangeAsync(server, address, change, force, null, token);

    /// <param name="onBegun">Told when the server has begun it.</param>
    public static async Task ChangeAsync(
        RunServer server, InstanceAddress address, StateChange change, bool force, Action? onBegun, CancellationToken token)
    {
        try
        {
            await ChangeOnceAsync(server, address, change, force, onBegun, token);
        }
        catch (IncusException e) when (change == StateChange.Start && e.Kind is (IncusErrorKind.OperationFailed or IncusErrorKind.Server))
        {
            // liblxc gives a start up now and then (forkstart, exit status 1): a busy server's hiccup shall not be told as
            // the instance's. Started before the last of it is gone, it would be said to run already.
            if (!await IsStoppedAsync(server, address, token))
                throw;
            await ChangeOnceAsync(server, address, change, force, onBegun, token);
        }
    }

    private static async Task ChangeOnceAsync(
        RunServer server, InstanceAddress address, StateChange change, bool force, Action? onBegun, CancellationToken token)
    {
        var goal = After(change);
        try
        {
            await server.SureAsync(
                () => server.Client.Instances.SetStateAsync(address.Project, address.Name, change, force, CleanStop,
                    _ =>
                    {
                        onBegun?.Invoke();
                        return ValueTask.CompletedTask;
                    },
                    token),
                async () => await StatusAsync(server, address, token) == goal, token);
        }
        catch (IncusException e) when (e.Kind is not (IncusErrorKind.Forbidden or IncusErrorKind.Busy))
        {
            // "The container is already frozen" and the like. After a start that failed, an instance reads Running for a
            // moment (6.0.4, until its monitor is gone): there, only the server's word counts.
            if (ServerWatch.IsAway(e.Kind) || (change == StateChange.Start && !IsDoneAlready(e)))
                throw;
            var status = await StatusAsync(server, address, token);
            if (change == StateChange.Unfreeze && status == "Freezing")
                await ThawHalfFrozenAsync(server, address, token);
            else if (status != goal)
                throw;
        }
    }

    /// <summary>
    /// Brings it to <paramref name="status"/> from wherever it is; other states than the three are left alone.
    /// </summary>
    public static async Task PutBackAsync(RunServer server, InstanceAddress address, string status,
        CancellationToken token)
    {
        var now = await StatusAsync(server, address, token);
        if (now == status)
            return;
        if (status is ("Running" or "Frozen") && now == "Stopped")
            await ChangeAsync(server, address, StateChange.Start, false, token);
        if (status == "Running" && ObservedInstance.MeansFrozen(now))
            await ChangeAsync(server, address, StateChange.Unfreeze, false, token);
        if (status == "Frozen" && now is ("Running" or "Stopped"))
            await ChangeAsync(server, address, StateChange.Freeze, false, token);
        if (status == "Stopped" && (now == "Running" || ObservedInstance.MeansFrozen(now)))
            await ChangeAsync(server, address, StateChange.Stop, true, token);
    }

    public static async Task<string> StatusAsync(RunServer server, InstanceAddress address, CancellationToken token) =>
        (await server.Client.Instances.GetBasicAsync(address.Project, address.Name, token)).Status;

    /// <summary>Once the last of it is gone, which is waited for.</summary>
    private static async Task<bool> IsStoppedAsync(RunServer server, InstanceAddress address, CancellationToken token)
    {
        var start = server.Time.GetTimestamp();
        while (true)
        {
            try
            {
                if (await StatusAsync(server, address, token) == "Stopped")
                    return true;
            }
            catch (IncusException e) when (e.Kind == IncusErrorKind.Server)
            {
                // While its init is dying, Incus 6.0.4 cannot read it: Invalid PID (HTTP 500).
            }

            if (server.Time.GetElapsedTime(start) > Dying)
                return false;
            await Task.Delay(s_poll, server.Time, token);
        }
    }

    /// <summary>Incus thaws only what it calls Frozen: a freeze that was cut off is finished first.</summary>
    private static async Task ThawHalfFrozenAsync(RunServer server, InstanceAddress address, CancellationToken token)
    {
        await ChangeAsync(server, address, StateChange.Freeze, false, token);
        await server.Client.Instances.SetStateAsync(address.Project, address.Name, StateChange.Unfreeze, false, CleanStop, token);
    }

    private static bool IsDoneAlready(IncusException e) => e.Message.Contains("is already running", StringComparison.Ordinal);

    private static string After(StateChange change) => change switch
    {
        StateChange.Stop => "Stopped",
        StateChange.Freeze => "Frozen",
        _ => "Running",
    };
}
