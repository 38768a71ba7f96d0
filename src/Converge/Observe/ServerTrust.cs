using Brine.Incus;

namespace Brine.Converge.Observe;

internal static class ServerTrust
{
    /// <summary>A server that does not know us answers <c>/1.0</c> all the same, with little in it.</summary>
    public static async Task<ServerInfo> GetTrustedServerAsync(this IncusClient client, CancellationToken token)
    {
        var info = await client.GetServerAsync(token);
        if (info.Auth != "untrusted")
            return info;
        throw new IncusException(IncusErrorKind.Untrusted, "read the server", "/1.0",
            $"server '{client.Name}' does not trust this client; add its certificate there "
            + "(incus config trust add-certificate FILE), or name another with the connection", null);
    }
}
