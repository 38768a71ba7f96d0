using System.Collections.Immutable;
using Brine.Converge.Journal;
using Brine.Incus;
using Brine.Planner.Observed;
using Brine.Planner.Plan;

namespace Brine.Converge.Steps;

/// <summary>
/// What is left of an instance after its restore failed: Incus stops it first, and leaves it stopped on many failures
/// (facts/incus-api.md §3). Its power state is put back and the error says both.
/// </summary>
internal sealed class RestoreFailure(
    RunServer server, RestoreSnapshot step, Interruption.Restoring record, RunJournal journal)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    public async Task<Exception> TellAsync(Exception cause, ImmutableArray<Change> changes)
    {
        // Not the run's token: after a second Ctrl-C too, an instance that was running is to run.
        using var limit = new CancellationTokenSource(s_limit, server.Time);
        var done = changes.AddRange(cause is StepFailedException partly ? partly.Done : []);
        var what = cause is OperationCanceledException
            ? "it was interrupted while the server was at it" : server.Tell(step.Instance, cause);
        var power = await PutBackAsync(limit.Token);
        if (cause is not OperationCanceledException && power.IsKnown && done.Length == changes.Length)
            journal.Done(record); // seen to its end: nothing is left for the next run to judge
        return new StepFailedException($"{what}; {power.Text}", cause) { Done = done };
    }

    private async Task<(bool IsKnown, string Text)> PutBackAsync(CancellationToken token)
    {
        var at = step.Instance;
        var found = "unknown";
        try
        {
            await server.Watch.AwaitAsync(token);
            await SnapshotDoubt.AwaitEndAsync(server.Client, at, null, token); // a restore that is still going on
            found = await Power.StatusAsync(server, at, token);
            if (found == record.StatusBefore)
                return (true, $"{at} is {found}, as it was before");
            await Power.PutBackAsync(server, at, record.StatusBefore, token);
            var now = await Power.StatusAsync(server, at, token);
            return (true, now == record.StatusBefore
                ? $"the restore left {at} {found}; it is {now} again, as it was before"
                : $"the restore left {at} {now}; before it was {record.StatusBefore}");
        }
        catch (Exception e) when (e is IncusException or OperationCanceledException or StepFailedException)
        {
            return (false, $"{at} was {record.StatusBefore} before and is {found} now, which could not be put back: "
                + e.Message);
        }
    }
}
