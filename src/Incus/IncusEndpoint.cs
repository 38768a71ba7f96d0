using System.Security.Cryptography.X509Certificates;

namespace Brine.Incus;

/// <summary>
/// Where a server is and how to prove who is who. With <see cref="SocketPath"/> the address is
/// <c>http://incus/</c> and no certificate is used.
/// </summary>
public sealed record IncusEndpoint
{
    /// <summary>The remote's name; <c>local</c> for a socket that has no name.</summary>
    public required string Name { get; init; }

    public required Uri Address { get; init; }

    /// <summary>Null over HTTPS.</summary>
    public string? SocketPath { get; init; }

    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>The one certificate the server may show; null means that the system's trusted roots decide.</summary>
    public X509Certificate2? PinnedServer { get; init; }

    /// <summary>True only where the user switched verification off; any server is then believed.</summary>
    public bool AcceptsAnyServer { get; init; }

    /// <summary>The connection's own default project; null means <c>default</c>.</summary>
    public string? Project { get; init; }

    public static IncusEndpoint OfSocket(string path, string name = "local") =>
        new() { Name = name, Address = new Uri("http://incus/"), SocketPath = path };
}
