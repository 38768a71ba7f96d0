using Brine.Jinja;
using Brine.Salt.Calls;

namespace Brine.Salt.Filters;

/// <summary>IP addresses and networks</summary>
internal static class AddressFilters
{
    /// <summary>Hosts of a network; larger ones are no list for a template.</summary>
    private const int MostHosts = 1 << 16;

    public static FilterLine[] Table =>
    [
        new("is_ip", "ip_addr options?", (a, _) => JinjaValue.Of(Is(a, 4) || Is(a, 6))),
        new("is_ipv4", "ip_addr options?", (a, _) => JinjaValue.Of(Is(a, 4))),
        new("is_ipv6", "ip_addr options?", (a, _) => JinjaValue.Of(Is(a, 6))),
        new("ipv4", "value options?", (a, _) => Picked(a, 4)),
        new("ipv6", "value options?", (a, _) => Picked(a, 6)),
        new("ipaddr", "value options?", (a, _) => Picked(a, 0)),
        new("ip_host", "value options? version?", (a, _) => Each(a, address =>
            JinjaValue.Of((address with { HasPrefix = true }).ToString()))),
        new("network_hosts", "value options? version?", (a, _) => Each(a, Hosts)),
        new("network_size", "value options? version?", (a, _) => Each(a, address => JinjaValue.Of(address.Size))),
        new("filter_by_networks", "values networks", (a, _) => ByNetworks(a)),
        new("ipwrap", "data", (a, _) => a.Value("data") is { Kind: JinjaKind.List or JinjaKind.Tuple } list
            ? JinjaValue.List(list.Items.Select(Wrapped))
            : Wrapped(a.Value("data"))),
    ];

    private static bool Is(Arguments a, int version) => Checked(a.Value("ip_addr"), version, a.OptionalText("options")) is not null;

    /// <summary>Null when it is no address of that version and those kinds.</summary>
    private static IpAddress? Checked(JinjaValue value, int version, string? options) =>
        Read(value) is { } address && address.IsSix == (version == 6)
        && (options ?? "").Split(',').All(word => IpKinds.Is(address, word.Trim())) ? address : null;

    private static IpAddress? Read(JinjaValue value) => value.TryGetText(out var text)
        ? IpAddress.Parse(text)
        : value.Kind == JinjaKind.Integer && value.TryGetInteger(out var number) && number >= 0
            ? new IpAddress(number, number > uint.MaxValue, number > uint.MaxValue ? 128 : 32, HasPrefix: false)
            : null;

    private static JinjaValue Picked(Arguments a, int version)
    {
        var picked = Addresses(a, version);
        return a.Value("value").Kind == JinjaKind.Text
            ? picked is [var one] ? JinjaValue.Of(one.ToString()) : JinjaValue.None
            : IsList(a.Value("value")) ? JinjaValue.List(picked.Select(address => JinjaValue.Of(address.ToString())))
            : JinjaValue.None;
    }

    private static bool IsList(JinjaValue value) => value.Kind is JinjaKind.List or JinjaKind.Tuple
        || PythonOperations.TypeName(value) == "generator";

    /// <summary>Those of the value or list that are addresses; of both versions, IPv4 comes first.</summary>
    private static List<IpAddress> Addresses(Arguments a, int version)
    {
        var value = a.Value("value");
        _ = value.Kind == JinjaKind.Undefined ? value.ToText() : ""; // says which name is undefined
        List<JinjaValue> items = IsList(value) ? [.. PythonOperations.Walk(value)] : value.Kind == JinjaKind.Text ? [value] : [];
        var options = a.OptionalText("options");
        int[] versions = version == 0 ? [4, 6] : [version];
        return [.. versions.SelectMany(v => items.Select(item => Checked(item, v, options))).OfType<IpAddress>()];
    }

    private static JinjaValue Each(Arguments a, Func<IpAddress, JinjaValue> make)
    {
        var found = a.Integer("version", 0) is var version and (0 or 4 or 6) ? Addresses(a, version) : [];
        if (found.Count == 0)
            return JinjaValue.None;
        return IsList(a.Value("value")) ? JinjaValue.List(found.Select(make)) : make(found[0]);
    }

    /// <summary>All but the network's own address and the one for all, except in the smallest networks.</summary>
    private static JinjaValue Hosts(IpAddress network)
    {
        if (network.Size > MostHosts)
            throw new JinjaException($"network_hosts: {network} has more than {MostHosts} hosts");
        var (first, count) = (network.First, (int)network.Size);
        var skipped = count <= 2 ? 0 : 1;
        var last = count <= 2 || network.IsSix ? 0 : 1;
        return JinjaValue.List(Enumerable.Range(skipped, count - skipped - last)
            .Select(i => JinjaValue.Of(network.Shown(first + i))));
    }

    private static JinjaValue ByNetworks(Arguments a)
    {
        var values = a.Value("values");
        if (a.Given("networks") is not { } given)
            return values;
        var networks = PythonOperations.Walk(given).Select(network => Read(network) is { } n && n.First == n.Value
            ? n
            : throw a.Wrong($"{network.ToRepr()} is no network, or has bits set behind its prefix")).ToList();
        JinjaValue Inside(JinjaValue list) => JinjaValue.List(PythonOperations.Walk(list).SelectMany(item =>
        {
            var address = item.TryGetText(out var text) && IpAddress.Parse(text, withPrefix: false) is { } found
                ? found
                : throw a.Wrong($"{item.ToRepr()} is no address");
            return networks.Where(network => network.Contains(address)).Select(_ => item);
        }));
        return values.Kind switch
        {
            JinjaKind.Dict => JinjaValue.Dict(values.Entries.Select(e => KeyValuePair.Create(e.Key, Inside(e.Value)))),
            JinjaKind.List or JinjaKind.Tuple or JinjaKind.Text => Inside(values),
            _ => throw a.Wrong($"it works on a list or a mapping of lists, not on {PythonOperations.TypeName(values)}"),
        };
    }

    private static JinjaValue Wrapped(JinjaValue value) => Checked(value, 6, null) is not { } address
        ? value
        : address.HasPrefix ? throw new JinjaException($"ipwrap: {address} is a network, not an address")
        : JinjaValue.Of($"[{address}]");
}
