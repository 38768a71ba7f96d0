using System.Collections.Concurrent;
using Brine.Incus;
using Brine.Planner.Desired;

namespace Brine.Converge;

/// <summary>The servers of a run: one client a remote, opened when it is first asked for.</summary>
public sealed class ServerSet : IAsyncDisposable, IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<IncusClient>> _clients = new(StringComparer.Ordinal);
    private readonly Func<string, IncusEndpoint> _resolve;

    private ServerSet(Func<string, IncusEndpoint> resolve, IncusClientOptions options, TimeProvider time)
    {
        _resolve = resolve;
        Options = options;
        Time = time;
    }

    public IncusClientOptions Options { get; }

    public TimeProvider Time { get; }

    /// <param name="resolve">A remote's name → where it is; throws <see cref="RemoteException"/> when it cannot be made
    /// out.</param>
    public static ServerSet Create(Func<string, IncusEndpoint> resolve, IncusClientOptions options,
        TimeProvider time) =>
        new(resolve, options, time);

    /// <exception cref="RemoteException">The remote cannot be made out.</exception>
    public IncusClient For(string remote) =>
        _clients.GetOrAdd(remote, name =>
            new Lazy<IncusClient>(() => new IncusClient(_resolve(name), Options, Time))).Value;

    /// <summary>The clock of a run: that of its first server, as far as that has been heard of.</summary>
    public DateTimeOffset Now(DesiredState desired) =>
        desired.Entries.SelectMany(e => e.Lanes).Select(l => l.Remote).FirstOrDefault() is { } remote ? Now(remote) : Time.GetUtcNow();

    /// <summary>What time it is at a server.</summary>
    public DateTimeOffset Now(string remote) => Time.GetUtcNow() + For(remote).ClockOffset;

    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(c => c.IsValueCreated))
            client.Value.Dispose();
        _clients.Clear();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
