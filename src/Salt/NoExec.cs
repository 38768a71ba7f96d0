using System.Collections.Immutable;
using Brine.Salt.Yaml;

namespace Brine.Salt;

/// <summary>A host that runs no command (<c>--no-exec</c>), and is otherwise the one it stands before.</summary>
/// <param name="host">Answers everything else.</param>
public sealed class NoExec(ISaltHost host) : ISaltHost
{
    /// <summary>A machine that is known by these facts alone.</summary>
    /// <param name="now">The instant of the run, in local time.</param>
    /// <param name="grains">Facts about the machine; none when left out.</param>
    public NoExec(DateTimeOffset now, IReadOnlyDictionary<string, YamlNode>? grains = null)
        : this(new Facts(grains ?? ImmutableDictionary<string, YamlNode>.Empty, now))
    {
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, YamlNode> Grains => host.Grains;

    /// <inheritdoc/>
    public DateTimeOffset Now => host.Now;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Variables => host.Variables;

    /// <inheritdoc/>
    public IIncusFacts? Incus => host.Incus;

    /// <inheritdoc/>
    public CommandOutcome Run(CommandRequest request, CancellationToken token) =>
        throw new SaltHostException($"running '{request.Shown}' is refused: commands are switched off (--no-exec)");

    /// <inheritdoc/>
    public HostEntry? Look(string path) => host.Look(path);

    /// <inheritdoc/>
    public byte[] Read(string path) => host.Read(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> Names(string folder) => host.Names(folder);

    /// <inheritdoc/>
    public byte[] Random(int count) => host.Random(count);

    private sealed record Facts(IReadOnlyDictionary<string, YamlNode> Grains, DateTimeOffset Now) : ISaltHost
    {
        public CommandOutcome Run(CommandRequest request, CancellationToken token) =>
            throw new InvalidOperationException("the one that stands before it refuses");
    }
}
