using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Brine.Incus.Tests;

public sealed class ResolverTests
{
    private const string Config = """
        default-remote: far
        remotes:
          far:
            addr: https://far.example:9443,https://other.example:8443
            protocol: incus
            project: lab
          bare:
            addr: https://bare.example
          box:
            addr: unix:///srv/incus.sock
            project: boxes
          local:
            addr: unix://
          images:
            addr: https://images.example
            protocol: simplestreams
            public: true
          sso:
            addr: https://sso.example:8443
            auth_type: oidc
          odd:
            addr: http://odd.example
        aliases: {}
        """;

    private readonly Dictionary<string, string> _environment = new() { ["HOME"] = "/home/u" };
    private readonly MemoryFiles _files = new();

    [Fact]
    public void Without_anything_it_is_the_usual_socket()
    {
        var found = Resolve(new ConnectionChoice());
        Assert.Equal(("local", "/var/lib/incus/unix.socket"), (found.Name, found.SocketPath));
        Assert.Equal("http://incus/", found.Address.ToString());
        _files.Texts["/run/incus/unix.socket"] = "";
        Assert.Equal("/run/incus/unix.socket", Resolve(new ConnectionChoice()).SocketPath);
        _environment["INCUS_DIR"] = "/tmp/b1/";
        Assert.Equal("/tmp/b1/unix.socket", Resolve(new ConnectionChoice()).SocketPath);
        _environment["INCUS_SOCKET"] = "/tmp/s";
        Assert.Equal("/tmp/s", Resolve(new ConnectionChoice()).SocketPath);
        Assert.Equal("/tmp/t", Resolve(new ConnectionChoice { Socket = "/tmp/t" }).SocketPath);
        Assert.Equal("/tmp/u", Resolve(new ConnectionChoice { Url = "unix:///tmp/u" }).SocketPath);
    }

    [Fact]
    public void A_remote_is_found_as_the_cli_finds_it()
    {
        _files.Texts["/home/u/.config/incus/config.yml"] = Config;
        var far = Resolve(new ConnectionChoice());
        Assert.Equal(("far", "https://far.example:9443/", "lab"), (far.Name, far.Address.ToString(), far.Project));
        Assert.Null(far.SocketPath);
        Assert.Null(far.ClientCertificate);
        Assert.Equal(
            "https://bare.example:8443/", Resolve(new ConnectionChoice { Remote = "bare" }).Address.ToString());
        var box = Resolve(new ConnectionChoice { Remote = "box" });
        Assert.Equal(("box", "/srv/incus.sock", "boxes"), (box.Name, box.SocketPath, box.Project));
        _environment["INCUS_REMOTE"] = "box";
        Assert.Equal("/srv/incus.sock", Resolve(new ConnectionChoice()).SocketPath);
        _environment["INCUS_PROJECT"] = "mine";
        Assert.Equal("mine", Resolve(new ConnectionChoice()).Project);
        Assert.Equal(
            "/var/lib/incus/unix.socket", Resolve(new ConnectionChoice { Remote = "local" }).SocketPath);
    }

    [Fact]
    public void A_socket_named_by_the_environment_beats_the_default_remote()
    {
        _files.Texts["/home/u/.config/incus/config.yml"] = Config;
        _environment["INCUS_DIR"] = "/tmp/b1";
        Assert.Equal("/tmp/b1/unix.socket", Resolve(new ConnectionChoice()).SocketPath);
        Assert.Equal("far", Resolve(new ConnectionChoice { Remote = "far" }).Name);
    }

    [Fact]
    public void The_users_files_beat_the_machines_and_a_remotes_own_certificate_the_common_one()
    {
        _environment["INCUS_CONF"] = "/conf";
        _files.Texts["/conf/config.yml"] = "remotes: {far: {addr: 'https://mine.example:1'}}";
        _files.Texts["/etc/incus/config.yml"] =
            "remotes: {far: {addr: 'https://theirs.example:1'}, all: {addr: 'https://all.example:1'}}";
        AddPair("/conf/client", "common");
        AddPair("/conf/clientcerts/far", "own");
        AddPair("/etc/incus/servercerts/all", "pin");
        var far = Resolve(new ConnectionChoice { Remote = "far" });
        Assert.Equal(("mine.example", "CN=own"), (far.Address.Host, far.ClientCertificate!.Subject));
        Assert.True(far.ClientCertificate.HasPrivateKey);
        Assert.Null(far.PinnedServer);
        var all = Resolve(new ConnectionChoice { Remote = "all" });
        Assert.Equal(("CN=common", "CN=pin"), (all.ClientCertificate!.Subject, all.PinnedServer!.Subject));
    }

    [Fact]
    public void No_certificate_is_read_for_a_socket()
    {
        _files.Texts["/home/u/.config/incus/client.crt"] = "rubbish";
        _files.Texts["/home/u/.config/incus/client.key"] = "rubbish";
        Resolve(new ConnectionChoice());
        Assert.Empty(_files.Read);
    }

    [Fact]
    public void A_url_takes_the_certificates_given()
    {
        AddPair("/k/mine", "mine");
        AddPair("/k/server", "server");
        var choice = new ConnectionChoice
        {
            Url = "https://[::1]",
            ClientCertificatePath = "/k/mine.crt",
            ClientKeyPath = "/k/mine.key",
            ServerCertificatePath = "/k/server.crt",
        };
        var found = Resolve(choice);
        Assert.Equal("https://[::1]:8443/", found.Address.ToString());
        Assert.Equal("CN=mine", found.ClientCertificate!.Subject);
        Assert.Equal("CN=server", found.PinnedServer!.Subject);
        Assert.False(found.AcceptsAnyServer);
        Assert.True(Resolve(choice with { Verify = false }).AcceptsAnyServer);
        Assert.Equal(443, Resolve(choice with { Url = "https://h:443" }).Address.Port);
        Assert.Equal(7000, Resolve(choice with { Url = "https://[::1]:7000/" }).Address.Port);
    }

