using System.Collections.Immutable;
using System.Globalization;
using Brine.Converge.Journal;
using Brine.Converge.Steps;
using Brine.Incus;
using Brine.Planner.Observed.Drills;
using Brine.Planner.Plan;

namespace Brine.Converge.Drills;

/// <summary>
/// One drill, from the clone to its removal, which comes whatever happened before. What a kill leaves is in the journal.
/// </summary>
/// <param name="stop">A drill changes nothing that is worth finishing: it is given up at the first request.</param>
internal sealed class SnapshotDrilling(RunJournal journal, CancellationToken stop)
{
    /// <summary>What is put right behind a drill does not wait for ever, nor for a second Ctrl-C.</summary>
    private static readonly TimeSpan s_tidying = TimeSpan.FromMinutes(2);

    /// <param name="tell">Told what is going on.</param>
    public async Task<StepResult> RunAsync(RunServer server, DrillSnapshot step, Action<string> tell, CancellationToken token)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(stop, token);
        InstanceSnapshot snapshot;
        DrillClone clone;
        try
        {
            snapshot = await FindAsync(server, step, giveUp.Token);
            clone = await BeginAsync(server, step, giveUp.Token);
        }
        catch (OperationCanceledException)
        {
            throw Interrupted();
        }

        var times = new DrillTimes(server.Time);
        var end = await EndOfAsync(() => AskAsync(clone, step, times, tell, giveUp.Token));
        tell("removing the clone");
        var left = await RemoveAsync(clone);
        times.Lap("removed");
        if (left is null)
            journal.Done(clone.Record);
        if (left is null && end.Passed is null && giveUp.IsCancellationRequested)
            throw Interrupted();
        return await ReportAsync(server, step, snapshot, end, times, left);
    }

    private static StepFailedException Interrupted() => new("the run was interrupted") { IsUndone = true };

    private static async Task<InstanceSnapshot> FindAsync(RunServer server, DrillSnapshot step, CancellationToken token)
    {
        var at = step.Instance;
        var found = await server.Client.Snapshots.TryGetAsync(at.Project, at.Name, step.Name, token)
            ?? throw new StepFailedException($"snapshot {step.Name} is gone since the plan was made");
        return SnapshotCheck.Same(found, step.CreatedAt, server.HasMade(at, step.Name));
    }

    private async Task<DrillClone> BeginAsync(RunServer server, DrillSnapshot step, CancellationToken token)
    {
        var at = step.Instance;
        var (unique, now) = (Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8], server.Now);
        var record = new DrillInterruption(at, "", server.Watch.Process, now, step.Name, DrillMark.CloneOf(at.Name, unique),
            DrillMark.Of(at, step.Name, unique, now), await server.IdentityAsync(token));
        journal.Begin([record]);
        return new DrillClone(server, record);
    }

    private static async Task<DrillEnd> AskAsync(
        DrillClone clone, DrillSnapshot step, DrillTimes times, Action<string> tell, CancellationToken token)
    {
        tell("cloning");
        if (await EndOfAsync(() => clone.MakeAsync(step, token)) is { Passed: not true } unmade)
            return unmade.Behind("it could not be cloned: ");
        times.Lap("cloned");
        tell("starting the clone");
        if (await EndOfAsync(() => clone.StartAsync(token)) is { Passed: not true } unstarted)
            return unstarted.Behind("its clone did not start: ");
        tell($"waiting for the clone, at most {Planner.Schedule.Instants.Span(step.ReadyWithin)}");
        if (await EndOfAsync(() => clone.AwaitAsync(step, token)) is { Passed: not true } silent)
            return silent;
        times.Lap("started");
        tell($"running the check, at most {Planner.Schedule.Instants.Span(step.Timeout)}");
        var end = await EndOfAsync(() => clone.CheckAsync(step, token));
        times.Lap("checked");
        return end;
    }

    /// <summary>What went wrong with the clone says something of the snapshot; that the server was not there does not.</summary>
    private static async Task<DrillEnd> EndOfAsync(Func<Task<DrillEnd>> part)
    {
        try
        {
            return await part();
        }
        catch (IncusException e)
        {
            return new DrillEnd(ServerWatch.IsAway(e.Kind) || ServerWatch.IsUnsure(e.Kind)
                || e.Kind is IncusErrorKind.Forbidden or IncusErrorKind.Untrusted or IncusErrorKind.Busy or IncusErrorKind.Evacuated ? null : false, ErrorText.Of(e));
        }
        catch (StepFailedException e)
        {
            return new DrillEnd(null, e.Message);
        }
        catch (OperationCanceledException)
        {
            return new DrillEnd(null, "the run was interrupted");
        }
    }

    /// <summary>Null: it is gone.</summary>
    private static async Task<string?> RemoveAsync(DrillClone clone)
    {
        using var limit = new CancellationTokenSource(s_tidying, clone.Server.Time);
        return await clone.RemoveAsync(limit.Token);
    }

    private static async Task<StepResult> ReportAsync(
        RunServer server, DrillSnapshot step, InstanceSnapshot snapshot, DrillEnd end, DrillTimes times, string? left)
    {
        ImmutableArray<Change> changes = [];
        var notes = ImmutableArray.CreateBuilder<string>();
        if (end.Output.Length > 0)
            notes.Add((end.Output.Contains('\n', StringComparison.Ordinal) ? "the check said:\n" : "the check said: ") + end.Output);
        if (end.Passed is { } passed)
        {
            var drill = new SnapshotDrill(server.Now, passed, end.Why, SnapshotDrill.Line(step.Check));
            if (await DrillNote.WriteAsync(server, step, snapshot, drill, s_tidying) is { } unwritten)
                notes.Add(unwritten);
            changes =
            [
                new Change(["drill"], step.Before is { } before ? ChangeValue.Of(before.Told) : ChangeValue.Nothing,
                    ChangeValue.Of([KeyValuePair.Create("snapshot", step.Name), .. drill.Told, .. times.Told])),
            ];
        }

        var why = end.Passed is null ? $"it came to no result, for {end.Why}" : end.Why;
        if (left is not null)
            throw new StepFailedException($"{why}; {left}; the next command, or 'brine recover', tries again")
                { Done = changes, Notes = notes.ToImmutable() };
        return end.Passed == true ? new StepResult(changes, notes.ToImmutable()) { Said = $": {end.Why}" }
            : throw new StepFailedException(why) { Done = changes, Notes = notes.ToImmutable() };
    }
}
