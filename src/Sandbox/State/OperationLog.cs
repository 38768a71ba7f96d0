using Brine.Sandbox.Faults;

namespace Brine.Sandbox.State;

/// <summary>Starts operations and remembers them until 5 s after they ended, as Incus does.</summary>
internal sealed class OperationLog(World world) : IAsyncDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private readonly List<Operation> _operations = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _running = [];

    /// <summary>Those that still exist, oldest first.</summary>
    public IReadOnlyList<Operation> All
    {
        get
        {
            var now = world.Now;
            _operations.RemoveAll(o => o.EndedAt is { } ended && (o.VanishesAtOnce || now - ended >= Kept));
            return _operations;
        }
    }

    public Operation? Find(string id) => All.FirstOrDefault(o => o.Id == id);

    /// <summary>
    /// Call under the gate. The operation's own part starts before this returns, its effect comes later.
    /// </summary>
    public Operation Start(
        string kind, string description, string project, IReadOnlyList<(string, string[])> resources, Work work)
    {
        var operation = new Operation
        {
            Id = Guid.NewGuid().ToString(),
            Kind = kind,
            Description = description,
            CreatedAt = world.Now,
            Location = world.Location,
            Project = project,
            Resources = resources,
        };
        _operations.Add(operation);
        _running.RemoveAll(t => t.IsCompleted);
        _running.Add(RunAsync(operation, work, _stopping.Token));
        return operation;
    }

    /// <summary>What a daemon crash leaves of operations: nothing.</summary>
    public void Forget()
    {
        foreach (var operation in _operations)
            operation.Ended.TrySetResult();
        _operations.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running);
        _stopping.Dispose();
    }

    private async Task RunAsync(Operation operation, Work work, CancellationToken cancellation)
    {
        var begun = false;
        IncusError? failure = null;
        try
        {
            while (work.WaitFor?.Invoke() is { } other)
                await other.WaitAsync(cancellation);
            var fault = Locked(() => world.Faults.Take(operation.Kind));
            operation.VanishesAtOnce = fault?.Kind == FaultKind.VanishOperation;
            if (fault?.Kind == FaultKind.Busy)
                throw fault.AsError(operation.Kind);
            Locked(() =>
            {
                work.Begin?.Invoke();
                begun = true;
            });
            await PaceAsync(fault, cancellation);
            Locked(() => Finish(operation, work, fault));
        }
        catch (IncusError error)
        {
            failure = error;
        }
        catch (OperationCanceledException)
        {
            failure = new IncusError(500, "Daemon is shutting down");
        }

        Locked(() =>
        {
            if (begun)
                work.Release?.Invoke();
            operation.Failure = failure;
            operation.EndedAt = world.Now;
        });
        operation.Ended.TrySetResult();
    }

    private static void Finish(Operation operation, Work work, Fault? fault)
    {
        if (fault?.Kind is FaultKind.Error or FaultKind.DiskFull)
        {
            work.OnFault?.Invoke();
            throw fault.AsError(operation.Kind);
        }

        work.Effect();
    }

    private async Task PaceAsync(Fault? fault, CancellationToken cancellation)
    {
        var latency = fault?.Delay ?? world.Latency;
        if (latency > TimeSpan.Zero)
            await Task.Delay(latency, world.Clock, cancellation);
        else
            await Task.Yield();
    }

    private T Locked<T>(Func<T> read)
    {
        lock (world.Gate)
            return read();
    }

    private void Locked(Action change)
    {
        lock (world.Gate)
            change();
    }
}
