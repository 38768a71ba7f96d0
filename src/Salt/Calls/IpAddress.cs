using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace Brine.Salt.Calls;

/// <summary>An address or interface (address and network) as Python's <c>ipaddress</c> reads and prints it.</summary>
/// <param name="Value">The address as a number.</param>
/// <param name="IsSix">IPv6.</param>
/// <param name="Prefix">The bits of the network; all of them for a bare address.</param>
/// <param name="HasPrefix">A prefix was written.</param>
/// <param name="Scope">What stands behind <c>%</c> in an IPv6 address; empty for none.</param>
internal sealed record IpAddress(BigInteger Value, bool IsSix, int Prefix, bool HasPrefix, string Scope = "")
{
    public int Bits => IsSix ? 128 : 32;

    public BigInteger Size => BigInteger.One << (Bits - Prefix);

    /// <summary>The network's first address.</summary>
    public BigInteger First => Value >> (Bits - Prefix) << (Bits - Prefix);

    /// <summary>Null when it is neither.</summary>
    public static IpAddress? Parse(string text, bool withPrefix = true)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0 && (!withPrefix || text.IndexOf('/', slash + 1) >= 0))
            return null;
        var address = Bare(slash < 0 ? text : text[..slash]);
        if (address is null || slash < 0)
            return address;
        return PrefixOf(text[(slash + 1)..], address.IsSix) is { } prefix
            ? address with { Prefix = prefix, HasPrefix = true }
            : null;
    }

    public bool Contains(IpAddress other) =>
        other.IsSix == IsSix && other.Value >= First && other.Value < First + Size;

    /// <summary>The address without its network.</summary>
    public string Shown(BigInteger value)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        var padded = new byte[Bits / 8];
        bytes.CopyTo(padded.AsSpan(padded.Length - bytes.Length));
        return IsSix ? Six(padded) : new IPAddress(padded).ToString();
    }

    /// <summary>As Python prints it: an interface with its prefix.</summary>
    public override string ToString() => Shown(Value) + (Scope.Length > 0 ? "%" + Scope : "")
        + (HasPrefix ? string.Create(CultureInfo.InvariantCulture, $"/{Prefix}") : "");

    private static IpAddress? Bare(string text)
    {
        if (!text.Contains(':', StringComparison.Ordinal))
        {
            var parts = text.Split('.');
            return parts.Length == 4 && parts.All(IsOctet)
                ? new IpAddress(parts.Aggregate(BigInteger.Zero, (sum, part) => (sum << 8) + int.Parse(part, CultureInfo.InvariantCulture)),
                    IsSix: false, 32, HasPrefix: false)
                : null;
        }
        var percent = text.IndexOf('%', StringComparison.Ordinal);
        var (plain, scope) = percent < 0 ? (text, "") : (text[..percent], text[(percent + 1)..]);
        if ((percent >= 0 && (scope.Length == 0 || scope.Contains('%', StringComparison.Ordinal)))
            || plain.Any(c => !char.IsAsciiHexDigit(c) && c is not (':' or '.'))
            || plain.Split(':').Any(part => part.Length > 4 && !part.Contains('.', StringComparison.Ordinal))
            || !IPAddress.TryParse(plain, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6)
            return null;
        return new IpAddress(new BigInteger(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true),
            IsSix: true, 128, HasPrefix: false, scope);
    }

    private static bool IsOctet(string text) => text.Length is > 0 and <= 3 && text.All(char.IsAsciiDigit)
        && (text.Length == 1 || text[0] != '0') && int.Parse(text, CultureInfo.InvariantCulture) <= 255;

    /// <summary>A number of bits, or for IPv4 a netmask or its complement.</summary>
    private static int? PrefixOf(string text, bool isSix)
    {
        if (text.Length > 0 && text.All(char.IsAsciiDigit))
            return int.TryParse(text, CultureInfo.InvariantCulture, out var bits) && bits <= (isSix ? 128 : 32) ? bits : null;
        if (isSix || Bare(text) is not { IsSix: false } mask)
            return null;
        var value = (uint)mask.Value;
        var ones = BitOperations.LeadingZeroCount(~value);
        if (BitOperations.PopCount(value) == ones)
            return ones;
        var zeros = BitOperations.LeadingZeroCount(value);
        return BitOperations.PopCount(value) == 32 - zeros ? zeros : null;
    }

    /// <summary>Eight groups, the longest row of zeros left out: .NET writes some addresses with dots, Python none.</summary>
    private static string Six(byte[] bytes)
    {
        var groups = Enumerable.Range(0, 8).Select(i => (bytes[2 * i] << 8) | bytes[(2 * i) + 1]).ToArray();
        var (best, length) = (-1, 1);
        for (var i = 0; i < 8; i++)
        {
            var run = groups.Skip(i).TakeWhile(group => group == 0).Count();
            if (run > length)
                (best, length) = (i, run);
        }
        string Hex(IEnumerable<int> some) =>
            string.Join(':', some.Select(group => group.ToString("x", CultureInfo.InvariantCulture)));
        return best < 0 ? Hex(groups) : Hex(groups.Take(best)) + "::" + Hex(groups.Skip(best + length));
    }
}
