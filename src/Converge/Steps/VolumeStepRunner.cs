using Brine.Incus;
using Brine.Incus.Storage;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Plan;
using Brine.Planner.Schedule;

namespace Brine.Converge.Steps;

/// <summary>Steps on custom volumes.</summary>
internal static class VolumeStepRunner
{
    public static Task RunAsync(RunServer server, VolumeStep step, bool isOld, CancellationToken token) => step switch
    {
        CreateVolumeSnapshot s => CreateAsync(server, s, token),
        DeleteVolumeSnapshot s => DeleteAsync(server, s, isOld, token),
        SetVolumeSnapshotExpiry s => SureAsync(server, s, v => v.SetSnapshotExpiryAsync(
            s.Volume.Project, s.Volume.Pool, s.Volume.Name, s.Name, s.ExpiresAt, token), found => found?.ExpiresAt == s.ExpiresAt, token),
        SetVolumeSnapshotDescription s => DescribeAsync(server, s, s.Description, token),
        RestoreVolume s => RestoreAsync(server, s, token),
        _ => throw new InvalidOperationException($"no way to run {step.GetType().Name}"),
    };

    private static async Task CreateAsync(RunServer server, CreateVolumeSnapshot step, CancellationToken token)
    {
        var at = step.Volume;
        var create = NewSnapshot.Request(step.Name, step.Expires, server.Now);
        await SureAsync(server, step, v => v.CreateSnapshotAsync(at.Project, at.Pool, at.Name, create, token), found => found is not null, token);
        server.NoteMade(at, step.Name);
        try
        {
            // Always: a new snapshot has the volume's own description.
            if ((await FindAsync(server, step, token))?.Description != step.Description)
                await DescribeAsync(server, step, step.Description, token);
        }
        catch (IncusException e)
        {
            throw new StepFailedException($"the snapshot was taken, but could not be described: {ErrorText.Of(e)}", e) { Done = step.Changes };
        }
    }

    private static async Task DeleteAsync(RunServer server, DeleteVolumeSnapshot step, bool isOld, CancellationToken token)
    {
        var at = step.Volume;
        if (isOld)
        {
            if (await FindAsync(server, step, token) is not { } found)
                return;
            CheckSame(server, step, found, step.CreatedAt);
        }

        try
        {
            await SureAsync(server, step, v => v.DeleteSnapshotAsync(at.Project, at.Pool, at.Name, step.Name, token), found => found is null, token);
        }
        catch (IncusException e) when (e.Missing == MissingThing.Volume)
        {
            // What was asked for holds.
        }
    }

    /// <summary>The snapshot is looked at right before: with a missing one, Incus has begun to replace the volume when it notices.</summary>
    private static async Task RestoreAsync(RunServer server, RestoreVolume step, CancellationToken token)
    {
        var at = step.Volume;
        var found = await FindAsync(server, step, token) ?? throw new StepFailedException($"snapshot {step.Name} is no longer there; plan again");
        CheckSame(server, step, found, step.CreatedAt);
        var volumes = server.Client.CustomVolumes;
        await server.SureAsync(() => volumes.RestoreAsync(at.Project, at.Pool, at.Name, step.Name, token), () => Task.FromResult(false), token);
        try
        {
            var volume = await volumes.TryGetAsync(at.Project, at.Pool, at.Name, token);
            var identity = new ObservedVolume { Address = at, CreatedAt = volume?.CreatedAt ?? default }.Identity;
            var entry = new RestoreLedger(step.Name, found.CreatedAt, step.Trigger, identity, server.Now.ToUniversalTime()).Format();
            await server.SureAsync(() => volumes.SetKeyAsync(at.Project, at.Pool, at.Name, RestoreLedger.Key, entry, token), () => Task.FromResult(false), token);
        }
        catch (IncusException e)
        {
            throw new StepFailedException($"the volume was restored, but that could not be recorded on it: {ErrorText.Of(e)}", e) { Done = step.Changes };
        }
    }

    private static Task DescribeAsync(RunServer server, VolumeStep step, string description, CancellationToken token) => SureAsync(
        server, step,
        v => v.SetSnapshotDescriptionAsync(step.Volume.Project, step.Volume.Pool, step.Volume.Name, step.Name, description, token),
        found => found?.Description == description, token);

    private static Task SureAsync(
        RunServer server, VolumeStep step, Func<CustomVolumes, Task> change, Func<VolumeSnapshot?, bool> holds, CancellationToken token) =>
        server.SureAsync(() => change(server.Client.CustomVolumes), async () => holds(await FindAsync(server, step, token)), token);

    private static async Task<VolumeSnapshot?> FindAsync(RunServer server, VolumeStep step, CancellationToken token) =>
        (await server.Client.CustomVolumes.SnapshotsAsync(step.Volume.Project, step.Volume.Pool, step.Volume.Name, token))
            .FirstOrDefault(s => s.Name == step.Name);

    internal static void CheckSame(RunServer server, VolumeStep step, VolumeSnapshot found, DateTimeOffset? createdAt)
    {
        SnapshotCheck.Same(step.Name, found.CreatedAt, createdAt, server.HasMade(step.Volume, step.Name));
    }
}
