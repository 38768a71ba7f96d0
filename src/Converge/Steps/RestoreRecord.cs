using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Plan;

namespace Brine.Converge.Steps;

/// <summary>The ledger entry behind a restore, and what the restore took along that must not stay.</summary>
internal static class RestoreRecord
{
    /// <param name="before">The instance before the restore.</param>
    public static async Task WriteAsync(
        RunServer server, RestoreSnapshot step, DateTimeOffset createdAt, Instance before, CancellationToken token)
    {
        var at = step.Instance;
        var after = await server.Client.Instances.GetBasicAsync(at.Project, at.Name, token);
        // Incus 6.0.4 wipes the description on a restore; servers with the extension restore the snapshot's.
        var lost = !server.Observed.RestoresDiskOnly && after.Description != before.Description;
        try
        {
            await PatchAsync(server, at, Entry(server, step.Name, createdAt, step.Trigger, after),
                lost ? before.Description : null, token);
        }
        catch (IncusException e)
        {
            throw new StepFailedException(
                $"the instance was restored, but that could not be recorded on it: {e.Message}", e)
            {
                Done = step.Changes,
            };
        }
    }

    /// <summary>For a restore that an interrupted run carried out.</summary>
    public static async Task WriteAsync(RunServer server, RecordRestore step, CancellationToken token)
    {
        var at = step.Instance;
        var now = await server.Client.Instances.GetBasicAsync(at.Project, at.Name, token);
        await PatchAsync(server, at, Entry(server, step.Name, step.CreatedAt, step.Trigger, now), null, token);
    }

    private static string Entry(RunServer server, string name, DateTimeOffset createdAt, string? trigger,
        Instance now) =>
        new RestoreLedger(name, createdAt, trigger, RestoreRunner.Generation(now),
            server.Now.ToUniversalTime()).Format();

    private static Task PatchAsync(
        RunServer server, InstanceAddress at, string entry, string? description, CancellationToken token)
    {
        var patch = new InstancePatch
        {
            Config = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                [RestoreLedger.Key] = entry,
                [ConfigDescription.Key] = null, // the restored snapshot's own, which the next snapshots would inherit
            },
            Description = description,
        };
        return server.SureAsync(
            () => server.Client.Instances.PatchAsync(at.Project, at.Name, patch, null, token),
            () => Task.FromResult(false), token);
    }
}
