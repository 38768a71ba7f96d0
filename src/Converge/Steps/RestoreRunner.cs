using System.Collections.Immutable;
using Brine.Converge.Journal;
using Brine.Converge.Observe;
using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Plan;
using Brine.Planner.Schedule;

namespace Brine.Converge.Steps;

/// <summary>
/// One restore: looked at again, made safe, carried out, recorded; and after a failure the power is put back.
/// </summary>
internal sealed class RestoreRunner(RunJournal journal, SnapshotTaker taker)
{
    private static readonly ExpiryDuration s_safetyLife = ExpiryDuration.TryParse("7d")!; // a constant that parses

    public async Task<StepResult> RunAsync(
        RunServer server, RestoreSnapshot step, IEnumerable<Interruption> cutOff, CancellationToken token)
    {
        var at = step.Instance;
        var before = await server.Client.Instances.GetAsync(at.Project, at.Name, token);
        var snapshot = SnapshotCheck.Same(before, step.Name, step.CreatedAt, server.HasMade(at, step.Name));
        var notes = ImmutableArray.CreateBuilder<string>();
        var changes = ImmutableArray<Change>.Empty;
        await DropUnfinishedSafetyAsync(server, step, before, cutOff, notes, token);
        var safety = step.TakeSafetySnapshot
            ? SafetyName(server.Now, [.. (before.Snapshots ?? []).Select(s => s.Name)]) : step.ExistingSafetySnapshot;
        var record = new Interruption.Restoring(at, step.Name, snapshot.CreatedAt, step.Trigger, Generation(before),
            safety, before.Status, server.Watch.Process, server.Now);
        var volume = await VolumeDescriptionAsync(server, before, token);
        // Before the safety snapshot: a run that is killed behind it leaves its name, and the next takes no second one.
        journal.Begin([record]);
        if (step.TakeSafetySnapshot && safety is not null)
        {
            await TakeSafetyAsync(server, step, safety, record, notes, token);
            changes = [Change.Of("safety_snapshot", null, safety)];
        }

        try
        {
            await RestoreAsync(server, step, record, notes, token);
            await RestoreRecord.WriteAsync(server, step, snapshot.CreatedAt, before, token);
            await PutVolumeDescriptionBackAsync(server, step, volume, notes, token);
        }
        catch (Exception e) when (e is IncusException or StepFailedException or OperationCanceledException)
        {
            throw await new RestoreFailure(server, step, record, journal).TellAsync(e, changes);
        }

        journal.Done(record);
        return new StepResult(changes, notes.ToImmutable());
    }

    /// <summary>Two restores of one instance in one second get two names.</summary>
    private static string SafetyName(DateTimeOffset now, ImmutableArray<string> taken)
    {
        var name = SafetySnapshot.NameAt(now);
        return taken.Contains(name) ? SafetyName(now.AddSeconds(1), taken) : name;
    }

    private static async Task RestoreAsync(
        RunServer server, RestoreSnapshot step, Interruption.Restoring record, ImmutableArray<string>.Builder notes, CancellationToken token)
    {
        var at = step.Instance;
        string? operation = null;
        try
        {
            await server.Client.Instances.RestoreAsync(
                at.Project, at.Name,
                new RestoreRequest { Snapshot = step.Name, Stateful = step.Stateful, DiskOnly = step.DiskOnly },
                id =>
                {
                    operation = id;
                    return ValueTask.CompletedTask;
                },
                token);
        }
        catch (IncusException e) when (ServerWatch.IsUnsure(e.Kind))
        {
            await server.Watch.AwaitAsync(token);
            if (server.Watch.Process == record.ServerProcess)
                await SnapshotDoubt.AwaitEndAsync(server.Client, at, operation, token);
            if (!await IsRestoredAsync(server, record, token))
                throw;
        }
        catch (IncusException e) when (e.Kind == IncusErrorKind.OperationFailed && !step.Stateful && record.StatusBefore != "Stopped")
        {
            if (!await IsRestoredAsync(server, record, token))
                throw;
            notes.Add(await StartAsync(server, at, e, token));
        }
    }

