using Brine.Salt.Yaml;

namespace Brine.Salt;

/// <summary>What templates may learn of the Incus server that the run is for. Only reading; asked when it is needed.</summary>
public interface IIncusFacts
{
    /// <summary>
    /// The <c>metadata</c> of <c>GET /1.0/PATH</c> in the project of the connection; null when the server says that
    /// there is no such thing.
    /// </summary>
    /// <param name="pillar">The pillar of the run: its <c>incus.connection</c> may say which server it is.</param>
    /// <param name="path">Below <c>/1.0</c>, each part of it escaped; empty for the server itself.</param>
    /// <param name="recursion">What the API calls so: 0 gives addresses, more gives the things themselves.</param>
    /// <param name="token">Ends the waiting.</param>
    /// <exception cref="SaltHostException">The server cannot be asked, or refuses; never a made-up empty answer.
    /// </exception>
    YamlNode? Get(YamlMap? pillar, string path, int recursion, CancellationToken token);
}
