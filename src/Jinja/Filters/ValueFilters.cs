using Brine.Jinja.Formatting;
using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Filters;

/// <summary>default, string, list, length, items, attr, tojson</summary>
internal static class ValueFilters
{
    public static void AddTo(BuiltinTable table) => table
        .Add("default d", "value default_value? boolean?", Default)
        .Add("string", "value", a => a[0] is TextValue text ? text : JinjaValue.Of(a[0]!.ToText()))
        .Add("list", "value", a => JinjaValue.List(a.Walk(0)))
        .Add("length count", "value", a => JinjaValue.Of(Operations.Length(a[0]!)))
        .Add("items", "value", Items)
        .Add("attr", "value name", Attribute)
        .Add("tojson", "value indent?", a =>
            new TextValue(JsonText.Write(a[0]!, a.IsNone(1) ? null : a.Small(1)), markup: true));

    private static JinjaValue Default(Arguments a)
    {
        var isMissing = a[0] is UndefinedValue || (a.IsTrue(2) && !a[0]!.IsTrue);
        return isMissing ? a.Get(1, TextValue.Empty) : a[0]!;
    }

    private static JinjaValue Items(Arguments a) => a[0] switch
    {
        UndefinedValue => new GeneratorValue([]),
        DictValue dict => new GeneratorValue(dict.Entries.Select(entry => JinjaValue.Tuple([entry.Key, entry.Value]))),
        _ => throw new JinjaException("Can only get item pairs from a mapping."),
    };

    // Unlike a dot, the filter never looks at items.
    private static JinjaValue Attribute(Arguments a)
    {
        var name = a.AsText(1);
        var found = name.StartsWith('_') ? null : a[0]!.FindAttribute(name);
        return found ?? UndefinedValue.Attribute(a[0]!, name);
    }
}
