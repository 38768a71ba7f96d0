using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Brine.Incus.Remotes;

/// <summary>PEM files to certificates; every failure names the file.</summary>
internal sealed class Certificates(IConfigFiles files)
{
    public X509Certificate2 Read(string path)
    {
        string pem = Pem(path);
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException e)
        {
            throw new RemoteException(
                $"{path} holds no usable certificate: {e.Message}",
                "Give a PEM file that begins with a certificate.", e);
        }
    }

    public X509Certificate2 ReadPair(string certificatePath, string keyPath)
    {
        string certificate = Pem(certificatePath);
        string key = Pem(keyPath);
        if (key.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            throw new RemoteException(
                $"The key {keyPath} is encrypted, and Brine asks for no passphrase.",
                "Use a key without a passphrase, for example a client certificate made for Brine alone.");
        }

        try
        {
            return X509Certificate2.CreateFromPem(certificate, key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new RemoteException(
                $"{certificatePath} and {keyPath} are no usable pair: {e.Message}",
                "Give the PEM certificate and the PEM key that belong together.", e);
        }
    }

    private string Pem(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(files.ReadBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RemoteException(
                $"The file {path} cannot be read: {e.Message}", "Check the path and this user's right to read it.", e);
        }
    }
}
