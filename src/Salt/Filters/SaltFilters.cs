using Brine.Jinja;

namespace Brine.Salt.Filters;

/// <summary>The filters and tests that Salt adds to Jinja's own, as far as Brine has them.</summary>
internal static class SaltFilters
{
    public static Dictionary<string, Func<JinjaCall, JinjaValue>> Filters(ISaltHost host)
    {
        var filters = new Dictionary<string, Func<JinjaCall, JinjaValue>>(StringComparer.Ordinal);
        FormatFilters.AddTo(filters);
        TextFilters.AddTo(filters);
        ListFilters.AddTo(filters);
        TimeFilters.AddTo(filters, host);
        return filters;
    }

    public static Dictionary<string, Func<JinjaCall, JinjaValue>> Tests { get; } = new(StringComparer.Ordinal)
    {
        ["match"] = call => JinjaValue.Of(TextFilters.Match(call, anchored: true) is { Success: true }),
        ["list"] = call => JinjaValue.Of(call.Positional[0].Kind == JinjaKind.List),
    };

    /// <summary>The value that a filter works on.</summary>
    public static JinjaValue Subject(this JinjaCall call) => call.Positional[0];

    /// <summary>An argument of a filter, counted without the value that it works on.</summary>
    public static JinjaValue Needed(this JinjaCall call, int index, string name) =>
        call.Argument(index + 1, name) ?? throw new JinjaException($"the argument '{name}' is missing");

    /// <summary>A flag of a filter; <paramref name="otherwise"/> when it is not given.</summary>
    public static bool Flag(this JinjaCall call, int index, string name, bool otherwise) =>
        call.Argument(index + 1, name)?.IsTrue ?? otherwise;
}