    /// <summary>
    /// Incus starts what ran when all of it is restored; a start that fails is told as a restore that failed (6.0.4, lxc.hook).
    /// </summary>
    private static async Task<string> StartAsync(RunServer server, InstanceAddress at, IncusException failure, CancellationToken token)
    {
        try
        {
            await Power.ChangeAsync(server, at, StateChange.Start, false, token);
            return $"Incus could not start {at} after it, and Brine did: {ErrorText.Of(failure)}";
        }
        catch (IncusException again)
        {
            throw new StepFailedException($"all of {at} is restored, but it does not start: {server.Tell(at, again)}", again);
        }
    }

    /// <summary>By the witness of restores: it moves when one was carried out.</summary>
    private static async Task<bool> IsRestoredAsync(RunServer server, Interruption.Restoring record, CancellationToken token)
    {
        var at = record.Instance;
        return Generation(await server.Client.Instances.GetBasicAsync(at.Project, at.Name, token)) != record.GenerationBefore;
    }

    private async Task TakeSafetyAsync(
        RunServer server, RestoreSnapshot step, string name, Interruption.Restoring restoring,
        ImmutableArray<string>.Builder notes, CancellationToken token)
    {
        var home = server.Observed.MayEditVolumes ? DescriptionHome.Volume : DescriptionHome.ConfigKey;
        var record = new Interruption.CreatingSnapshot(
            step.Instance, name, restoring.StatusBefore, server.Watch.Process, server.Now);
        journal.Begin([record]);
        try
        {
            notes.AddRange(await taker.TakeAsync(server,
                new NewSnapshot(step.Instance, name, false, new Expiry.After(s_safetyLife),
                    $"Before the restore to {step.Name}", home),
                record, token));
        }
        catch (Exception e) when (e is IncusException or StepFailedException)
        {
            journal.Done(restoring);
            throw new StepFailedException(
                $"the safety snapshot {name} could not be taken, so nothing was restored: {e.Message}", e);
        }
    }

    /// <summary>
    /// A safety snapshot that a killed run was taking is of a restore that never began, and may hold no data; unless
    /// the planner trusts it.
    /// </summary>
    private static async Task DropUnfinishedSafetyAsync(
        RunServer server, RestoreSnapshot step, Instance before, IEnumerable<Interruption> cutOff,
        ImmutableArray<string>.Builder notes, CancellationToken token)
    {
        var names = cutOff.OfType<Interruption.CreatingSnapshot>().Select(c => c.Snapshot)
            .Where(n => SafetySnapshot.Is(n) && n != step.ExistingSafetySnapshot).ToHashSet(StringComparer.Ordinal);
        foreach (var name in (before.Snapshots ?? []).Select(s => s.Name).Where(names.Contains))
        {
            await server.Client.Snapshots.DeleteAsync(before.Project, before.Name, name, token);
            notes.Add($"the safety snapshot {name}, which a run was taking when it was cut off, was deleted");
        }
    }

    private static async Task<string?> VolumeDescriptionAsync(RunServer server, Instance instance,
        CancellationToken token)
    {
        if (!server.Observed.MayEditVolumes || instance.RootPool() is not { } pool)
            return null;
        try
        {
            return (await server.Client.Volumes.GetAsync(
                instance.Project, pool, instance.Type, instance.Name, token)).Description;
        }
        catch (IncusException e) when (e.Kind is IncusErrorKind.Forbidden or IncusErrorKind.NotFound)
        {
            return null; // then it is not put back either
        }
    }

    /// <summary>
    /// The restore gave the instance's volume the snapshot's description, and the next snapshots would inherit it.
    /// </summary>
    private static async Task PutVolumeDescriptionBackAsync(
        RunServer server, RestoreSnapshot step, string? before, ImmutableArray<string>.Builder notes,
        CancellationToken token)
    {
        if (before is null)
            return;
        var at = step.Instance;
        try
        {
            var home = await server.HomeAsync(at, token);
            var now = await server.Client.Volumes.GetAsync(at.Project, home.Pool, home.Type, at.Name, token);
            if (now.Description != before)
                await server.Client.Volumes.SetDescriptionAsync(at.Project, home.Pool, home.Type, at.Name, before,
                    token);
        }
        catch (IncusException e)
        {
            notes.Add($"the volume of {at} now bears the description of snapshot {step.Name}: {e.Message}");
        }
    }

    internal static string Generation(Instance instance) =>
        instance.Config.GetValueOrDefault("volatile.uuid.generation", "");
}
