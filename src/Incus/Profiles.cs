using System.Collections.Immutable;
using Brine.Incus.Transport;
using Brine.Incus.Wire;

namespace Brine.Incus;

/// <summary>Profiles.</summary>
public sealed class Profiles
{
    private readonly Channel _channel;
    private readonly Projects _projects;

    internal Profiles(Channel channel, Projects projects)
    {
        _channel = channel;
        _projects = projects;
    }

    public async Task<ImmutableArray<string>> NamesAsync(string project, CancellationToken ct)
    {
        var answer = await _channel.GetAsync(
            ApiPath.In(project, "profiles"), $"list the profiles of project {project}",
            WireJson.Default.EnvelopeStrings, ct);
        if (answer.Metadata is not { Count: > 0 }) await _projects.ConfirmAsync(project, ct);
        return WireReading.NamesIn(answer.Metadata);
    }
}
