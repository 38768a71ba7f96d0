using System.Collections.Immutable;
using System.Text.Json;
using Brine.Incus.Cluster;
using Brine.Incus.Exec;
using Brine.Incus.Publishing;
using Brine.Incus.Remotes;
using Brine.Incus.Storage;
using Brine.Incus.Transport;
using Brine.Incus.Wire;

namespace Brine.Incus;

/// <summary>
/// One server. Nothing is sent before the first call. All calls throw <see cref="IncusException"/> when the world
/// refuses, and <see cref="ArgumentException"/> for a name that may never be sent (empty, <c>.</c>, <c>..</c>).
/// </summary>
public sealed class IncusClient : IDisposable
{
    private readonly Channel _channel;
    private readonly Changes _changes;
    private ServerInfo? _server;

    public IncusClient(IncusEndpoint endpoint, IncusClientOptions options, TimeProvider time)
    {
        Endpoint = endpoint;
        _channel = new Channel(endpoint, options, time);
        Operations = new Operations(_channel, options, time);
        _changes = new Changes(_channel, Operations, options, time);
        Projects = new Projects(_channel);
        Instances = new Instances(_channel, _changes, Projects, KnownServerAsync);
        Snapshots = new Snapshots(_channel, _changes, Instances);
        Volumes = new Volumes(_channel, _changes, Projects, KnownServerAsync);
        Executions = new Executions(_channel, Operations, time);
        Pools = new Pools(_channel);
        Profiles = new Profiles(_channel, _changes, Projects);
        Members = new ClusterMembers(_channel);
        CustomVolumes = new CustomVolumes(_channel, _changes, Projects, KnownServerAsync);
        Images = new Images(_channel, _changes, Projects);
        Trust = new Trust(_channel);
    }

    public string Name => Endpoint.Name;

    public IncusEndpoint Endpoint { get; }

    /// <summary>The server's clock minus ours, by its latest answer; good to a second or so, zero at first.</summary>
    public TimeSpan ClockOffset => _channel.ClockOffset;

    public Instances Instances { get; }

    public Snapshots Snapshots { get; }

    public Volumes Volumes { get; }

    public Executions Executions { get; }

    public Pools Pools { get; }

    public Profiles Profiles { get; }

    public CustomVolumes CustomVolumes { get; }

    public Images Images { get; }

    public Projects Projects { get; }

    public Operations Operations { get; }

    public Trust Trust { get; }

    public ClusterMembers Members { get; }

    /// <summary>Asks the server who it is, each time anew.</summary>
    public async Task<ServerInfo> GetServerAsync(CancellationToken ct)
    {
        var answer = await _channel.GetAsync(ApiPath.Of(), "read the server", WireJson.Default.EnvelopeWireServer, ct);
        return _server = (answer.Metadata ?? new WireServer()).ToServerInfo();
    }

    /// <summary>
    /// The metadata of anything below <c>/1.0</c>, as the server gives it. A project that is missing or forbidden is
    /// thrown, and not an empty list.
    /// </summary>
    /// <param name="project">Sent with every request; what belongs to no project does not mind.</param>
    /// <param name="segments">The path's parts, not escaped; none for the server itself.</param>
    /// <param name="recursion">0 for addresses, more for the things themselves.</param>
    public async Task<JsonElement> ReadAsync(string project, ImmutableArray<string> segments, int recursion, CancellationToken ct)
    {
        var path = ApiPath.In(project, segments.AsSpan()) + (recursion > 0 ? FormattableString.Invariant($"&recursion={recursion}") : "");
        var answer = await _channel.GetAsync(path, $"read {ApiPath.Of(segments.AsSpan())}", WireJson.Default.EnvelopeJson, ct);
        if (answer.Metadata is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 0)
            await Projects.ConfirmAsync(project, ct);
        return answer.Metadata;
    }

    public void Dispose()
    {
        _changes.Dispose();
        _channel.Dispose();
    }

    private async ValueTask<ServerInfo> KnownServerAsync(CancellationToken ct) => _server ?? await GetServerAsync(ct);
}
