using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Brine.Incus.Tests.Real;

/// <summary>
/// The daemon listening on HTTPS, with a full and a project-restricted client certificate, and a CLI configuration
/// directory with a remote for each. Everything is undone afterwards.
/// </summary>
public sealed class HttpsFixture : IAsyncLifetime
{
    private string? _listenedBefore;

    public static bool IsWanted => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("BRINE_TEST_INCUS"));

    public string Lab { get; } = RealIncus.FreshName();

    public string Conf { get; } = Path.Combine(Path.GetTempPath(), RealIncus.FreshName());

    private string Full { get; } = RealIncus.FreshName();

    public async ValueTask InitializeAsync()
    {
        if (!IsWanted) return;
        string port = Environment.GetEnvironmentVariable("BRINE_TEST_HTTPS_PORT") ?? "18443";
        _listenedBefore = await RealIncus.CliAsync("config", "get", "core.https_address");
        await RealIncus.CliAsync("config", "set", "core.https_address", $"127.0.0.1:{port}");
        await RealIncus.CliAsync(
            "project", "create", Lab, "-c", "features.images=false", "-c", "features.profiles=false");
        Directory.CreateDirectory($"{Conf}/clientcerts");
        Directory.CreateDirectory($"{Conf}/servercerts");
        AddPair("full");
        AddPair("lab");
        AddPair("stranger");
        await RealIncus.CliAsync("config", "trust", "add-certificate", $"{Conf}/clientcerts/full.crt", "--name", Full);
        await RealIncus.CliAsync(
            "config", "trust", "add-certificate", $"{Conf}/clientcerts/lab.crt", "--name", Lab, "--restricted",
            "--projects", Lab);
        var config = new System.Text.StringBuilder("remotes:\n");
        foreach (string remote in new[] { "full", "lab", "stranger", "unpinned", "mispinned" })
            config.Append($"  {remote}:\n    addr: https://127.0.0.1:{port}\n    protocol: incus\n");
        config.Append($"    project: {Lab}\n");
        await File.WriteAllTextAsync($"{Conf}/config.yml", config.ToString(), CancellationToken.None);
        foreach (string remote in new[] { "full", "lab", "stranger" })
            File.Copy($"{RealIncus.Directory}/server.crt", $"{Conf}/servercerts/{remote}.crt");
        File.Copy($"{Conf}/clientcerts/stranger.crt", $"{Conf}/servercerts/mispinned.crt");
    }

    public IncusClient Client(string remote) => new(
        new EndpointResolver(new Dictionary<string, string> { ["INCUS_CONF"] = Conf }, new DiskConfigFiles())
            .Resolve(new ConnectionChoice { Remote = remote }),
        new IncusClientOptions(), TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        if (!IsWanted) return;
        foreach (string remote in new[] { "full", "lab" })
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile($"{Conf}/clientcerts/{remote}.crt");
            string print = certificate.GetCertHashString(HashAlgorithmName.SHA256);
            await RealIncus.CliAsync("config", "trust", "remove", print[..12]);
        }

        await RealIncus.CliAsync("project", "delete", Lab);
        await RealIncus.CliAsync("config", "set", "core.https_address", _listenedBefore ?? "");
        Directory.Delete(Conf, recursive: true);
    }

    private void AddPair(string remote)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var request = new CertificateRequest($"CN={remote}", key, HashAlgorithmName.SHA384);
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        File.WriteAllText($"{Conf}/clientcerts/{remote}.crt", certificate.ExportCertificatePem());
        File.WriteAllText($"{Conf}/clientcerts/{remote}.key", key.ExportPkcs8PrivateKeyPem());
    }
}
