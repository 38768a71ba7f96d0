using System.Collections.Immutable;
using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Converge.Steps;

/// <summary>
/// Whether a snapshot is really there after the answer to its creation got lost. The server must be back.
/// </summary>
internal static class SnapshotDoubt
{
    /// <summary>False: it is not there (any more), and may be asked for again.</summary>
    /// <param name="operation">Id of the creation, if the server told it.</param>
    /// <param name="process">The daemon's process id when the creation was asked for.</param>
    public static async Task<bool> HoldsAsync(
        RunServer server, NewSnapshot wanted, Interruption.CreatingSnapshot record, string? operation, int process,
        ImmutableArray<string>.Builder notes, CancellationToken token)
    {
        var client = server.Client;
        var at = wanted.Instance;
        // On a cluster, too, it may be under way still.
        if (server.IsStill(process) || server.Observed.IsClustered)
            await AwaitEndAsync(client, at, operation, token);
        var restarted = server.Observed.IsClustered ? "the cluster member may have been restarted" : "the server was restarted";
        if (server.IsStill(process))
            return await client.Snapshots.TryGetAsync(at.Project, at.Name, wanted.Name, token) is not null;

        if (record.StatusBefore == "Running" && ObservedInstance.MeansFrozen(await Power.StatusAsync(server, at, token)))
        {
            await Power.ChangeAsync(server, at, StateChange.Unfreeze, false, token);
            notes.Add($"{restarted} while it took snapshot {wanted.Name}, and left {at} frozen; "
                + "it was thawed");
        }

        if (await client.Snapshots.TryGetAsync(at.Project, at.Name, wanted.Name, token) is null)
            return false;
        await client.Snapshots.DeleteAsync(at.Project, at.Name, wanted.Name, token);
        notes.Add($"{restarted} while it took snapshot {wanted.Name}: what it listed of it may have "
            + "held no data and was deleted, and the snapshot taken again");
        return false;
    }

    /// <summary>Waits for the very operation, or, if its id got lost too, for whatever runs on the instance.</summary>
    public static async Task AwaitEndAsync(
        IncusClient client, InstanceAddress at, string? operation, CancellationToken token)
    {
        if (operation is not null)
        {
            var end = await client.Operations.WaitAsync(operation, token);
            if (end.End is OperationEnd.Failed or OperationEnd.Cancelled)
                throw new StepFailedException(end.Error);
            return;
        }

        foreach (var running in await client.Operations.RunningAsync(at.Project, token))
        {
            if (running.Instances.Contains(at.Name))
                await client.Operations.WaitAsync(running.Id, token);
        }
    }
}
