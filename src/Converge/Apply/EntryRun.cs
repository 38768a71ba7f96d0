using System.Collections.Immutable;
using Brine.Converge.Steps;
using Brine.Incus;
using Brine.Planner.Checks;
using Brine.Planner.Plan;

namespace Brine.Converge.Apply;

/// <summary>One entry of a run, from its requisites to its outcome.</summary>
internal sealed class EntryRun(Run run, int index)
{
    private readonly PlannedEntry _planned = run.Plan.Entries[index];
    private readonly Gathered _gathered = new();
    private DateTimeOffset _startedAt;
    private long _clock;
    private bool _isAgain;
    private int _begun;

    /// <param name="broken">The entry of the same instance that did not come out as planned; null: all did.</param>
    public async Task<EntryEnd> RunAsync(string? broken)
    {
        StartClock();
        if (run.StopReason is { } reason)
            return NotBegun(reason);
        run.Tell(new RunEvent.EntryStarted(index));
        if (run.Closed(index) is { } closed)
            // What went first failed because this would fail: then this says why.
            return closed.IsByFirst && _planned.Verdict == Verdict.Refused ? End(_planned, false, _planned.DoneComment)
                : End(_planned, !closed.Failed, closed.Comment, isUncalled: closed.IsUncalled);
        var end = Checked(await OnceAsync(broken));
        return _planned.Entry.Retry is { } rule ? await RetryAsync(rule, end) : end;
    }

    /// <summary>Asks what it is to be asked, then carries it out: as planned, or as the facts are now.</summary>
    private async Task<EntryEnd> OnceAsync(string? broken)
    {
        if (CheckGate.Closed(_planned.Entry, run.Checks) is { } comment)
            return End(_planned, true, comment, isWhole: _planned.IsCheckedOut);
        if (broken is null && _planned.Verdict != Verdict.Skipped && !_planned.IsCheckedOut)
            return await RunAsync(_planned);

        // What was planned rests on facts that never came to be: the planner is asked again, on those that are.
        var fresh = await run.Again.PlanAsync(index, run.Abort);
        // An entry that was called up against the plan was never planned otherwise.
        return _planned.Verdict == Verdict.Skipped || _planned.IsCheckedOut || fresh.Steps.IsEmpty || PlanDrift.SameSteps(fresh, _planned)
            ? await RunAsync(fresh)
            : End(fresh, false, (_planned.Steps.IsEmpty ? fresh : _planned).FailedComment + ": not done, "
                + $"for it was planned on facts that changed when {broken} failed; plan again");
    }

    private EntryEnd Checked(EntryEnd end)
    {
        if (end.Outcome.NotReached || CheckGate.After(_planned.Entry, run.Checks) is not { } verdict)
            return end;
        _gathered.Note([end.Outcome.Comment]);
        return end with
        {
            Outcome = end.Outcome with { Result = verdict.Result, Comment = verdict.Comment, Notes = _gathered.Notes },
        };
    }

    private async Task<EntryEnd> RetryAsync(RetryRule rule, EntryEnd end)
    {
        var attempts = new List<Attempt>();
        while (end.Outcome.Result != rule.Until && !end.Outcome.NotReached && attempts.Count + 1 < rule.Attempts)
        {
            attempts.Add(new Attempt(end.Outcome.Result, end.Outcome.Comment));
            if (!await run.WaitAsync(rule.Interval + rule.Splay * Random.Shared.NextDouble(), run.Time) || run.StopReason is not null)
                break;
            _isAgain = true;
            end = Checked(await AgainAsync()) with { IsAsPlanned = false };
        }

        return end with { Outcome = end.Outcome with { Attempts = [.. attempts] } };
    }

    /// <summary>Another attempt goes by what is there now, but destroys nothing that the plan did not show.</summary>
    private async Task<EntryEnd> AgainAsync()
    {
        if (CheckGate.Closed(_planned.Entry, run.Checks) is { } comment)
            return End(_planned, true, comment);
        var fresh = await run.Again.PlanAsync(index, run.Abort);
        return PlanDrift.DestroysMore(fresh, _planned)
            ? End(fresh, false, $"{fresh.FailedComment}: not tried again, for it would destroy what the plan did not show; plan again")
            : await RunAsync(fresh);
    }

    private async Task<EntryEnd> RunAsync(PlannedEntry entry)
    {
        _gathered.Note(entry.Notes);
        if (entry.Steps.IsEmpty)
            return End(entry, !entry.Failed, entry.DoneComment);
        var done = 0;
        foreach (var stage in Stage.Of(entry.Steps))
        {
            if (run.StopReason is { } reason)
                return Stopped(entry, reason, done);
            var failures = await StageAsync(stage, isFirst: done == 0);
            done += stage.Length - failures.Count(f => f.IsNotBegun);
            if (failures.Count > 0 && failures.TrueForAll(f => f.IsNotBegun))
                return Stopped(entry, run.StopReason ?? "the run was interrupted", done);
            if (failures.Count > 0)
                return End(entry, false, Comment(entry, stage, failures)) with { IsReached = !failures.Exists(f => f.IsNotBegun) };
        }

        return End(entry, true, entry.DoneComment + _gathered.Said, isWhole: true);
    }

