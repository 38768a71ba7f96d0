using System.Collections.Immutable;
using Brine.Incus.Transport;
using Brine.Incus.Wire;

namespace Brine.Incus;

/// <summary>A project, with its <c>features.*</c> and <c>restricted.*</c>.</summary>
public sealed record IncusProject(string Name, IReadOnlyDictionary<string, string> Config);

/// <summary>Projects that this client may see.</summary>
public sealed class Projects
{
    private readonly Channel _channel;

    internal Projects(Channel channel) => _channel = channel;

    public async Task<ImmutableArray<string>> NamesAsync(CancellationToken ct)
    {
        var answer = await _channel.GetAsync(
            ApiPath.Of("projects"), "list the projects", WireJson.Default.EnvelopeStrings, ct);
        return WireReading.NamesIn(answer.Metadata);
    }

    public async Task<ImmutableArray<IncusProject>> ListAsync(CancellationToken ct)
    {
        var answer = await _channel.GetAsync(
            ApiPath.Of("projects") + "?recursion=1", "list the projects", WireJson.Default.EnvelopeWireConfigureds, ct);
        return [.. (answer.Metadata ?? []).Select(
            wire => new IncusProject(wire.Name ?? "", WireReading.ToConfig(wire.Config)))];
    }

    /// <summary>
    /// Throws NotFound or Forbidden unless the project exists and may be seen. A list that came back empty proves
    /// neither: Incus answers so for a missing project, and 7.0 for a forbidden one.
    /// </summary>
    public Task ConfirmAsync(string project, CancellationToken ct) =>
        _channel.GetAsync(
            ApiPath.Of("projects", project), $"read project {project}", WireJson.Default.EnvelopeNothing, ct);
}
