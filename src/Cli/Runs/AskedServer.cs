using Brine.Converge;
using Brine.Converge.Read;
using Brine.Incus;
using Brine.Planner.Desired;
using Brine.Salt;
using Brine.Salt.Yaml;

namespace Brine.Cli.Runs;

/// <summary>The server that templates may ask, opened when the first of them does.</summary>
internal sealed class AskedServer : IDisposable
{
    private readonly Connection _link;
    private ServerSet? _servers;

    public AskedServer(Connection link)
    {
        _link = link;
        Facts = new IncusFacts(Open);
    }

    public IIncusFacts Facts { get; }

    public void Dispose() => _servers?.Dispose();

    private (IncusClient Client, string Project) Open(YamlMap? pillar)
    {
        // The files are not all read yet; what the pillar says so far is what they go by.
        _servers = _link.With(pillar is null ? null : DesiredCompiler.Connection(pillar)).Open();
        return (_servers.For(_link.Defaults.Remote), _link.Defaults.Project);
    }
}
