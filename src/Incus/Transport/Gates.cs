using System.Collections.Concurrent;

namespace Brine.Incus.Transport;

/// <summary>One change at a time per instance, and at most so many at once on the server.</summary>
internal sealed class Gates(int parallelism) : IDisposable
{
    private readonly SemaphoreSlim _server = new(parallelism, parallelism);
    private readonly ConcurrentDictionary<(string Project, string Instance), SemaphoreSlim> _instances = new();

    /// <summary>Dispose the result to leave the instance's gate.</summary>
    public ValueTask<Pass> EnterInstanceAsync(string project, string instance, CancellationToken ct) =>
        Pass.ThroughAsync(_instances.GetOrAdd((project, instance), static _ => new SemaphoreSlim(1, 1)), ct);

    public ValueTask<Pass> EnterServerAsync(CancellationToken ct) => Pass.ThroughAsync(_server, ct);

    public void Dispose()
    {
        _server.Dispose();
        foreach (var gate in _instances.Values)
            gate.Dispose();
    }

    internal readonly struct Pass : IDisposable
    {
        private readonly SemaphoreSlim _gate;

        private Pass(SemaphoreSlim gate) => _gate = gate;

        public static async ValueTask<Pass> ThroughAsync(SemaphoreSlim gate, CancellationToken ct)
        {
            await gate.WaitAsync(ct);
            return new Pass(gate);
        }

        public void Dispose() => _gate.Release();
    }
}
