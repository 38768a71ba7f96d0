using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Brine.Incus.Transport;

/// <summary>The certificate that a server shows.</summary>
/// <param name="IsTrusted">The system's roots vouch for it, and it is for that host.</param>
internal sealed record Handshake(X509Certificate2 Certificate, bool IsTrusted)
{
    /// <summary>SHA-256, in lower case, as Incus prints it.</summary>
    public string Fingerprint => Convert.ToHexStringLower(Certificate.GetCertHash(HashAlgorithmName.SHA256));

    /// <summary>Begins a conversation and ends it as soon as the certificate is there: nothing of ours is sent.</summary>
    /// <exception cref="IncusException">It cannot be reached, or speaks no TLS.</exception>
    public static async Task<Handshake> WithAsync(IncusEndpoint endpoint, IncusClientOptions options, CancellationToken ct)
    {
        Handshake? seen = null;
        using var handler = Handlers.For(endpoint, options);
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, errors) =>
        {
            if (shown is not null)
                seen = new Handshake(X509CertificateLoader.LoadCertificate(shown.GetRawCertData()), errors == SslPolicyErrors.None);
            return false;
        };
        using var http = new HttpMessageInvoker(handler, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint.Address);
        try
        {
            using var response = await http.SendAsync(request, ct); // the callback lets it never come so far
        }
        catch (Exception e) when (Failures.IsTransport(e))
        {
            ct.ThrowIfCancellationRequested();
            if (seen is null)
                throw Failures.Of(e, endpoint, "look at the server", "/", timeIsUp: false);
        }

        return seen ?? throw new IncusException(IncusErrorKind.Untrusted, "look at the server", "/", "it shows no certificate", null);
    }
}
