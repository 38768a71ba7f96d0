using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Filters;

/// <summary>map, select, reject, selectattr, rejectattr: lazy, so each gives a generator</summary>
internal static class SelectFilters
{
    public static void AddTo(BuiltinTable table) => table
        .Add("map", "value * **", Map)
        .Add("select", "value * **", a => Select(a, wanted: true, byAttribute: false))
        .Add("reject", "value * **", a => Select(a, wanted: false, byAttribute: false))
        .Add("selectattr", "value * **", a => Select(a, wanted: true, byAttribute: true))
        .Add("rejectattr", "value * **", a => Select(a, wanted: false, byAttribute: true));

    private static GeneratorValue Map(Arguments a)
    {
        if (IsNothing(a[0]!)) return new GeneratorValue([]);
        if (a.Rest.Length == 0 && a.NamedRest.TryGetValue("attribute", out var path))
        {
            if (a.NamedRest.Keys.FirstOrDefault(name => name is not ("attribute" or "default")) is { } unknown)
                throw new JinjaException($"Unexpected keyword argument '{unknown}'");
            return new GeneratorValue(a.Walk(0)
                .Select(Picking.Attribute(path, a.NamedRest.GetValueOrDefault("default"))));
        }

        if (a.Rest.Length == 0) throw new JinjaException("map requires a filter argument");
        var filter = a.Run.Filter(a.Rest[0].ToText());
        return new GeneratorValue(a.Walk(0).Select(item => filter(With(a, item, a.Rest[1..]))));
    }

    private static GeneratorValue Select(Arguments a, bool wanted, bool byAttribute)
    {
        if (IsNothing(a[0]!)) return new GeneratorValue([]);
        if (byAttribute && a.Rest.Length == 0) throw new JinjaException("Missing parameter for attribute name");
        var pick = byAttribute ? Picking.Attribute(a.Rest[0]) : item => item;
        var rest = byAttribute ? a.Rest[1..] : a.Rest;
        Func<JinjaValue, bool> holds = item => item.IsTrue;
        if (rest.Length > 0)
        {
            var test = a.Run.Test(rest[0].ToText());
            holds = item => test(With(a, item, rest[1..])).IsTrue;
        }

        return new GeneratorValue(a.Walk(0).Where(item => holds(pick(item)) == wanted));
    }

    // None, 0 and '' give nothing, as in Jinja: many templates filter what a pillar may lack.
    private static bool IsNothing(JinjaValue value) => !value.IsTrue;

    private static JinjaCall With(Arguments a, JinjaValue item, JinjaValue[] rest)
    {
        a.Run.Iterate();
        return new JinjaCall([item, .. rest], a.NamedRest, a.Run);
    }
}
