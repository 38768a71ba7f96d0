using System.Collections.Concurrent;
using System.Collections.Immutable;
using Brine.Converge.Journal;
using Brine.Converge.Observe;
using Brine.Converge.Steps;
using Brine.Planner.Checks;
using Brine.Planner.Observed;
using Brine.Planner.Plan;

namespace Brine.Converge.Apply;

/// <summary>
/// Carries a plan out: entries of one instance in order, instances side by side, so many at once on each server.
/// </summary>
internal sealed class Runner(
    ServerSet servers, Observer observer, RunJournal journal, ICheckHost checks, RunOptions options)
{
    public async Task<RunReport> RunAsync(
        Plan plan, ObservedState observed, RunControl control, IProgress<RunEvent>? progress)
    {
        var started = servers.Time.GetUtcNow();
        var clock = servers.Time.GetTimestamp();
        var records = JournalPlan.Of(observed);
        journal.Begin(records.Add(plan.Steps, observed, servers.Now));
        var order = RunOrder.Of(plan.Desired, options.Serial);
        var reached = Servers(plan, observed);
        using var run = new Run(plan, order, reached, servers.Time, control, options, progress)
        {
            Again = new Replanning(plan, servers, observer, journal, records),
            Steps = new StepRunner(journal, records, at => reached[at.Remote], control.Stop),
            Checks = checks,
        };
        await Task.WhenAll(order.Indices.Select(index => RunAsync(run, index)));
        foreach (var record in records.NotBegun)
            journal.Done(record);
        ImmutableArray<Outcome> outcomes = [.. run.Ends.Select(e => e.Task.Result)]; // all lanes have ended
        Settling.Settle(journal, observed, outcomes);
        return new RunReport(outcomes, started, servers.Time.GetElapsedTime(clock),
            control.Stop.IsCancellationRequested && outcomes.Any(o => o.NotReached));
    }

    private static async Task RunAsync(Run run, int index)
    {
        try
        {
            await run.AwaitTurnAsync(index);
            var entry = run.Plan.Entries[index].Entry;
            var end = await new EntryRun(run, index).RunAsync(run.BrokenBefore(entry));
            if (!end.IsAsPlanned)
                run.Break(entry);
            run.End(index, end.Outcome);
        }
        catch (Exception e)
        {
            // A defect of ours: others may wait for this one, and must not do so for ever.
            run.Ends[index].TrySetException(e);
            throw;
        }
    }

    private ConcurrentDictionary<string, RunServer> Servers(Plan plan, ObservedState observed) => new(
        plan.Entries.SelectMany(e => e.Entry.Lanes).Select(l => l.Remote).Distinct(StringComparer.Ordinal).Select(remote =>
        {
            var server = new RunServer(
                servers.For(remote), observed.Server(remote), servers.Time, servers.Options.OperationTimeout);
            foreach (var (address, sighting) in observed.Instances.Where(i => i.Key.Remote == remote))
                if (sighting is Sighting.Present present)
                    server.Know(address, present.Instance);
            return KeyValuePair.Create(remote, server);
        }), StringComparer.Ordinal);
}
