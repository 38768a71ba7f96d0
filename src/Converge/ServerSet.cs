using System.Collections.Concurrent;
using Brine.Incus;

namespace Brine.Converge;

/// <summary>The servers of a run: one client a remote, opened when it is first asked for.</summary>
public sealed class ServerSet : IAsyncDisposable
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

    /// <param name="resolve">A remote's name → where it is; throws <see cref="RemoteException"/> when it cannot be made out.</param>
    public static ServerSet Create(Func<string, IncusEndpoint> resolve, IncusClientOptions options, TimeProvider time) =>
        new(resolve, options, time);

    /// <exception cref="RemoteException">The remote cannot be made out.</exception>
    public IncusClient For(string remote) =>
        _clients.GetOrAdd(remote, name => new Lazy<IncusClient>(() => new IncusClient(_resolve(name), Options, Time))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values.Where(c => c.IsValueCreated))
            await client.Value.DisposeAsync();
        _clients.Clear();
    }
}
