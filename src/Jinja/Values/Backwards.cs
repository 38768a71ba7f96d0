namespace Brine.Jinja.Values;

/// <summary>Python's <c>reversed()</c>.</summary>
internal static class Backwards
{
    /// <summary>An iterator; what cannot be reversed is put into a list that can.</summary>
    public static JinjaValue Of(JinjaValue value) => Iterator(value) is { } type
        ? new GeneratorValue(Walk(value), null, type)
        : new ListValue([.. Operations.Walk(value).Reverse()]);

    public static IEnumerable<JinjaValue> Walk(JinjaValue value) => value switch
    {
        UndefinedValue undefined => throw undefined.Error(),
        ListValue list => list.WalkBack(),
        DictValue dict => dict.WalkEntries(isBackwards: true).Select(entry => entry.Key),
        ViewValue view => view.WalkBack(),
        TextValue text => CodePoints.Split(text.Content).Reverse().Select(text.With),
        RangeValue or TupleValue or BytesValue => value.Walk()!.Reverse(),
        _ => throw new JinjaException($"'{value.TypeName}' object is not reversible"),
    };

    private static string? Iterator(JinjaValue value) => value switch
    {
        ListValue => "list_reverseiterator",
        DictValue => "dict_reversekeyiterator",
        ViewValue view => view.ReverseName,
        RangeValue => "range_iterator",
        TupleValue or BytesValue => "reversed",
        _ => null,
    };
}
