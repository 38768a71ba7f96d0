using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Brine.Incus.Remotes;

/// <summary>
/// The incus CLI's configuration: the user's directory ($INCUS_CONF or ~/.config/incus) and the machine's
/// ($INCUS_GLOBAL_CONF or /etc/incus). The user's wins. Files are read when first asked for.
/// </summary>
internal sealed class CliConfig
{
    private const string FileName = "config.yml";

    private readonly IConfigFiles _files;
    private readonly string? _userDirectory;
    private readonly string _machineDirectory;
    private readonly Lazy<YamlMappingNode?> _user;
    private readonly Lazy<YamlMappingNode?> _machine;

    public CliConfig(IReadOnlyDictionary<string, string> environment, IConfigFiles files)
    {
        _files = files;
        Certificates = new Certificates(files);
        _userDirectory = environment.TryGetValue("INCUS_CONF", out string? conf) && conf.Length > 0 ? conf.TrimEnd('/')
            : environment.TryGetValue("HOME", out string? home) && home.Length > 0
                ? $"{home.TrimEnd('/')}/.config/incus" : null;
        _machineDirectory = environment.TryGetValue("INCUS_GLOBAL_CONF", out string? global) && global.Length > 0
            ? global.TrimEnd('/') : "/etc/incus";
        _user = new Lazy<YamlMappingNode?>(() => Load(_userDirectory));
        _machine = new Lazy<YamlMappingNode?>(() => Load(_machineDirectory));
    }

    public Certificates Certificates { get; }

    /// <summary>Null where no file names one.</summary>
    public string? DefaultRemote => Text(_user.Value, "default-remote") ?? Text(_machine.Value, "default-remote");

    /// <summary>In the order of their names; the user's before the machine's of the same name.</summary>
    public ImmutableArray<CliRemote> All =>
        [.. Names(_user.Value).Union(Names(_machine.Value), StringComparer.Ordinal).Append(CliRemote.LocalName)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(n => TryFind(n) ?? CliRemote.Local)];

    /// <summary>Null: the environment names no place for it.</summary>
    public string? UserDirectory => _userDirectory;

    /// <summary>It stands in the user's file.</summary>
    public bool IsUsers(string name) => In(_user.Value, name) is not null;

    public CliRemote? TryFind(string name) => In(_user.Value, name) ?? In(_machine.Value, name);

    public CliRemote Find(string name) => TryFind(name) ?? throw new RemoteException(
        $"There is no remote '{name}' in {Places()}.", $"Known remotes: {Known()}. 'brine remote add' adds one.");

    /// <summary>The remote's own certificate, else the CLI's; null if there is neither.</summary>
    public X509Certificate2? ClientCertificate(string? remote)
    {
        if (remote is not null && Place($"clientcerts/{remote}.crt") is { } own)
            return Certificates.ReadPair(own, KeyOf(own));
        return Place("client.crt") is { } common ? Certificates.ReadPair(common, KeyOf(common)) : null;
    }

    /// <summary>Null: the system's roots decide.</summary>
    public X509Certificate2? ServerPin(string remote) =>
        Place($"servercerts/{remote}.crt") is { } path ? Certificates.Read(path) : null;

    private static string KeyOf(string certificate) => $"{certificate.AsSpan(0, certificate.Length - 4)}.key";

    private static CliRemote? In(YamlMappingNode? config, string name) =>
        Child(Child(config, "remotes"), name) is not { } remote ? null : new CliRemote(
            name, Text(remote, "addr") ?? "", Text(remote, "protocol") ?? "incus", Text(remote, "public") == "true",
            Text(remote, "auth_type") ?? "tls", Text(remote, "project"));

    private static YamlMappingNode? Child(YamlMappingNode? node, string key) =>
        node is not null && node.Children.TryGetValue(new YamlScalarNode(key), out var child)
            ? child as YamlMappingNode : null;

    private static string? Text(YamlMappingNode? node, string key) =>
        node is not null && node.Children.TryGetValue(new YamlScalarNode(key), out var child)
        && child is YamlScalarNode { Value: { Length: > 0 } text } ? text : null;

    private YamlMappingNode? Load(string? directory)
    {
        string path = $"{directory}/{FileName}";
        if (directory is null || !_files.Exists(path)) return null;
        try
        {
            var stream = new YamlStream();
            using var reader = new StringReader(_files.ReadText(path));
            stream.Load(reader);
            return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode as YamlMappingNode;
        }
        catch (YamlException e)
        {
            throw new RemoteException(
                $"{path}, line {e.Start.Line}: not valid YAML: {e.Message}", "Correct the incus CLI's file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RemoteException($"{path} cannot be read: {e.Message}", "Give this user the right to read it.", e);
        }
    }

    private string? Place(string file)
    {
        if (_userDirectory is not null && _files.Exists($"{_userDirectory}/{file}")) return $"{_userDirectory}/{file}";
        return _files.Exists($"{_machineDirectory}/{file}") ? $"{_machineDirectory}/{file}" : null;
    }

    private string Places() => _userDirectory is null ? $"{_machineDirectory}/{FileName}"
        : $"{_userDirectory}/{FileName} or {_machineDirectory}/{FileName}";

    private string Known() => string.Join(", ", All.Select(r => r.Name));

    private static IEnumerable<string> Names(YamlMappingNode? config) =>
        Child(config, "remotes")?.Children.Keys.Select(k => (k as YamlScalarNode)?.Value).OfType<string>() ?? [];
}
