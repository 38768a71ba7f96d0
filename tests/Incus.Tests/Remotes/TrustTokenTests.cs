using System.Text;
using Brine.Incus.Remotes;

namespace Brine.Incus.Tests.Remotes;

/// <summary>What <c>incus config trust add</c> prints.</summary>
public sealed class TrustTokenTests
{
    private const string Print = "3A1F00000000000000000000000000000000000000000000000000000000BEEF";

    [Fact]
    public void It_says_where_the_server_is_and_which_certificate_it_shows()
    {
        var token = TrustToken.TryParse(" " + Of($$"""
            {"client_name": "me", "fingerprint": "{{Print}}", "addresses": ["10.0.0.7:8443", "[fd00::7]:8443"], "secret": "s", "expires_at": "2026-12-01T10:00:00Z"}
            """) + "\n")!;

        Assert.Equal(["10.0.0.7:8443", "[fd00::7]:8443"], token.Addresses);
        Assert.Equal(Print.ToLowerInvariant(), token.Fingerprint);
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 10, 0, 0, TimeSpan.Zero), token.ExpiresAt);
        Assert.Equal(token.Text, token.Text.Trim());
    }

    [Fact]
    public void The_zero_time_is_no_end() => Assert.Null(TrustToken.TryParse(Of($$"""
        {"fingerprint": "{{Print}}", "addresses": ["h:1"], "secret": "s", "expires_at": "0001-01-01T00:00:00Z"}
        """))!.ExpiresAt);

    [Theory]
    [InlineData("https://10.0.0.7:8443")]
    [InlineData("prod.example")]
    [InlineData("abcd")]
    [InlineData("")]
    public void An_address_is_none(string text) => Assert.Null(TrustToken.TryParse(text));

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"fingerprint": "short", "addresses": ["h:1"], "secret": "s"}""")]
    [InlineData($$"""{"fingerprint": "{{Print}}", "addresses": [], "secret": "s"}""")]
    [InlineData($$"""{"fingerprint": "{{Print}}", "addresses": ["h:1"]}""")]
    public void What_lacks_a_part_is_none(string json) => Assert.Null(TrustToken.TryParse(Of(json)));

    private static string Of(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json));
}
