using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Brine.Incus.Transport;

namespace Brine.Incus.Remotes;

/// <summary>The remotes of the incus CLI, to be read and changed; what is added here, <c>incus</c> uses as its own.</summary>
public sealed partial class RemoteBook(
    IReadOnlyDictionary<string, string> environment, IConfigFiles files, IncusClientOptions options, TimeProvider time)
{
    private readonly CliConfig _config = new(environment, files);

    /// <summary>In the order of their names, image servers too.</summary>
    /// <exception cref="RemoteException">The configuration cannot be read.</exception>
    public ImmutableArray<CliRemote> All => _config.All;

    public string DefaultRemote => _config.DefaultRemote ?? CliRemote.LocalName;

    /// <summary>
    /// Finds the server, makes sure who it is, makes this client known to it, and only then writes anything.
    /// </summary>
    /// <exception cref="RemoteException">Why it could not be done; nothing was written.</exception>
    public async Task<AddedRemote> AddAsync(RemoteWish wish, CancellationToken ct)
    {
        CheckName(wish.Name);
        var folder = Folder();
        var token = Token(wish);
        ImmutableArray<Uri> addresses = token is null || wish.Token is not null ? [Address(wish.Address)] : [.. token.Addresses.Select(Address)];
        var (address, shown) = await FindAsync(addresses, token, ct);
        if (token is null && !shown.IsTrusted && !await wish.Accepts(shown.Fingerprint))
        {
            throw new RemoteException($"The certificate {shown.Fingerprint} of {Text(address)} was not accepted.",
                "Compare it with what 'incus info' shows on the server, and give --accept-certificate.") { IsServers = true };
        }

        var client = _config.ClientCertificate(wish.Name) is { } own ? new ClientIdentity(own, null)
            : ClientIdentity.Make(wish.ClientName, time.GetUtcNow());
        using var server = new IncusClient(new IncusEndpoint
        {
            Name = wish.Name, Address = address, ClientCertificate = client.Certificate, PinnedServer = shown.Certificate,
        }, options, time);
        try
        {
            var info = await IntroduceAsync(server, token, ct);
            var projects = await server.Projects.NamesAsync(ct);
            var project = wish.Project ?? (projects is [not "default" and var only] ? only : null);
            var remote = new CliRemote(wish.Name, Text(address), "incus", false, "tls", project);
            folder.Add(remote, client, shown.IsTrusted ? null : shown.Certificate);
            return new AddedRemote(remote, info.ServerVersion, projects, client.Files is not null);
        }
        catch (IncusException e)
        {
            throw new RemoteException($"The server at {Text(address)} cannot be used: {e.Message}", "Nothing was written.", e) { IsServers = true };
        }
    }

    /// <exception cref="RemoteException">There is no such remote, or it has to stay.</exception>
    public void Remove(string name)
    {
        if (name == CliRemote.LocalName)
            throw new RemoteException("'local' is this machine's own server, which is always there.", "Name another.");
        _config.Find(name);
        if (!_config.IsUsers(name))
            throw new RemoteException($"'{name}' is a remote of the whole machine, not of this user.", "Its place is /etc/incus/config.yml.");
        if (name == DefaultRemote)
            throw new RemoteException($"'{name}' is the default remote.", "Choose another first: incus remote switch NAME.");
        Folder().Remove(name);
    }

    private RemoteFolder Folder() => new(_config.UserDirectory ?? throw new RemoteException(
        "There is no place for the incus CLI's configuration.", "Set HOME or INCUS_CONF."));

    private void CheckName(string name)
    {
        if (!Name().IsMatch(name))
            throw new RemoteException($"'{name}' is no name for a remote.", "Use letters, digits, '.', '_' and '-', beginning with a letter or digit.");
        if (name == CliRemote.LocalName)
            throw new RemoteException("'local' is this machine's own server.", "Take another name.");
        if (_config.TryFind(name) is { } there)
        {
            throw new RemoteException($"There is a remote '{name}' already ({there.Address}).",
                $"Take another name, or remove that one: brine remote remove {name}.");
        }
    }

    /// <summary>Null: none is given.</summary>
    private TrustToken? Token(RemoteWish wish)
    {
        var token = TrustToken.TryParse(wish.Token ?? wish.Address);
        if (token is null && wish.Token is not null)
            throw new RemoteException("The token is none that Incus made.", "Give what 'incus config trust add' printed, whole.");
        return token is { ExpiresAt: { } end } && end <= time.GetUtcNow()
            ? throw new RemoteException($"The token expired at {end.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.", "Make another on the server: incus config trust add NAME.")
            : token;
    }

    private static Uri Address(string written)
    {
        const string scheme = "https://";
        if (written.Contains("://", StringComparison.Ordinal) && !written.StartsWith(scheme, StringComparison.Ordinal))
            throw new RemoteException($"'{written}' is no address of a server over HTTPS.", "Write it as https://host:8443, or give a trust token.");
        return EndpointResolver.Https(written.StartsWith(scheme, StringComparison.Ordinal) ? written : scheme + written, "the remote");
    }

    private static string Text(Uri address) => address.GetLeftPart(UriPartial.Authority);

    /// <summary>The first address at which the server of the token is, or any where there is no token.</summary>
    private async Task<(Uri Address, Handshake Shown)> FindAsync(ImmutableArray<Uri> addresses, TrustToken? token, CancellationToken ct)
    {
        var (away, others) = (new List<string>(), new List<string>());
        foreach (var address in addresses)
            try
            {
                var shown = await Handshake.WithAsync(new IncusEndpoint { Name = Text(address), Address = address }, options, ct);
                if (token is null || shown.Fingerprint == token.Fingerprint)
                    return (address, shown);
                others.Add($"{Text(address)} shows the certificate {shown.Fingerprint}");
            }
            catch (IncusException e)
            {
                away.Add(e.ServerText);
            }

        throw others.Count > 0
            ? new RemoteException($"The token is for the server with the certificate {token!.Fingerprint}; {string.Join("; ", others.Concat(away))}.", // others: there is a token
                "Nothing was sent. Somebody may be in between, or the token is another server's.") { IsServers = true }
            : new RemoteException($"The server cannot be reached: {string.Join("; ", away)}.",
                "Check that core.https_address is set there, and that no firewall is in between.") { IsServers = true };
    }

    private static async Task<ServerInfo> IntroduceAsync(IncusClient server, TrustToken? token, CancellationToken ct)
    {
        var info = await server.GetServerAsync(ct);
        if (info.Auth == "trusted")
            return info;
        if (token is null)
        {
            throw new RemoteException($"The server at {Text(server.Endpoint.Address)} does not trust this client.",
                "'incus config trust add NAME' on the server prints a token: give it with --token.") { IsServers = true };
        }

        string? refusal = null;
        try
        {
            await server.Trust.AddOwnAsync(token.Text, ct);
        }
        catch (IncusException e)
        {
            refusal = e.ServerText; // or only the answer got lost: the server is asked
        }

        info = await server.GetServerAsync(ct);
        return info.Auth == "trusted" ? info : throw new RemoteException(
            $"The server at {Text(server.Endpoint.Address)} does not take the token: {refusal ?? "it says nothing why"}.",
            "A token counts once. Make another on the server: incus config trust add NAME.") { IsServers = true };
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    private static partial Regex Name();
}