    [Theory]
    [InlineData("nope", "There is no remote 'nope' in /home/u/.config/incus/config.yml",
        "Known remotes: bare, box, far")]
    [InlineData("images", "is an image server", "incus remote list")]
    [InlineData("sso", "OpenID Connect", "client certificate")]
    [InlineData("odd", "'http://odd.example' of remote 'odd' is neither", "https://host:8443")]
    public void A_remote_that_cannot_be_used_is_one_clear_error(string remote, string message, string remedy)
    {
        _files.Texts["/home/u/.config/incus/config.yml"] = Config;
        Fails(new ConnectionChoice { Remote = remote }, message, remedy);
    }

    [Fact]
    public void What_cannot_be_read_is_one_clear_error()
    {
        _files.Texts["/home/u/.config/incus/config.yml"] = "remotes:\n\tfar: x\n";
        Fails(new ConnectionChoice(), "/home/u/.config/incus/config.yml, line 1: not valid YAML", "Correct");
        _files.Texts["/home/u/.config/incus/config.yml"] = Config;
        AddPair("/home/u/.config/incus/client", "me");
        string key = _files.Texts["/home/u/.config/incus/client.key"];
        _files.Texts["/home/u/.config/incus/client.key"] =
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
        Fails(new ConnectionChoice(), "The key /home/u/.config/incus/client.key is encrypted", "without a passphrase");
        _files.Texts["/home/u/.config/incus/client.key"] = "rubbish";
        Fails(new ConnectionChoice(), "client.key are no usable pair", "belong together");
        _files.Texts["/home/u/.config/incus/client.key"] = key;
        _files.Texts["/home/u/.config/incus/client.crt"] = "rubbish";
        Fails(new ConnectionChoice(), "/home/u/.config/incus/client.crt", "belong together");
        _files.Texts.Remove("/home/u/.config/incus/client.key");
        Fails(new ConnectionChoice(), "The file /home/u/.config/incus/client.key cannot be read", "Check the path");
        AddPair("/home/u/.config/incus/client", "me");
        _files.Texts["/home/u/.config/incus/servercerts/far.crt"] = "rubbish";
        Fails(new ConnectionChoice(), "/home/u/.config/incus/servercerts/far.crt holds no usable", "PEM");
    }

    [Fact]
    public void Servers_are_all_remotes_but_those_of_images_and_local_only_where_there_is_an_Incus()
    {
        _files.Texts["/home/u/.config/incus/config.yml"] = Config;
        Assert.Equal("bare box far odd sso", Servers());
        _files.Folders.Add("/var/lib/incus");
        Assert.Equal("bare box far local odd sso", Servers());
        _files.Folders.Clear();
        _environment["INCUS_DIR"] = "/tmp/b1";
        Assert.Equal("bare box far local odd sso", Servers());
        _files.Texts.Clear();
        Assert.Equal("local", Servers());

        string Servers() => string.Join(' ', new EndpointResolver(_environment, _files).Servers.Select(r => r.Name));
    }

    [Fact]
    public void Two_ways_at_once_and_a_certificate_without_key_are_refused()
    {
        Fails(new ConnectionChoice { Remote = "far", Socket = "/s" }, "more than one was given", "only one");
        Fails(
            new ConnectionChoice { Url = "https://h", ClientCertificatePath = "/c.crt" }, "without its key", "path");
        Fails(new ConnectionChoice { Url = "unix://" }, "names no socket", "unix:///path");
    }

    [Fact]
    public void On_disk_a_socket_exists_and_a_directory_does_not()
    {
        string path = Path.Combine(Path.GetTempPath(), $"resolver-{Guid.NewGuid():N}.sock");
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            Assert.True(new DiskConfigFiles().Exists(path));
        }

        File.Delete(path);
        Assert.False(new DiskConfigFiles().Exists(path));
        Assert.False(new DiskConfigFiles().Exists(Path.GetTempPath()));
    }

    private IncusEndpoint Resolve(ConnectionChoice choice) => new EndpointResolver(_environment, _files).Resolve(choice);

    private void Fails(ConnectionChoice choice, string message, string remedy)
    {
        var error = Assert.Throws<RemoteException>(() => Resolve(choice));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
    }

    private void AddPair(string path, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        _files.Texts[path + ".crt"] = certificate.ExportCertificatePem();
        _files.Texts[path + ".key"] = key.ExportECPrivateKeyPem();
    }

    private sealed class MemoryFiles : IConfigFiles
    {
        public Dictionary<string, string> Texts { get; } = [];

        public HashSet<string> Folders { get; } = [];

        public List<string> Read { get; } = [];

        public bool Exists(string path) => Texts.ContainsKey(path);

        public bool FolderExists(string path) => Folders.Contains(path);

        public string ReadText(string path)
        {
            Read.Add(path);
            return Texts.TryGetValue(path, out string? text) ? text : throw new FileNotFoundException("no such file");
        }

        public byte[] ReadBytes(string path) => Encoding.UTF8.GetBytes(ReadText(path));
    }
}
