using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Brine.Incus.Remotes;

namespace Brine.Incus;

/// <summary>
/// Finds the server. What is said explicitly comes first (socket, URL, remote), then INCUS_REMOTE, INCUS_SOCKET and
/// INCUS_DIR, then the CLI's default remote, then the usual sockets. Nothing is connected to; a socket that is named
/// need not exist.
/// </summary>
public sealed class EndpointResolver(IReadOnlyDictionary<string, string> environment, IConfigFiles files)
{
    private const string Local = CliRemote.LocalName;
    private const int IncusPort = 8443;
    private const string RunSocket = "/run/incus/unix.socket";
    private const string DaemonFolder = "/var/lib/incus";

    private readonly CliConfig _config = new(environment, files);

    /// <summary>
    /// The CLI's remotes that have instances, in the order of their names. The built-in one is among them where this
    /// machine has an Incus, running or not, or the environment names a socket.
    /// </summary>
    /// <exception cref="RemoteException">The CLI's configuration cannot be read.</exception>
    public ImmutableArray<CliRemote> Servers =>
        [.. _config.All.Where(r => !r.IsImageServer && (r.Name != Local || !r.IsUsualSocket || HasDaemon))];

    private bool HasDaemon => Value("INCUS_SOCKET") is not null || Value("INCUS_DIR") is not null
        || files.Exists(RunSocket) || files.FolderExists(DaemonFolder);

    /// <exception cref="RemoteException">The remote, certificate or key cannot be used.</exception>
    public IncusEndpoint Resolve(ConnectionChoice choice)
    {
        if (Count(choice.Remote, choice.Socket, choice.Url) > 1)
        {
            throw new RemoteException(
                "A remote, a socket and a URL are three ways to name one server; more than one was given.",
                "Give only one of them.");
        }

        if (choice.Socket is { } socket) return Socket(socket, Local);
        if (choice.Url is { } url) return OfUrl(url, choice);
        if (choice.Remote is { Length: > 0 } named) return OfRemote(named, choice);
        if (Value("INCUS_REMOTE") is { } remote) return OfRemote(remote, choice);
        bool told = Value("INCUS_SOCKET") is not null || Value("INCUS_DIR") is not null;
        return OfRemote(told ? Local : _config.DefaultRemote ?? Local, choice);
    }

    private IncusEndpoint OfRemote(string name, ConnectionChoice choice)
    {
        var remote = name == Local ? _config.TryFind(name) ?? CliRemote.Local : _config.Find(name);
        if (remote.IsImageServer)
        {
            throw new RemoteException(
                $"Remote '{name}' ({remote.Address}) is an image server: it has no instances.",
                "Name a remote of type incus; 'incus remote list' shows them.");
        }

        if (remote.AuthType == "oidc")
        {
            throw new RemoteException(
                $"Remote '{name}' signs in through OpenID Connect, which Brine does not speak.",
                "Add the remote again with a trust token, so that it uses a client certificate.");
        }

        string address = remote.Address.Split(',')[0].Trim();
        if (address.StartsWith("unix:", StringComparison.Ordinal))
        {
            string path = SocketPath(address) is { Length: > 0 } given ? given : DefaultSocket();
            return Socket(path, name) is var local && local.Project is null
                ? local with { Project = remote.Project } : local;
        }

        return new IncusEndpoint
        {
            Name = name,
            Address = Https(address, $"remote '{name}'"),
            ClientCertificate = choice.ClientCertificatePath is null
                ? _config.ClientCertificate(name) : Chosen(choice),
            PinnedServer = _config.ServerPin(name),
            Project = Value("INCUS_PROJECT") ?? remote.Project,
        };
    }

    private IncusEndpoint OfUrl(string url, ConnectionChoice choice)
    {
        if (url.StartsWith("unix:", StringComparison.Ordinal))
        {
            return SocketPath(url) is { Length: > 0 } path ? Socket(path, Local)
                : throw new RemoteException(
                    $"URL '{url}' names no socket.", "Write it as unix:///path/to/unix.socket.");
        }

        var address = Https(url, $"URL '{url}'");
        return new IncusEndpoint
        {
            Name = address.Host,
            Address = address,
            ClientCertificate = choice.ClientCertificatePath is null
                ? _config.ClientCertificate(null) : Chosen(choice),
            PinnedServer = choice.ServerCertificatePath is { } pin ? _config.Certificates.Read(pin) : null,
            AcceptsAnyServer = !choice.Verify,
            Project = Value("INCUS_PROJECT"),
        };
    }

    private X509Certificate2 Chosen(ConnectionChoice choice) =>
        _config.Certificates.ReadPair(
            choice.ClientCertificatePath!,  // the callers asked
            choice.ClientKeyPath ?? throw new RemoteException(
                $"The client certificate {choice.ClientCertificatePath} was given without its key.",
                "Give the path of the key too."));

    private IncusEndpoint Socket(string path, string name) =>
        IncusEndpoint.OfSocket(path, name) with { Project = Value("INCUS_PROJECT") };

    private string DefaultSocket()
    {
        if (Value("INCUS_SOCKET") is { } socket) return socket;
        if (Value("INCUS_DIR") is { } directory) return $"{directory.TrimEnd('/')}/unix.socket";
        return files.Exists(RunSocket) ? RunSocket : DaemonFolder + "/unix.socket";
    }

    /// <summary>unix://, unix:///path and unix:/path are all in use.</summary>
    private static string SocketPath(string address)
    {
        string path = address["unix:".Length..];
        return path.StartsWith("//", StringComparison.Ordinal) ? path[2..] : path;
    }

    internal static Uri Https(string address, string what)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps
            || uri.Host.Length == 0)
        {
            throw new RemoteException(
                $"The address '{address}' of {what} is neither https:// nor unix://.",
                "Write it as https://host:8443 or unix:///path.");
        }

        string authority = address["https://".Length..].Split('/')[0];
        bool hasPort = authority.LastIndexOf(':') > authority.LastIndexOf(']');
        return new UriBuilder(Uri.UriSchemeHttps, uri.Host, hasPort ? uri.Port : IncusPort).Uri;
    }

    private static int Count(params ReadOnlySpan<string?> given)
    {
        int count = 0;
        foreach (string? one in given)
            count += one is null ? 0 : 1;
        return count;
    }

    private string? Value(string name) =>
        environment.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;
}
