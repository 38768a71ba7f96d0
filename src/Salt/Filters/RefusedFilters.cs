using Brine.Jinja;

namespace Brine.Salt.Filters;

/// <summary>Filters of Salt that Brine knows and will not carry out, each with the reason.</summary>
internal static class RefusedFilters
{
    public static FilterLine[] Table =>
    [
        Refused("http_query", "a template that asks the network gives another plan each time; " +
            "fetch the data beforehand and give it as a pillar"),
        Refused("dns_check", "a template that asks the network gives another plan each time; write the address"),
    ];

    private static FilterLine Refused(string name, string reason) => new(name, "* **", (_, _) =>
        throw new JinjaException($"the filter '{name}' is not carried out: {reason}"));
}
