namespace Brine.Planner.Desired;

/// <summary>The formula's <c>incus.connection</c>; what the command line says goes before it. Null: not given.</summary>
/// <param name="CertificatePath">PEM file of the client certificate (<c>cert_storage.cert</c>).</param>
/// <param name="Verify">False: the server's certificate is not checked.</param>
public sealed record PillarConnection(
    string? Socket, string? Url, string? CertificatePath, string? KeyPath, bool Verify)
{
    /// <summary>PEM file of the certificate that the server must show (<c>cert_storage.verify</c> as a path). Null: any that is trusted.</summary>
    public string? ServerCertificatePath { get; init; }
}
