using Brine.Converge.Drills;
using Brine.Converge.Groups;
using Brine.Converge.Journal;
using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Plan;

namespace Brine.Converge.Steps;

/// <summary>
/// One method a step kind. Throws IncusException or StepFailedException when a step does not come to its end.
/// </summary>
/// <param name="serverOf">For steps of several instances, which may be on several servers.</param>
/// <param name="stop">For steps that leave nothing worth finishing.</param>
internal sealed class StepRunner(
    RunJournal journal, JournalPlan records, Func<InstanceAddress, RunServer> serverOf, CancellationToken stop)
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(250);

    private readonly SnapshotTaker _taker = new(journal);

    /// <param name="isOld">The plan is older than a few seconds, or was saved: what is destroyed is looked at
    /// first.</param>
    /// <param name="tell">Told how far a long step has come.</param>
    public async Task<StepResult> RunAsync(
        RunServer server, PlanStep step, bool isOld, Action<string> tell, CancellationToken token)
    {
        switch (step)
        {
            case CreateSnapshot s:
                return StepResult.Noting(await _taker.TakeAsync(server, NewSnapshot.Of(s), records.Begin(s), token));
            case RestoreSnapshot s:
                return await new RestoreRunner(journal, _taker).RunAsync(server, s, records.CutOff(s.Instance), token);
            case PublishSnapshot s:
                return await PublishSteps.PublishAsync(server, s, token);
            case DrillSnapshot s:
                return await new SnapshotDrilling(journal, stop).RunAsync(server, s, tell, token);
            case TakeGroup s:
                return await new SetTaking(journal, serverOf, server.Time).RunAsync(s, token);
            case DeleteGroup s:
                return await new SetDeleting(journal, serverOf).RunAsync(s, token);
            case RestoreGroup s:
                return await new SetRestoring(journal, _taker, records, serverOf).RunAsync(s, token);
            default:
                await DoAsync(server, step, isOld, token);
                return StepResult.Plain;
        }
    }

    private static Task DoAsync(RunServer server, PlanStep step, bool isOld, CancellationToken token) => step switch
    {
        DeleteSnapshot s => DeleteSnapshotAsync(server, s, isOld, token),
        SetSnapshotExpiry s => SetExpiryAsync(server, s, token),
        SetSnapshotDescription s => SnapshotTaker.SetDescriptionAsync(server, s.Instance, s.Name, s.Description, token),
        PinSnapshot s => SnapshotTaker.SetDescriptionAsync(server, s.Instance, s.Name, s.Description, token),
        RenameSnapshot s => RenameAsync(server, s, token),
        RecordRestore s => RestoreRecord.WriteAsync(server, s, token),
        PointAlias s => PublishSteps.PointAsync(server, s.Instance, s.Alias, s.From, s.To, token),
        UpdateImage s => PublishSteps.UpdateAsync(server, s, token),
        VolumeStep s => VolumeStepRunner.RunAsync(server, s, isOld, token),
        CreateInstance s => InstanceSteps.CreateAsync(server, s, token),
        UpdateInstance s => InstanceSteps.UpdateAsync(server, s, token),
        DeleteInstance s => InstanceSteps.DeleteAsync(server, s, token),
        SetPower s => Power.ChangeAsync(server, s.Instance, Change(s.Action), s.Force, token),
        AwaitReady s => AwaitReadyAsync(server, s, token),
        _ => throw new InvalidOperationException($"no way to run {step.GetType().Name}"),
    };

    private static async Task DeleteSnapshotAsync(RunServer server, DeleteSnapshot step, bool isOld,
        CancellationToken token)
    {
        var at = step.Instance;
        if (isOld && !server.HasMade(at, step.Name))
        {
            var seen = await server.LookAsync(at, token);
            if ((seen?.Snapshots ?? []).FirstOrDefault(s => s.Name == step.Name) is not { } found)
                return;
            SnapshotCheck.Same(found, step.CreatedAt, isOwn: false);
        }

        try
        {
            await server.DeleteSnapshotAsync(at, step.Name, token);
        }
        catch (IncusException e) when (e.Missing is MissingThing.Snapshot or MissingThing.Instance)
        {
            // What was asked for holds.
        }
    }

    private static Task SetExpiryAsync(RunServer server, SetSnapshotExpiry step, CancellationToken token) =>
        server.SureAsync(
        () => server.Client.Snapshots.SetExpiryAsync(
            step.Instance.Project, step.Instance.Name, step.Name, step.ExpiresAt, token),
        async () => await FindAsync(server, step.Instance, step.Name, token) is { } found
            && found.ExpiresAt == step.ExpiresAt,
        token);

    private static async Task RenameAsync(RunServer server, RenameSnapshot step, CancellationToken token)
    {
        var at = step.Instance;
        await server.SureAsync(
            () => server.Client.Snapshots.RenameAsync(at.Project, at.Name, step.Name, step.NewName, token),
            async () => await FindAsync(server, at, step.Name, token) is null, token);
        if (server.HasMade(at, step.Name))
            server.NoteMade(at, step.NewName);
    }

    private static Task<InstanceSnapshot?> FindAsync(RunServer server, InstanceAddress at, string name,
        CancellationToken token) =>
        server.Client.Snapshots.TryGetAsync(at.Project, at.Name, name, token);

    private static async Task AwaitReadyAsync(RunServer server, AwaitReady step, CancellationToken token)
    {
        var at = step.Instance;
        var start = server.Time.GetTimestamp();
        while (!await server.Client.Instances.RunsAsync(at.Project, at.Name, token))
        {
            if (server.Time.GetElapsedTime(start) > step.Within)
                throw new StepFailedException($"{at} was started, but did not become ready within "
                    + $"{Planner.Schedule.Instants.Span(step.Within)} "
                    + "(a container: no process in it; a VM: its agent does not answer)");
            await Task.Delay(s_poll, server.Time, token);
        }
    }

    private static StateChange Change(PowerAction action) => action switch
    {
        PowerAction.Start => StateChange.Start,
        PowerAction.Stop => StateChange.Stop,
        PowerAction.Freeze => StateChange.Freeze,
        PowerAction.Thaw => StateChange.Unfreeze,
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };
}
