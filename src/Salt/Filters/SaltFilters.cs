using System.Collections.Frozen;
using Brine.Jinja;
using Brine.Salt.Calls;

namespace Brine.Salt.Filters;

/// <summary>What a filter does with its arguments; the host is there for those few that ask it.</summary>
internal delegate JinjaValue FilterBody(Arguments arguments, ISaltHost host);

/// <summary>The filters and tests that Salt adds to Jinja's own. A new filter is a line in the table of its topic.</summary>
internal static class SaltFilters
{
    private static readonly FrozenDictionary<string, (Signature Signature, FilterBody Body)> All =
        FormatFilters.Table.Concat(TextFilters.Table).Concat(PatternFilters.Table).Concat(ListFilters.Table)
            .Concat(DictFilters.Table).Concat(CombiningFilters.Table).Concat(DigestFilters.Table)
            .Concat(ChanceFilters.Table).Concat(TimeFilters.Table).Concat(HostFilters.Table)
            .Concat(AddressFilters.Table).Concat(RefusedFilters.Table)
            .ToFrozenDictionary(line => line.Name, line => (new Signature(line.Name, line.Takes), line.Body),
                StringComparer.Ordinal);

    /// <summary>The names of all filters, for the documentation and its test.</summary>
    public static IEnumerable<string> Names => All.Keys.Order(StringComparer.Ordinal);

    public static Dictionary<string, Func<JinjaCall, JinjaValue>> Filters(ISaltHost host) =>
        All.ToDictionary(filter => filter.Key, filter => Function(filter.Value.Signature, filter.Value.Body, host),
            StringComparer.Ordinal);

    public static Dictionary<string, Func<JinjaCall, JinjaValue>> Tests { get; } = new(StringComparer.Ordinal)
    {
        ["match"] = call => JinjaValue.Of(PatternFilters.Matches(
            new Signature("match", "txt rgx ignorecase? multiline?").Bind(call))),
        ["list"] = call => JinjaValue.Of(call.Positional[0].Kind == JinjaKind.List),
        ["equalto"] = call => JinjaValue.Of(PythonOperations.AreEqual(call.Positional[0],
            call.Argument(1, "other") ?? throw new JinjaException("equalto needs the argument 'other'"))),
    };

    private static Func<JinjaCall, JinjaValue> Function(Signature signature, FilterBody body, ISaltHost host) =>
        call =>
        {
            try
            {
                return body(signature.Bind(call), host);
            }
            catch (SaltHostException error)
            {
                throw new JinjaException(error.Message);
            }
        };
}

/// <summary>One filter of a table.</summary>
/// <param name="Name">As templates write it.</param>
/// <param name="Takes">Its <see cref="Signature"/>; the value that it works on comes first.</param>
/// <param name="Body">What it does.</param>
internal sealed record FilterLine(string Name, string Takes, FilterBody Body);
