using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Converge;
using Brine.Planner.Desired;
using Brine.Salt.Pillar;
using Brine.Salt.Yaml;

namespace Brine.Cli.Worker;

/// <summary>The servers that a worker has been sent to: each connection is opened once, and kept.</summary>
internal sealed class WorkerServers(Surroundings world, ConnectionRequest request, int parallelism) : IDisposable
{
    private readonly Dictionary<string, Link> _links = new(StringComparer.Ordinal);

    /// <exception cref="WorkerRefusal">The connection cannot be read.</exception>
    public Link At(YamlMap? connection)
    {
        var key = connection is null ? "" : Screens.NodeJson.Of(connection);
        if (_links.TryGetValue(key, out var known))
            return known;
        var pillar = connection is null ? null : Read(connection);
        var own = new Connection(request, world).With(pillar);
        return _links[key] = new Link(own, own.Open(parallelism));
    }

    public void Dispose()
    {
        foreach (var link in _links.Values)
            link.Servers.Dispose();
        _links.Clear();
    }

    private static PillarConnection? Read(YamlMap connection)
    {
        var root = Under("incus", Under("connection", connection));
        var read = DesiredCompiler.Compile([], [new PillarDocument("incus.connection", root)],
            new CompileOptions(ConnectionDefaults.Local, DateTimeOffset.UnixEpoch));
        return read.Diagnostics is [var wrong, ..] && read.HasErrors ? throw new WorkerRefusal(Wording.Of(wrong)) : read.Connection;
    }

    private static YamlMap Under(string key, YamlMap value) => new([new YamlEntry(YamlScalar.Of(key), value)], default);

    /// <summary>One connection.</summary>
    internal sealed record Link(Connection Connection, ServerSet Servers)
    {
        public ConnectionDefaults Defaults => Connection.Defaults;
    }
}
