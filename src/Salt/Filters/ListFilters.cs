using Brine.Jinja;
using Brine.Salt.Templates;

namespace Brine.Salt.Filters;

/// <summary>Lists as sets, flatten, avg, and questions about a value's kind.</summary>
internal static class ListFilters
{
    public static void AddTo(Dictionary<string, Func<JinjaCall, JinjaValue>> filters)
    {
        filters["union"] = call => Distinct(call.Subject().Items.Concat(Other(call)));
        filters["intersect"] = call => Distinct(call.Subject().Items.IntersectBy(Other(call).Select(Identity),
            Identity));
        filters["difference"] = call => Distinct(call.Subject().Items.ExceptBy(Other(call).Select(Identity), Identity));
        filters["symmetric_difference"] = call => Distinct(
            call.Subject().Items.ExceptBy(Other(call).Select(Identity), Identity)
                .Concat(Other(call).ExceptBy(call.Subject().Items.Select(Identity), Identity)));
        filters["unique"] = call => Distinct(call.Subject().Items);
        filters["flatten"] = call => JinjaValue.List(Flat(call.Subject(), 0));
        filters["avg"] = Average;
        filters["is_list"] = call => JinjaValue.Of(call.Subject().Kind == JinjaKind.List);
        filters["is_iter"] = call => JinjaValue.Of(call.Subject().Kind is JinjaKind.List or JinjaKind.Tuple
            or JinjaKind.Dict or JinjaKind.Iterable);
        filters["sequence"] = call => call.Subject().Kind is JinjaKind.List or JinjaKind.Tuple
            ? call.Subject()
            : JinjaValue.List([call.Subject()]);
        filters["traverse"] = call => DataPath.Find(call.Subject(), call.Needed(0, "key").ToText(), ":")
            ?? call.Argument(2, "default") ?? JinjaValue.None;
    }

    private static IEnumerable<JinjaValue> Other(JinjaCall call) => call.Needed(0, "lst2").Items;

    private static JinjaValue Distinct(IEnumerable<JinjaValue> items) => JinjaValue.List(items.DistinctBy(Identity));

    /// <summary>Python's notion of equal, as far as its printed form tells.</summary>
    private static string Identity(JinjaValue value) => value.ToRepr();

    private static IEnumerable<JinjaValue> Flat(JinjaValue list, int depth)
    {
        if (depth > 100)
            throw new JinjaException("flatten: the list is nested too deeply");
        return list.Items.SelectMany(item =>
            item.Kind is JinjaKind.List or JinjaKind.Tuple ? Flat(item, depth + 1) : [item]);
    }

    private static JinjaValue Average(JinjaCall call)
    {
        var numbers = call.Subject().Items.Select(item => item.TryGetFloat(out var number)
            ? number
            : throw new JinjaException($"avg: {item.ToRepr()} is no number")).ToList();
        return numbers.Count == 0 ? throw new JinjaException("avg: the list is empty")
            : JinjaValue.Of(numbers.Average());
    }
}
