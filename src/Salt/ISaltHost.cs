using System.Collections.Immutable;
using Brine.Salt.Yaml;

namespace Brine.Salt;

/// <summary>What a template may ask of the machine it is rendered on. The only way out of this room.</summary>
/// <remarks>A host that has nothing to say to a question leaves it out: there are no files and no variables then.</remarks>
public interface ISaltHost
{
    /// <summary>Facts about the machine, by grain name.</summary>
    IReadOnlyDictionary<string, YamlNode> Grains { get; }

    /// <summary>The instant of the run, in local time; the same for a whole run.</summary>
    DateTimeOffset Now { get; }

    /// <summary>The environment's variables.</summary>
    IReadOnlyDictionary<string, string> Variables => ImmutableDictionary<string, string>.Empty;

    /// <summary>The server that the run is for; null when there is none.</summary>
    IIncusFacts? Incus => null;

    /// <summary>Runs a command and gives what it wrote, also when it exits non-zero.</summary>
    /// <exception cref="SaltHostException">The program is missing, or the host refuses.</exception>
    CommandOutcome Run(CommandRequest request, CancellationToken token);

    /// <summary>What lies at a path; null when nothing does, or it cannot be seen.</summary>
    HostEntry? Look(string path) => null;

    /// <summary>A file's bytes.</summary>
    /// <exception cref="SaltHostException">It is not there, too large, or may not be read.</exception>
    byte[] Read(string path) => throw new SaltHostException($"cannot read '{path}': there is no such file");

    /// <summary>The names in a folder, in no order.</summary>
    /// <exception cref="SaltHostException">It is not there, or may not be read.</exception>
    IReadOnlyList<string> Names(string folder) =>
        throw new SaltHostException($"cannot read '{folder}': there is no such folder");

    /// <summary>Bytes that nobody can foretell.</summary>
    byte[] Random(int count) => throw new SaltHostException("this host has no random numbers");
}
