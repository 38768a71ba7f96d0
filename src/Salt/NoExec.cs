using System.Collections.Immutable;
using Brine.Salt.Yaml;

namespace Brine.Salt;

/// <summary>A host that runs no command: <c>--no-exec</c>.</summary>
/// <param name="now">The instant of the run, in local time.</param>
/// <param name="grains">Facts about the machine; none when left out.</param>
public sealed class NoExec(DateTimeOffset now, IReadOnlyDictionary<string, YamlNode>? grains = null) : ISaltHost
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, YamlNode> Grains { get; } =
        grains ?? ImmutableDictionary<string, YamlNode>.Empty;

    /// <inheritdoc/>
    public DateTimeOffset Now { get; } = now;

    /// <inheritdoc/>
    public string Run(CommandRequest request, CancellationToken token) =>
        throw new SaltHostException($"running '{request.Shown}' is refused: commands are switched off (--no-exec)");
}
