using System.CommandLine;
using Brine.Incus;

namespace Brine.Cli.Options;

/// <summary>Which server, and how to prove who we are.</summary>
internal sealed class ConnectionOptions
{
    private readonly Option<string?> _remote = new("--remote")
        { Description = "a remote of the incus CLI", HelpName = "NAME" };
    private readonly Option<string?> _project = new("--project")
        { Description = "the Incus project", HelpName = "NAME" };
    private readonly Option<string?> _socket = new("--socket")
        { Description = "the server's unix socket", HelpName = "PATH" };
    private readonly Option<string?> _url = new("--url")
        { Description = "the server's address, https://host:8443", HelpName = "URL" };
    private readonly Option<string?> _cert = new("--cert")
        { Description = "client certificate for --url (PEM)", HelpName = "FILE" };
    private readonly Option<string?> _key = new("--key") { Description = "its key (PEM)", HelpName = "FILE" };
    private readonly Option<string?> _serverCert = new("--server-cert")
        { Description = "the certificate that the server at --url must show (PEM)", HelpName = "FILE" };
    private readonly Option<bool> _noVerify = new("--no-verify") { Description = "believe any server at --url" };
    private readonly Option<string?> _timeout;

    /// <param name="timeout">What the time limit of a single operation is called, where <c>--timeout</c> is something else.</param>
    public ConnectionOptions(string timeout = "--timeout") => _timeout = new Option<string?>(timeout)
        { Description = "how long one operation may take (default 10m)", HelpName = "TIME" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_remote, _project, _socket, _url, _cert, _key, _serverCert, _noVerify,
            _timeout])
            command.Options.Add(option);
    }

    public ConnectionRequest Read(ParseResult parsed)
    {
        var (remote, socket, url) = (parsed.GetValue(_remote), parsed.GetValue(_socket), parsed.GetValue(_url));
        if (new[] { remote, socket, url }.Count(o => o is not null) > 1)
            throw new UsageException("--remote, --socket and --url each name a server", "give one of them");
        var choice = remote is null && socket is null && url is null ? null : new ConnectionChoice
        {
            Remote = remote,
            Socket = socket,
            Url = url,
            ClientCertificatePath = parsed.GetValue(_cert),
            ClientKeyPath = parsed.GetValue(_key),
            ServerCertificatePath = parsed.GetValue(_serverCert),
            Verify = !parsed.GetValue(_noVerify),
        };
        return new ConnectionRequest(choice, parsed.GetValue(_project),
            Times.Read(_timeout.Name, parsed.GetValue(_timeout)));
    }
}
