namespace Brine.Incus;

/// <summary>What the user said about the server to talk to. Everything null: find it as the incus CLI does.</summary>
public sealed record ConnectionChoice
{
    /// <summary>A remote of the incus CLI.</summary>
    public string? Remote { get; init; }

    /// <summary>Path of a unix socket.</summary>
    public string? Socket { get; init; }

    /// <summary><c>https://host:8443</c> or <c>unix:///path</c>.</summary>
    public string? Url { get; init; }

    /// <summary>PEM file; null means the CLI's own client certificate, if there is one.</summary>
    public string? ClientCertificatePath { get; init; }

    public string? ClientKeyPath { get; init; }

    /// <summary>PEM file with the exact certificate that the server at <see cref="Url"/> must show.</summary>
    public string? ServerCertificatePath { get; init; }

    /// <summary>False believes any server at <see cref="Url"/>.</summary>
    public bool Verify { get; init; } = true;
}
