using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Brine.Incus.Remotes;

/// <summary>What <c>incus config trust add</c> gives to a client: base64 of JSON.</summary>
/// <param name="Text">The token itself.</param>
/// <param name="Addresses"><c>host:port</c>, at least one.</param>
/// <param name="Fingerprint">SHA-256 of the server's certificate, in lower case.</param>
/// <param name="ExpiresAt">Null: never.</param>
public sealed record TrustToken(string Text, ImmutableArray<string> Addresses, string Fingerprint, DateTimeOffset? ExpiresAt)
{
    private const int FingerprintLength = 64;

    /// <summary>Null: it is none.</summary>
    public static TrustToken? TryParse(string text)
    {
        var json = new byte[text.Length];
        if (!Convert.TryFromBase64String(text.Trim(), json, out var length))
            return null;
        try
        {
            return JsonSerializer.Deserialize(json.AsSpan(0, length), TokenJson.Default.TokenBody) is not
                { Fingerprint: { Length: FingerprintLength } print, Secret.Length: > 0, Addresses: { Count: > 0 } addresses } body ? null
                : new TrustToken(text.Trim(), [.. addresses], print.ToLowerInvariant(), body.ExpiresAt is { Year: > 1 } at ? at : null);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record TokenBody(string? ClientName, string? Fingerprint, List<string>? Addresses, string? Secret, DateTimeOffset? ExpiresAt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TokenBody))]
internal sealed partial class TokenJson : JsonSerializerContext;
