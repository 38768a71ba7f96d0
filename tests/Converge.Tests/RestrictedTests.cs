using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Plan;

namespace Brine.Converge.Tests;

/// <summary>
/// Over HTTPS, with a certificate that may see one project only; and with one that the server does not know.
/// </summary>
public sealed class RestrictedTests
{
    private const string Project = "cv-lab";

    [Fact]
    [Trait("Server", "real")]
    public async Task A_restricted_certificate_describes_and_restores_in_its_project_and_sees_no_other()
    {
        await using var site = Site.Real();
        using var known = Certificate();
        var address = await OpenAsync(site, known);
        await using var servers = Servers(address, known);
        var name = await ContainerAsync(site);
        try
        {
            using var journal = site.Journal();
            var convergence = new Convergence(servers, journal);
            var present = Wanted.All(In(Wanted.Present(name, "a", "by a restricted client")));

            var taken = await ApplyAsync(convergence, present);
            var again = await convergence.PlanAsync(present, Site.Token);
            var restored = await ApplyAsync(convergence, Wanted.All(In(Wanted.Restored(name, "a"))));
            var foreign = await ApplyAsync(convergence, Wanted.All(Wanted.Absent("c1", "a")));

            Assert.True(taken.Succeeded, taken.Outcomes[0].Comment);
            Assert.Equal(Verdict.Holds, again.Entries[0].Verdict);
            Assert.True(restored.Succeeded, restored.Outcomes[0].Comment);
            Assert.False(foreign.Outcomes[0].Result);
            Assert.Contains("User does not have permission", foreign.Outcomes[0].Comment, StringComparison.Ordinal);
        }
        finally
        {
            await site.Client.Instances.DeleteAsync(Project, name, CancellationToken.None);
        }
    }

    [Fact]
    [Trait("Server", "real")]
    public async Task A_certificate_that_the_server_does_not_know_ends_the_run()
    {
        await using var site = Site.Real();
        using var known = Certificate();
        using var stranger = Certificate();
        await using var servers = Servers(await OpenAsync(site, known), stranger);
        using var journal = site.Journal();

        var e = await Assert.ThrowsAsync<ServerUnreachableException>(
            () => new Convergence(servers, journal).PlanAsync(Wanted.All(Wanted.Present("c1", "a")), Site.Token));

        Assert.Equal(IncusErrorKind.Untrusted, e.Kind);
        Assert.Contains("incus config trust add-certificate", e.Message, StringComparison.Ordinal);
    }

    private static T In<T>(T entry)
        where T : Planner.Desired.InstanceEntry =>
        entry with { Instance = new InstanceAddress("local", Project, entry.Instance.Name) };

    private static async Task<RunReport> ApplyAsync(Convergence convergence, Planner.Desired.DesiredState desired) =>
        await convergence.ApplyAsync(
            await convergence.PlanAsync(desired, Site.Token), Apply.RunControl.None, Apply.RunOptions.Default, null);

    private static ServerSet Servers(string address, X509Certificate2 certificate) => ServerSet.Create(
        name => new IncusEndpoint
        {
            Name = name, Address = new Uri("https://" + address), ClientCertificate = certificate,
                AcceptsAnyServer = true,
        },
        new IncusClientOptions(), TimeProvider.System);

    /// <summary>
    /// The daemon's HTTPS address, opened where it has none, with the project and the certificate in place.
    /// </summary>
    private static async Task<string> OpenAsync(Site site, X509Certificate2 certificate)
    {
        using var raw = Raw(site.Client.Endpoint.SocketPath!);
        var server = JsonNode.Parse(await raw.GetStringAsync("http://incus/1.0", Site.Token))!["metadata"]!;
        var address = (string?)server["config"]!["core.https_address"];
        if (string.IsNullOrEmpty(address))
        {
            address = $"127.0.0.1:{FreePort()}";
            await SendAsync(raw, HttpMethod.Patch, "1.0", new JsonObject
            {
                ["config"] = new JsonObject { ["core.https_address"] = address },
            });
        }

        await SendAsync(raw, HttpMethod.Post, "1.0/projects", new JsonObject
        {
            ["name"] = Project,
            ["config"] = new JsonObject { ["features.images"] = "false", ["features.profiles"] = "false" },
        });
        await SendAsync(raw, HttpMethod.Post, "1.0/certificates", new JsonObject
        {
            ["type"] = "client",
            ["name"] = "cv-" + certificate.Thumbprint[..8],
            ["restricted"] = true,
            ["projects"] = new JsonArray(Project),
            ["certificate"] = Convert.ToBase64String(certificate.RawData),
        });
        return address;
    }

    private static async Task<string> ContainerAsync(Site site)
    {
        var name = $"cv-r-{Environment.ProcessId:x}";
        await site.Client.Instances.CreateAsync(
            Project, new InstanceCreate { Name = name, Source = InstanceSource.OfAlias("bb") }, Site.Token);
        return name;
    }

    private static async Task SendAsync(HttpClient raw, HttpMethod method, string path, JsonObject body)
    {
        using var request = new HttpRequestMessage(method, "http://incus/" + path)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        using var response = await raw.SendAsync(request, Site.Token);
        var text = await response.Content.ReadAsStringAsync(Site.Token);
        Assert.True(response.IsSuccessStatusCode || text.Contains("already exists", StringComparison.Ordinal)
            || text.Contains("UNIQUE constraint", StringComparison.Ordinal), text);
    }

    private static HttpClient Raw(string socket) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, token) =>
        {
            var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), token);
            return new NetworkStream(connection, ownsSocket: true);
        },
    });

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var request = new CertificateRequest("CN=cv", key, HashAlgorithmName.SHA384);
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }
}
