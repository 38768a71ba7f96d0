using Brine.Salt.Yaml;

namespace Brine.Salt;

/// <summary>What a template may ask of the machine it is rendered on. The only way out of this room.</summary>
public interface ISaltHost
{
    /// <summary>Facts about the machine, by grain name.</summary>
    IReadOnlyDictionary<string, YamlNode> Grains { get; }

    /// <summary>The instant of the run, in local time; the same for a whole run.</summary>
    DateTimeOffset Now { get; }

    /// <summary>
    /// Runs a command and gives its output without the trailing newline, also when it exits non-zero.
    /// </summary>
    /// <exception cref="SaltHostException">The program is missing, or the host refuses.</exception>
    string Run(CommandRequest request, CancellationToken token);
}
