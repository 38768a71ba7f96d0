using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Filters;

/// <summary>
/// map, select, reject, selectattr, rejectattr: generators that look at their arguments only when they are walked over.
/// </summary>
internal static class SelectFilters
{
    public static void AddTo(BuiltinTable table) => table
        .Add("map", "value * **", a => new GeneratorValue(Map(a), "sync_do_map"))
        .Add("select", "value * **", a => Select(a, wanted: true, byAttribute: false))
        .Add("reject", "value * **", a => Select(a, wanted: false, byAttribute: false))
        .Add("selectattr", "value * **", a => Select(a, wanted: true, byAttribute: true))
        .Add("rejectattr", "value * **", a => Select(a, wanted: false, byAttribute: true));

    private static GeneratorValue Select(Arguments a, bool wanted, bool byAttribute) =>
        new(Selected(a, wanted, byAttribute), "select_or_reject");

    private static IEnumerable<JinjaValue> Map(Arguments a)
    {
        // None, 0 and '' give nothing: many templates filter what a pillar may lack.
        if (!a[0]!.IsTrue) yield break;
        var change = Change(a);
        foreach (var item in a.Walk(0)) yield return change(item);
    }

    private static Func<JinjaValue, JinjaValue> Change(Arguments a)
    {
        if (a.Rest.Length > 0)
        {
            var filter = a.Run.Filter(a.Rest[0].ToText());
            return item => filter(With(a, item, a.Rest[1..]));
        }

        if (!a.NamedRest.TryGetValue("attribute", out var path))
            throw new JinjaException("map requires a filter argument");
        foreach (var name in a.NamedRest.Keys)
        {
            if (name is not ("attribute" or "default"))
                throw new JinjaException($"Unexpected keyword argument '{name}'");
        }

        var pick = Picking.Attribute(path, a.NamedRest.GetValueOrDefault("default"));
        return item =>
        {
            a.Run.Iterate();
            return pick(item);
        };
    }

    private static IEnumerable<JinjaValue> Selected(Arguments a, bool wanted, bool byAttribute)
    {
        if (!a[0]!.IsTrue) yield break;
        if (byAttribute && a.Rest.Length == 0) throw new JinjaException("Missing parameter for attribute name");
        var pick = byAttribute ? Picking.Attribute(a.Rest[0]) : item => item;
        var rest = byAttribute ? a.Rest[1..] : a.Rest;
        var test = rest.Length > 0 ? a.Run.Test(rest[0].ToText()) : null;
        foreach (var item in a.Walk(0))
        {
            if (test is null) a.Run.Iterate();
            var picked = pick(item);
            if ((test is null ? picked.IsTrue : test(With(a, picked, rest[1..])).IsTrue) == wanted) yield return item;
        }
    }

    private static JinjaCall With(Arguments a, JinjaValue item, JinjaValue[] rest)
    {
        a.Run.Iterate();
        return new JinjaCall([item, .. rest], a.NamedRest, a.Run);
    }
}
