using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Converge.Steps;

/// <summary>Power states, reached and put back.</summary>
internal static class Power
{
    /// <summary>How long the server waits for an instance to end by itself when it is stopped without force.</summary>
    public static readonly TimeSpan CleanStop = TimeSpan.FromSeconds(60);

    /// <summary>Changes the state; done too when somebody else did it first.</summary>
    public static Task ChangeAsync(
        RunServer server, InstanceAddress address, StateChange change, bool force, CancellationToken token) =>
        ChangeAsync(server, address, change, force, null, token);

    /// <param name="onBegun">Told when the server has begun it.</param>
    public static async Task ChangeAsync(
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
