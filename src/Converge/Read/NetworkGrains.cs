using System.Collections.Immutable;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Brine.Salt.Yaml;

namespace Brine.Converge.Read;

/// <summary>The grains that speak of network interfaces and their addresses.</summary>
internal static class NetworkGrains
{
    public static ImmutableDictionary<string, YamlNode> Read()
    {
        var faces = Interfaces();
        var addresses = faces.SelectMany(face => face.Addresses).ToList();
        return new Dictionary<string, YamlNode>(StringComparer.Ordinal)
        {
            ["ip4_interfaces"] = ByFace(faces, IsFour),
            ["ip6_interfaces"] = ByFace(faces, address => !IsFour(address)),
            ["ip_interfaces"] = ByFace(faces, _ => true),
            ["ipv4"] = List(addresses.Where(IsFour).Select(Shown).Order(StringComparer.Ordinal)),
            ["ipv6"] = List(addresses.Where(address => !IsFour(address)).Select(Shown).Order(StringComparer.Ordinal)),
            ["hwaddr_interfaces"] = Map(faces.Select(face => (face.Name, (YamlNode)YamlScalar.Of(face.Hardware)))),
        }.ToImmutableDictionary(StringComparer.Ordinal);
    }

    private static List<(string Name, string Hardware, List<IPAddress> Addresses)> Interfaces()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces().Select(face => (face.Name, Hardware(face),
                face.GetIPProperties().UnicastAddresses.Select(unicast => unicast.Address).OrderBy(a => !IsFour(a)).ToList()))];
        }
        catch (Exception e) when (e is NetworkInformationException or PlatformNotSupportedException)
        {
            return []; // a machine that does not tell has no such grains
        }
    }

    private static string Hardware(NetworkInterface face)
    {
        var bytes = face.GetPhysicalAddress().GetAddressBytes();
        return string.Join(':', (bytes.Length == 0 ? new byte[6] : bytes).Select(value => Convert.ToHexStringLower([value])));
    }

    private static bool IsFour(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork;

    /// <summary>Without the interface that .NET writes behind a link-local address.</summary>
    private static string Shown(IPAddress address) => new IPAddress(address.GetAddressBytes()).ToString();

    private static YamlMap ByFace(List<(string Name, string Hardware, List<IPAddress> Addresses)> faces, Func<IPAddress, bool> picks) =>
        Map(faces.Select(face => (face.Name, (YamlNode)List(face.Addresses.Where(picks).Select(Shown)))));

    private static YamlList List(IEnumerable<string> texts) => new([.. texts.Select(text => YamlScalar.Of(text))], default);

    private static YamlMap Map(IEnumerable<(string Key, YamlNode Value)> entries) =>
        new([.. entries.Select(entry => new YamlEntry(YamlScalar.Of(entry.Key), entry.Value))], default);
}
