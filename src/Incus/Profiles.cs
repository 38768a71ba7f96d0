using System.Collections.Immutable;
using Brine.Incus.Transport;
using Brine.Incus.Wire;

namespace Brine.Incus;

/// <summary>Profiles.</summary>
public sealed class Profiles
{
    private readonly Channel _channel;

    internal Profiles(Channel channel) => _channel = channel;

    public async Task<ImmutableArray<string>> NamesAsync(string project, CancellationToken ct)
    {
        var answer = await _channel.GetAsync(
            ApiPath.In(project, "profiles"), $"list the profiles of project {project}",
            WireJson.Default.EnvelopeStrings, ct);
        return WireReading.NamesIn(answer.Metadata);
    }
}
