using System.Collections.Concurrent;
using System.Collections.Immutable;
using Brine.Converge.Steps;
using Brine.Planner.Checks;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Plan;

namespace Brine.Converge.Apply;

/// <summary>One run: what all of its entries share.</summary>
internal sealed class Run(
    Plan plan, RunOrder order, ConcurrentDictionary<string, RunServer> servers, TimeProvider time, RunControl control,
    RunOptions options, IProgress<RunEvent>? progress) : IDisposable
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _slots = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Lane, string> _broken = new();
    private volatile DesiredEntry? _hardFailure;

    public Plan Plan => plan;

    public RunOptions Options => options;

    public required Replanning Again { get; init; }

    public required StepRunner Steps { get; init; }

    public required ICheckHost Checks { get; init; }

    /// <summary>The end of each entry, by index.</summary>
    public ImmutableArray<TaskCompletionSource<Outcome>> Ends { get; } =
        [.. plan.Entries.Select(_ =>
            new TaskCompletionSource<Outcome>(TaskCreationOptions.RunContinuationsAsynchronously))];

    public CancellationToken Abort => control.Abort;

    /// <summary>Waits, unless the run is interrupted meanwhile.</summary>
    /// <returns>False: it was.</returns>
    public async Task<bool> WaitAsync(TimeSpan time, TimeProvider clock)
    {
        try
        {
            await Task.Delay(time, clock, control.Stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Why no new step may begin; null: go on.</summary>
    public string? StopReason => control.Stop.IsCancellationRequested || control.Abort.IsCancellationRequested
        ? "the run was interrupted"
        : _hardFailure is { } entry ? $"{entry.Origin.Id} failed, and has failhard set" : null;

    public RunServer ServerOf(string remote) => servers[remote];

    /// <summary>The clock that entries are timed by.</summary>
    public TimeProvider Time => time;

    /// <summary>The entry before it that did not come out as planned on what it works on or looks at; null: all did.</summary>
    public string? BrokenBefore(DesiredEntry entry) => entry.Lanes.Concat(entry.Sources.Select(Lane.Of))
        .Select(l => _broken.GetValueOrDefault(l)).FirstOrDefault(b => b is not null);

    public void Break(DesiredEntry entry)
    {
        foreach (var lane in entry.Lanes)
            _broken.TryAdd(lane, entry.Origin.Id);
    }

    public void Tell(RunEvent what) => progress?.Report(what);

    /// <summary>Waits for its requisites, and for what goes before it on its instances.</summary>
    public Task AwaitTurnAsync(int index) => Task.WhenAll(plan.Entries[index].Entry.Dependencies
        .SelectMany(plan.Desired.Before).Where(on => order.IsBefore(on, index)).Concat(order.Waits[index])
        .Select(on => Ends[on].Task));

    /// <summary>Whether requisites let the entry run; its requisites must have ended.</summary>
    public GateAnswer? Closed(int index) => Gate.Closed(
        plan.Entries[index].Entry,
        d => d.Kind == DependencyKind.Foreseen ? Foreseen(index, d.On) : Facts(index, d.On),
        on => plan.Entries[on].Entry);

    /// <summary>What an entry that comes later will come to, by the plan and by what it waits for itself.</summary>
    private GateFacts Foreseen(int index, int on)
    {
        var target = plan.Entries[on].Entry;
        var waiting = target with
        {
            Dependencies = [.. target.Dependencies.Where(d => d.Kind is not (DependencyKind.First or DependencyKind.Foreseen))],
        };
        if (Gate.Closed(waiting, d => Facts(index, d.On), other => plan.Entries[other].Entry) is { } closed)
            return new GateFacts(closed.Failed, false);
        var seen = plan.Entries[index].Foreseen.FirstOrDefault(f => f.On == on);
        return new GateFacts(seen.Failed, seen.Changes);
    }

    private GateFacts Facts(int index, int on) =>
        order.IsBefore(on, index) && Ends[on].Task is { IsCompletedSuccessfully: true, Result: var outcome }
            ? new GateFacts(outcome.Result == false, !outcome.Changes.IsEmpty, outcome.IsUncalled) : default;

    /// <summary>A place among those that work on a server at once; release it when done.</summary>
    public async Task<SemaphoreSlim> EnterAsync(string remote)
    {
        var slots = _slots.GetOrAdd(remote, _ => new SemaphoreSlim(Math.Max(1, options.Parallelism)));
        await slots.WaitAsync(control.Abort);
        return slots;
    }

    public void End(int index, Outcome outcome)
    {
        if (outcome is { Result: false, NotReached: false, Entry.FailHard: true })
            _hardFailure ??= outcome.Entry;
        Tell(new RunEvent.EntryEnded(index, outcome));
        Ends[index].SetResult(outcome);
    }

    public void Dispose()
    {
        foreach (var slots in _slots.Values)
            slots.Dispose();
    }
}
