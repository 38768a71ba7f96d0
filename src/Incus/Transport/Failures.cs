using System.Net.Sockets;
using System.Security.Authentication;

namespace Brine.Incus.Transport;

/// <summary>From what the network throws to one kind and one sentence.</summary>
internal static class Failures
{
    public static bool IsTransport(Exception e) =>
        e is HttpRequestException or IOException or OperationCanceledException or SocketException;

    public static IncusException Of(Exception e, IncusEndpoint endpoint, string doing, string path, bool timeIsUp)
    {
        var (kind, text) = Tell(e, endpoint, timeIsUp);
        return new IncusException(kind, doing, path, text, null, e);
    }

    private static (IncusErrorKind Kind, string Text) Tell(Exception e, IncusEndpoint endpoint, bool timeIsUp)
    {
        string where = endpoint.SocketPath ?? endpoint.Address.GetLeftPart(UriPartial.Authority);
        if (e is OperationCanceledException)
        {
            return timeIsUp
                ? (IncusErrorKind.TimedOut, $"no answer from {where} within the time limit")
                : (IncusErrorKind.Unreachable, $"cannot connect to {where} within the connect timeout");
        }

        return e switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
                Tls(e, where, endpoint),
            HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                    or HttpRequestError.ProxyTunnelError,
            } => (IncusErrorKind.Unreachable, $"cannot connect to {where}: {Cause(e)}"),
            _ => (IncusErrorKind.ConnectionLost, $"the connection to {where} broke: {Cause(e)}"),
        };
    }

    private static (IncusErrorKind Kind, string Text) Tls(Exception e, string where, IncusEndpoint endpoint) =>
        e.InnerException is not AuthenticationException
            ? (IncusErrorKind.Unreachable, $"no TLS connection to {where}: {Cause(e)}")
        : endpoint.PinnedServer is not null
            ? (IncusErrorKind.Untrusted, $"{where} shows another certificate than the one pinned for '{endpoint.Name}'")
        : (IncusErrorKind.Untrusted, $"the certificate of {where} is not trusted: {Cause(e)}");

    private static string Cause(Exception e)
    {
        while (e.InnerException is { } inner)
            e = inner;
        return e is SocketException { SocketErrorCode: var code } ? code switch
        {
            SocketError.AccessDenied => "permission denied (root, or a member of the group incus-admin, may)",
            SocketError.ConnectionRefused => "connection refused (the daemon is not running)",
            SocketError.AddressNotAvailable => "no such socket",
            _ => e.Message,
        } : e.Message;
    }
}
