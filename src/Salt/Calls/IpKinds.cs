using System.Collections.Immutable;

namespace Brine.Salt.Calls;

/// <summary>Which addresses are private, loopback and so on, by the networks that Python 3.11 names so.</summary>
internal static class IpKinds
{
    private static readonly ImmutableDictionary<string, ImmutableArray<IpAddress>> Networks =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["private"] = "0.0.0.0/8 10.0.0.0/8 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/29 " +
                "192.0.0.170/31 192.0.2.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 " +
                "240.0.0.0/4 255.255.255.255/32 ::1/128 ::/128 ::ffff:0:0/96 100::/64 2001::/23 2001:2::/48 " +
                "2001:db8::/32 2001:10::/28 fc00::/7 fe80::/10",
            ["multicast"] = "224.0.0.0/4 ff00::/8",
            ["loopback"] = "127.0.0.0/8 ::1/128",
            ["link-local"] = "169.254.0.0/16 fe80::/10",
            ["reserved"] = "240.0.0.0/4 ::/8 100::/8 200::/7 400::/6 800::/5 1000::/4 4000::/3 6000::/3 8000::/3 " +
                "a000::/3 c000::/3 e000::/4 f000::/5 f800::/6 fe00::/9",
            ["site-local"] = "fec0::/10",
            ["unspecified"] = "0.0.0.0/32 ::/128",
        }.ToImmutableDictionary(kind => kind.Key,
            kind => kind.Value.Split(' ').Select(text => IpAddress.Parse(text)!).ToImmutableArray(), StringComparer.Ordinal);

    /// <summary>Whether an address is of a kind, by any of Salt's words for it; other words say nothing.</summary>
    public static bool Is(IpAddress address, string word) => word switch
    {
        "global" or "public" => !In(address, "private"),
        "link-local" or "linklocal" or "ll" or "link_local" => In(address, "link-local"),
        "loopback" or "lo" => In(address, "loopback"),
        "site-local" or "sl" or "site_local" => In(address, "site-local"),
        "multicast" or "private" or "reserved" or "unspecified" => In(address, word),
        _ => true,
    };

    // Python asks of an interface whether its whole network is of the kind: both its ends.
    private static bool In(IpAddress address, string kind) => Networks[kind].Any(network =>
        network.Contains(address with { Value = address.First }) && network.Contains(address with { Value = address.First + address.Size - 1 }));
}
