using System.Collections.Immutable;
using System.Globalization;
using Brine.Converge.Steps;
using Brine.Incus;
using Brine.Planner.Checks;
using Brine.Planner.Plan;

namespace Brine.Converge.Apply;

/// <summary>One entry of a run, from its requisites to its outcome.</summary>
internal sealed class EntryRun(Run run, int index)
{
    private readonly PlannedEntry _planned = run.Plan.Entries[index];
    private readonly List<Change> _changes = [];
    private readonly List<string> _notes = [];
    private DateTimeOffset _startedAt;
    private long _clock;
    private bool _isAgain;

    /// <param name="broken">The entry of the same instance that did not come out as planned; null: all did.</param>
    public async Task<EntryEnd> RunAsync(string? broken)
    {
        var server = run.ServerOf(_planned.Entry);
        StartClock(server);
        if (run.StopReason is { } reason)
            return NotBegun(reason);
        run.Tell(new RunEvent.EntryStarted(index));
        if (run.Closed(index) is { } closed)
            // What went first failed because this would fail: then this says why.
            return closed.IsByFirst && _planned.Verdict == Verdict.Refused ? End(_planned, false, _planned.DoneComment)
                : End(_planned, !closed.Failed, closed.Comment, isUncalled: closed.IsUncalled);
        var end = Checked(await OnceAsync(server, broken));
        return _planned.Entry.Retry is { } rule ? await RetryAsync(server, rule, end) : end;
    }

    /// <summary>Asks what it is to be asked, then carries it out: as planned, or as the facts are now.</summary>
    private async Task<EntryEnd> OnceAsync(RunServer server, string? broken)
    {
        if (CheckGate.Closed(_planned.Entry, run.Checks) is { } comment)
            return End(_planned, true, comment, isWhole: _planned.IsCheckedOut);
        if (broken is null && _planned.Verdict != Verdict.Skipped && !_planned.IsCheckedOut)
            return await RunAsync(server, _planned);

        // What was planned rests on facts that never came to be: the planner is asked again, on those that are.
        var fresh = await run.Again.PlanAsync(index, run.Abort);
        // An entry that was called up against the plan was never planned otherwise.
        return _planned.Verdict == Verdict.Skipped || _planned.IsCheckedOut || fresh.Steps.IsEmpty || PlanDrift.SameSteps(fresh, _planned)
            ? await RunAsync(server, fresh)
            : End(fresh, false, (_planned.Steps.IsEmpty ? fresh : _planned).FailedComment + ": not done, "
                + $"for it was planned on facts that changed when {broken} failed; plan again");
    }

    private EntryEnd Checked(EntryEnd end)
    {
        if (end.Outcome.NotReached || CheckGate.After(_planned.Entry, run.Checks) is not { } verdict)
            return end;
        _notes.Add(end.Outcome.Comment);
        return end with
        {
            Outcome = end.Outcome with { Result = verdict.Result, Comment = verdict.Comment, Notes = Notes },
        };
    }

    private async Task<EntryEnd> RetryAsync(RunServer server, RetryRule rule, EntryEnd end)
    {
        var attempts = new List<Attempt>();
        while (end.Outcome.Result != rule.Until && !end.Outcome.NotReached && attempts.Count + 1 < rule.Attempts)
        {
            attempts.Add(new Attempt(end.Outcome.Result, end.Outcome.Comment));
            if (!await run.WaitAsync(rule.Interval + rule.Splay * Random.Shared.NextDouble(), server.Time) || run.StopReason is not null)
                break;
            _isAgain = true;
            end = Checked(await AgainAsync(server)) with { IsAsPlanned = false };
        }

        return end with { Outcome = end.Outcome with { Attempts = [.. attempts] } };
    }

    /// <summary>Another attempt goes by what is there now, but destroys nothing that the plan did not show.</summary>
    private async Task<EntryEnd> AgainAsync(RunServer server)
    {
        if (CheckGate.Closed(_planned.Entry, run.Checks) is { } comment)
            return End(_planned, true, comment);
        var fresh = await run.Again.PlanAsync(index, run.Abort);
        return PlanDrift.DestroysMore(fresh, _planned)
            ? End(fresh, false, $"{fresh.FailedComment}: not tried again, for it would destroy what the plan did not show; plan again")
            : await RunAsync(server, fresh);
    }

    private async Task<EntryEnd> RunAsync(RunServer server, PlannedEntry entry)
    {
        _notes.AddRange(entry.Notes);
        if (entry.Steps.IsEmpty)
            return End(entry, !entry.Failed, entry.DoneComment);
        SemaphoreSlim slot;
        try
        {
            slot = await run.EnterAsync(entry.Entry);
        }
        catch (OperationCanceledException)
        {
            return NotBegun("the run was interrupted");
        }

        if (!_isAgain)
            StartClock(server); // waiting for a place is not the declaration's own time
        try
        {
            return await StepsAsync(server, entry);
        }
        finally
        {
            slot.Release();
        }
    }

    private void StartClock(RunServer server) => (_startedAt, _clock) = (server.Time.GetUtcNow(), server.Time.GetTimestamp());

    private async Task<EntryEnd> StepsAsync(RunServer server, PlannedEntry entry)
    {
        var done = 0;
        foreach (var step in entry.Steps)
        {
            if (run.StopReason is { } reason)
                return done == 0 ? NotBegun(reason) : End(entry, false,
                    $"{entry.FailedComment}: {reason} after {done} of {entry.Steps.Length} steps")
                        with { IsReached = false };
            run.Tell(new RunEvent.StepStarted(index, step));
            if (await FailureAsync(server, step) is { } failure)
                return End(entry, false, $"{entry.FailedComment}: {failure}");
            run.Tell(new RunEvent.StepDone(index, step));
            done++;
        }

        return End(entry, true, entry.DoneComment, isWhole: true);
    }

    /// <summary>Null: the step is done.</summary>
    private async Task<string?> FailureAsync(RunServer server, PlanStep step)
    {
        var isOld = run.Options.IsSaved || server.Now - run.Plan.MadeAt > RunOptions.Fresh;
        try
        {
            var result = await run.Steps.RunAsync(server, step, isOld, run.Abort);
            _changes.AddRange(step.Changes);
            _changes.AddRange(result.MoreChanges);
            _notes.AddRange(result.Notes);
            return null;
        }
        catch (IncusException e)
        {
            return ErrorText.Of(e);
        }
        catch (StepFailedException e)
        {
            _changes.AddRange(e.Done);
            return e.Message;
        }
        catch (OperationCanceledException) when (run.Abort.IsCancellationRequested)
        {
            return "interrupted while the server was at it; it may still be carried out, so look before anything else";
        }
    }

    private EntryEnd NotBegun(string reason) =>
        End(_planned, false, $"Not carried out: {reason}") with { IsReached = false };

    private ImmutableArray<string> Notes => [.. _notes.Distinct(StringComparer.Ordinal)];

    private EntryEnd End(
        PlannedEntry entry, bool result, string comment, bool isWhole = false, bool isUncalled = false) => new(
        new Outcome(entry.Entry, result, [.. _changes], comment, _startedAt,
            run.ServerOf(entry.Entry).Time.GetElapsedTime(_clock))
        {
            Notes = Notes,
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
