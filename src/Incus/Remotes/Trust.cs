using System.Text.Json;
using Brine.Incus.Transport;
using Brine.Incus.Wire;

namespace Brine.Incus.Remotes;

/// <summary>Which clients the server believes.</summary>
public sealed class Trust
{
    private readonly Channel _channel;

    internal Trust(Channel channel) => _channel = channel;

    /// <summary>From now on the certificate that this connection shows is trusted; a token counts once.</summary>
    public Task AddOwnAsync(string token, CancellationToken ct) => _channel.SendAsync(
        new Change
        {
            Method = HttpMethod.Post,
            Path = ApiPath.Of("certificates"),
            Doing = "make this client known",
            Project = "",
            Instance = "",
            Body = JsonSerializer.SerializeToUtf8Bytes(new TrustBody("client", token), WireJson.Default.TrustBody),
        },
        ct);
}