    private EntryEnd Stopped(PlannedEntry entry, string reason, int done) => done == 0 ? NotBegun(reason)
        : End(entry, false, $"{entry.FailedComment}: {reason} after {done} of {entry.Steps.Length} steps") with { IsReached = false };

    /// <summary>Salt's users parse the list of what could not be deleted: Python's, as the formula prints it.</summary>
    private static string Comment(PlannedEntry entry, ImmutableArray<PlanStep> stage, List<StepFailure> failures) =>
        stage is [{ IsIndependent: false } only] ? $"{only.FailedComment ?? entry.FailedComment}: {failures[0].Why}"
            : $"{entry.FailedComment}: " + PythonList.Of(failures.Select(f => (Name(f.Step, entry), f.Why)));

    private static string Name(PlanStep step, PlannedEntry entry) => step is not DeleteSnapshot delete ? step.Place
        : entry.Entry.Instances.Length == 1 ? delete.Name : $"{delete.Instance}/{delete.Name}";

    /// <summary>Steps of one instance in order, instances side by side; gives what failed, in the order of the steps.</summary>
    private async Task<List<StepFailure>> StageAsync(ImmutableArray<PlanStep> stage, bool isFirst)
    {
        var numbered = stage.Select((step, i) => (Step: step, Number: _begun + i)).ToList();
        _begun += stage.Length;
        var failures = await Task.WhenAll(numbered.GroupBy(s => s.Step.Lane).Select(async lane =>
        {
            var failed = new List<StepFailure>();
            SemaphoreSlim slot;
            try
            {
                slot = await run.EnterAsync(lane.Key.Remote);
            }
            catch (OperationCanceledException)
            {
                return [.. lane.Select(s => new StepFailure(s.Step, s.Number, "the run was interrupted") { IsNotBegun = true })];
            }

            if (isFirst && !_isAgain)
                StartClock(); // waiting for a place is not the declaration's own time
            try
            {
                foreach (var (step, number) in lane)
                    if (await FailureAsync(step, number) is { } failure)
                        failed.Add(failure);
            }
            finally
            {
                slot.Release();
            }

            return failed;
        }));
        return [.. failures.SelectMany(f => f).OrderBy(f => f.Number)];
    }

    /// <summary>Null: the step is done.</summary>
    private async Task<StepFailure?> FailureAsync(PlanStep step, int number)
    {
        if (run.StopReason is { } reason)
            return new StepFailure(step, number, reason) { IsNotBegun = true };
        var server = run.ServerOf(step.Lane.Remote);
        if (server.Hindrance is { } hindrance)
            return new StepFailure(step, number, hindrance);
        var isOld = run.Options.IsSaved || server.Now - run.Plan.MadeAt > RunOptions.Fresh;
        run.Tell(new RunEvent.StepStarted(index, step));
        void Tell(string how) => run.Tell(new RunEvent.StepGoesOn(index, step, how));
        try
        {
            _gathered.Add(number, step, await run.Steps.RunAsync(server, step, isOld, Tell, run.Abort));
            run.Tell(new RunEvent.StepDone(index, step));
            return null;
        }
        catch (IncusException e)
        {
            server.Learn(e);
            return new StepFailure(step, number, Why(server, step, e));
        }
        catch (StepFailedException e)
        {
            _gathered.Change(number, e.Done);
            _gathered.Note(e.Notes);
            return new StepFailure(step, number, e.Message) { IsNotBegun = e.IsUndone };
        }
        catch (OperationCanceledException) when (run.Abort.IsCancellationRequested)
        {
            return new StepFailure(step, number, "interrupted while the server was at it; it may still be carried out, so look before anything else");
        }
    }

    private static string Why(RunServer server, PlanStep step, IncusException e) => step switch
    {
        GroupStep => e.Message, // it says which of them
        InstanceStep one => server.Tell(one.Instance, e),
        _ => ErrorText.Of(e),
    };

    private void StartClock() => (_startedAt, _clock) = (run.Time.GetUtcNow(), run.Time.GetTimestamp());

    private EntryEnd NotBegun(string reason) =>
        End(_planned, false, $"Not carried out: {reason}") with { IsReached = false };

    private EntryEnd End(
        PlannedEntry entry, bool result, string comment, bool isWhole = false, bool isUncalled = false) => new(
        new Outcome(entry.Entry, result && entry.Shortfalls.IsEmpty, _gathered.Changes,
            string.Join("; ", [comment, .. entry.Shortfalls]), _startedAt, run.Time.GetElapsedTime(_clock))
        {
            Notes = _gathered.Notes,
            IsUncalled = isUncalled,
        },
        isWhole || _planned.Steps.IsEmpty);
}

/// <param name="IsAsPlanned">The instance is as the plan's later entries expect it to be.</param>
internal sealed record EntryEnd(Outcome Outcome, bool IsAsPlanned)
{
    public bool IsReached
    {
        init => Outcome = Outcome with { NotReached = !value };
    }
}
