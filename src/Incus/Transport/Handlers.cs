using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Brine.Incus.Transport;

/// <summary>The HTTP handler for an endpoint: unix socket, or TLS with a client certificate and a pin.</summary>
internal static class Handlers
{
    public static SocketsHttpHandler For(IncusEndpoint endpoint, IncusClientOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.ConnectTimeout,
            ActivityHeadersPropagator = null,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        };
        if (endpoint.SocketPath is { } path)
        {
            handler.UseProxy = false;
            handler.ConnectCallback = (_, ct) => ConnectAsync(path, ct);
        }
        else
        {
            handler.SslOptions = Tls(endpoint);
        }

        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken ct)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static SslClientAuthenticationOptions Tls(IncusEndpoint endpoint)
    {
        var options = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, shown, _, errors) => IsTrusted(endpoint, shown, errors),
        };
        if (endpoint.ClientCertificate is { } own)
        {
            // offline: no chain is looked up; the certificate is self-signed and known to the server as it is.
            options.ClientCertificateContext = SslStreamCertificateContext.Create(own, null, offline: true);
        }

        return options;
    }

    private static bool IsTrusted(IncusEndpoint endpoint, X509Certificate? shown, SslPolicyErrors errors)
    {
        if (shown is null) return false;
        if (endpoint.PinnedServer is { } pin) return shown.GetRawCertData().AsSpan().SequenceEqual(pin.RawData);
        return endpoint.AcceptsAnyServer || errors == SslPolicyErrors.None;
    }
}
