using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Brine.Incus.Remotes;

/// <summary>The certificate and key that this client shows to servers.</summary>
/// <param name="Files">What to write so that it can be used again, PEM. Null: it is on disk already.</param>
internal sealed record ClientIdentity(X509Certificate2 Certificate, (string Certificate, string Key)? Files)
{
    private const int Years = 10;

    /// <summary>One as the incus CLI makes it: P-384, signed by itself, for clients.</summary>
    /// <param name="name">Whose it is, as <c>user@host</c>; servers show it.</param>
    public static ClientIdentity Make(string name, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationName("Brine");
        subject.AddCommonName(name);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA384);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false)); // client
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        var made = request.CreateSelfSigned(now.AddMinutes(-5), now.AddYears(Years)); // servers' clocks may be behind
        return new ClientIdentity(made, (made.ExportCertificatePem() + "\n", key.ExportECPrivateKeyPem() + "\n"));
    }
}
