namespace Brine.Incus;

/// <summary>What <c>GET /1.0</c> says. An untrusted client sees only the extensions and <see cref="Auth"/>.</summary>
public sealed record ServerInfo
{
    public required IReadOnlySet<string> ApiExtensions { get; init; }

    public string ServerVersion { get; init; } = "";

    public string ServerName { get; init; } = "";

    /// <summary>Changes when the daemon was restarted; 0 when not told.</summary>
    public int ServerPid { get; init; }

    /// <summary>What tells it from all other servers, whatever they are called here; empty when not told.</summary>
    public string CertificateFingerprint { get; init; } = "";

    /// <summary><c>trusted</c> or <c>untrusted</c>.</summary>
    public string Auth { get; init; } = "";

    public bool ServerClustered { get; init; }

    /// <summary>The project that the server takes when a request names none.</summary>
    public string Project { get; init; } = "default";

    public bool Has(string extension) => ApiExtensions.Contains(extension);
}
