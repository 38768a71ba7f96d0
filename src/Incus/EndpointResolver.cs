using System.Security.Cryptography.X509Certificates;
using Brine.Incus.Remotes;

namespace Brine.Incus;

/// <summary>
/// Finds the server. What is said explicitly comes first (socket, URL, remote), then INCUS_REMOTE, INCUS_SOCKET and
/// INCUS_DIR, then the CLI's default remote, then the usual sockets. Nothing is connected to; a socket that is named
/// need not exist.
/// </summary>
public static class EndpointResolver
{
    private const string Local = "local";
    private const int IncusPort = 8443;

    /// <exception cref="RemoteException">The remote, certificate or key cannot be used.</exception>
    public static IncusEndpoint Resolve(
        ConnectionChoice choice, IReadOnlyDictionary<string, string> environment, IConfigFiles files)
    {
        if (Count(choice.Remote, choice.Socket, choice.Url) > 1)
        {
            throw new RemoteException(
                "A remote, a socket and a URL are three ways to name one server; more than one was given.",
                "Give only one of them.");
        }

        var config = new CliConfig(environment, files);
        if (choice.Socket is { } socket) return Socket(socket, Local, environment);
        if (choice.Url is { } url) return OfUrl(url, choice, config, environment);
        if (choice.Remote is { Length: > 0 } named) return OfRemote(named, choice, config, environment, files);
        if (Value(environment, "INCUS_REMOTE") is { } remote)
            return OfRemote(remote, choice, config, environment, files);
        bool told = Value(environment, "INCUS_SOCKET") is not null || Value(environment, "INCUS_DIR") is not null;
        string name = told ? Local : config.DefaultRemote ?? Local;
        return OfRemote(name, choice, config, environment, files);
    }

    private static IncusEndpoint OfRemote(
        string name, ConnectionChoice choice, CliConfig config, IReadOnlyDictionary<string, string> environment,
        IConfigFiles files)
    {
        var remote = name == Local ? config.TryFind(name) ?? CliRemote.Local : config.Find(name);
        if (remote.Protocol == "simplestreams" || remote.IsPublic)
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
            string path = SocketPath(address) is { Length: > 0 } given ? given : DefaultSocket(environment, files);
            return Socket(path, name, environment) is var local && local.Project is null
                ? local with { Project = remote.Project } : local;
        }

        return new IncusEndpoint
        {
            Name = name,
            Address = Https(address, $"remote '{name}'"),
            ClientCertificate = choice.ClientCertificatePath is null
                ? config.ClientCertificate(name) : Chosen(choice, config),
            PinnedServer = config.ServerPin(name),
            Project = Value(environment, "INCUS_PROJECT") ?? remote.Project,
        };
    }

    private static IncusEndpoint OfUrl(
        string url, ConnectionChoice choice, CliConfig config, IReadOnlyDictionary<string, string> environment)
    {
        if (url.StartsWith("unix:", StringComparison.Ordinal))
        {
            return SocketPath(url) is { Length: > 0 } path ? Socket(path, Local, environment)
                : throw new RemoteException(
                    $"URL '{url}' names no socket.", "Write it as unix:///path/to/unix.socket.");
        }

        var address = Https(url, $"URL '{url}'");
        return new IncusEndpoint
        {
            Name = address.Host,
            Address = address,
            ClientCertificate = choice.ClientCertificatePath is null
                ? config.ClientCertificate(null) : Chosen(choice, config),
            PinnedServer = choice.ServerCertificatePath is { } pin ? config.Certificates.Read(pin) : null,
            AcceptsAnyServer = !choice.Verify,
            Project = Value(environment, "INCUS_PROJECT"),
        };
    }

    private static X509Certificate2 Chosen(ConnectionChoice choice, CliConfig config) =>
        config.Certificates.ReadPair(
            choice.ClientCertificatePath!,  // the callers asked
            choice.ClientKeyPath ?? throw new RemoteException(
                $"The client certificate {choice.ClientCertificatePath} was given without its key.",
                "Give the path of the key too."));

    private static IncusEndpoint Socket(
        string path, string name, IReadOnlyDictionary<string, string> environment) =>
        IncusEndpoint.OfSocket(path, name) with { Project = Value(environment, "INCUS_PROJECT") };

    private static string DefaultSocket(IReadOnlyDictionary<string, string> environment, IConfigFiles files)
    {
        if (Value(environment, "INCUS_SOCKET") is { } socket) return socket;
        if (Value(environment, "INCUS_DIR") is { } directory) return $"{directory.TrimEnd('/')}/unix.socket";
        const string run = "/run/incus/unix.socket";
        return files.Exists(run) ? run : "/var/lib/incus/unix.socket";
    }

    /// <summary>unix://, unix:///path and unix:/path are all in use.</summary>
    private static string SocketPath(string address)
    {
        string path = address["unix:".Length..];
        return path.StartsWith("//", StringComparison.Ordinal) ? path[2..] : path;
    }

    private static Uri Https(string address, string what)
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

    private static string? Value(IReadOnlyDictionary<string, string> environment, string name) =>
        environment.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;
}
