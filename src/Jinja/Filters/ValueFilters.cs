using Brine.Jinja.Formatting;
using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Filters;

/// <summary>default, string, list, length, items, attr, tojson, pprint</summary>
internal static class ValueFilters
{
    public static void AddTo(BuiltinTable table) => table
        .Add("default d", "value default_value? boolean?", Default)
        .Add("string", "value", a => a[0] is TextValue text ? text : JinjaValue.Of(a[0]!.ToText()))
        .Add("list", "value", a => new ListValue(a.Collect(0)))
        .Add("length count", "value", a => JinjaValue.Of(Operations.Length(a[0]!)))
        .Add("items", "value", a => new GeneratorValue(Items(a[0]!), "do_items"))
        .Add("pprint", "value", a => JinjaValue.Of(PrettyText.Write(a[0]!)))
        .Add("attr", "value name", Attribute)
        .Add("tojson", "value indent?", a =>
            new TextValue(JsonText.Write(a[0]!, a.IsNone(1) ? null : a.Small(1)), markup: true));

    private static JinjaValue Default(Arguments a)
    {
        var isMissing = a[0] is UndefinedValue || (a.IsTrue(2) && !a[0]!.IsTrue);
        return isMissing ? a.Get(1, TextValue.Empty) : a[0]!;
    }

    private static IEnumerable<JinjaValue> Items(JinjaValue value)
    {
        if (value is UndefinedValue) yield break;
        if (value is not DictValue dict) throw new JinjaException("Can only get item pairs from a mapping.");
        foreach (var item in DictMethods.Items(dict).Walk()) yield return item;
    }

    // Unlike a dot, the filter never looks at items.
    private static JinjaValue Attribute(Arguments a)
    {
        var name = a.AsText(1);
        if (a[0] is UndefinedValue undefined) throw undefined.Error();
        var found = Operations.IsPrivate(name) ? null : a[0]!.FindAttribute(name);
        return found ?? UndefinedValue.Attribute(a[0]!, name);
    }
}
