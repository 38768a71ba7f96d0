using System.Collections.Immutable;
using Brine.Incus.Transport;
using Brine.Incus.Wire;

namespace Brine.Incus.Cluster;

/// <summary>A member of the server's cluster.</summary>
/// <param name="Status"><c>Online</c>, <c>Offline</c>, <c>Evacuated</c>, <c>Blocked</c>.</param>
/// <param name="Message">Incus's own words on that status.</param>
public sealed record ClusterMember(string Name, string Status, string Message);

/// <summary>The members of the cluster. A server that is in none refuses: ask <see cref="ServerInfo.ServerClustered"/>.</summary>
public sealed class ClusterMembers
{
    private readonly Channel _channel;

    internal ClusterMembers(Channel channel) => _channel = channel;

    public async Task<ImmutableArray<ClusterMember>> ListAsync(CancellationToken ct)
    {
        var answer = await _channel.GetAsync(
            ApiPath.Of("cluster", "members") + "?recursion=1", "list the cluster members",
            WireJson.Default.EnvelopeWireMembers, ct);
        return [.. (answer.Metadata ?? []).Select(
            wire => new ClusterMember(wire.ServerName ?? "", wire.Status ?? "", wire.Message ?? ""))];
    }
}
