using Brine.Jinja.Filters;
using Brine.Jinja.Values;

namespace Brine.Jinja;

/// <summary>What filters and functions of the host need of Python: its operators on any value.</summary>
public static class PythonOperations
{
    /// <summary>Python's <c>a == b</c>.</summary>
    public static bool AreEqual(JinjaValue a, JinjaValue b) => ReferenceEquals(a, b) || Equality.AreEqual(a, b);

    /// <summary>What makes two values one key of a dict, or one member of a set.</summary>
    public static IEqualityComparer<JinjaValue> Keys => Equality.Keys;

    /// <summary>Something that can be walked over once, and no more.</summary>
    public static JinjaValue Iterator(IEnumerable<JinjaValue> items) => new GeneratorValue(items, null, "iterator");

    /// <summary>Python's order; below zero when <paramref name="a"/> comes first.</summary>
    /// <exception cref="JinjaException">The two have no order.</exception>
    public static int Compare(JinjaValue a, JinjaValue b) => Ordering.Compare(a, b);

    /// <summary>Python's <c>sorted()</c>.</summary>
    public static IReadOnlyList<JinjaValue> Sort(IEnumerable<JinjaValue> items, Func<JinjaValue, JinjaValue>? key = null) =>
        Ordering.Sort(items, key ?? (item => item), reverse: false);

    /// <summary>Python's <c>item in container</c>.</summary>
    public static bool Contains(JinjaValue container, JinjaValue item) => Operations.Contains(container, item);

    /// <summary>Python's <c>iter()</c>: the letters of a text and the keys of a dict included.</summary>
    /// <exception cref="JinjaException">It cannot be walked over.</exception>
    public static IEnumerable<JinjaValue> Walk(JinjaValue value) => Operations.Walk(value);

    /// <summary>True for what <see cref="Walk"/> takes.</summary>
    public static bool CanWalk(JinjaValue value) => value.Walk() is not null;

    /// <summary>Python's <c>len()</c>.</summary>
    public static int Length(JinjaValue value) => Operations.Length(value);

    /// <summary>Python's name of the type.</summary>
    public static string TypeName(JinjaValue value) => value.TypeName;

    /// <summary>True for what can be a key: everything but lists, dicts and sets.</summary>
    public static bool IsHashable(JinjaValue value) => value is not (ListValue or DictValue or SetValue { IsFrozen: false });

    /// <summary>Python's <c>a + b</c> and the like.</summary>
    public static JinjaValue Apply(string sign, JinjaValue a, JinjaValue b) => Arithmetic.Apply(sign, a, b);

    /// <summary>Python's <c>owner[key]</c>; null when there is none.</summary>
    public static JinjaValue? Item(JinjaValue owner, JinjaValue key) => owner.FindItem(key);

    /// <summary>Python's <c>owner.name</c>, a method mostly; null when there is none.</summary>
    public static JinjaValue? Attribute(JinjaValue owner, string name) =>
        name.StartsWith('_') ? null : owner.FindAttribute(name);

    /// <summary>Calls a function, macro or method.</summary>
    public static JinjaValue Call(JinjaValue function, JinjaCall call) => function.Invoke(call);

    /// <summary>One of Jinja's own filters; the value is the first argument.</summary>
    public static JinjaValue Filter(string name, JinjaCall call) =>
        (FilterTable.Find(name) ?? throw new JinjaException($"no filter named '{name}'"))(call);

    /// <summary>An <c>OrderedDict</c>: a dict whose order <see cref="IsOrdered"/> says to keep when it is written down.
    /// </summary>
    public static JinjaValue OrderedDict(IEnumerable<KeyValuePair<JinjaValue, JinjaValue>> entries)
    {
        var dict = new DictValue { IsOrdered = true };
        foreach (var (key, value) in entries) dict.Set(key, value);
        return dict;
    }

    /// <summary>Python's <c>dict()</c>: of a dict, of pairs, and of named arguments.</summary>
    public static JinjaValue Dict(JinjaCall call) => Rendering.GlobalNames.MakeDict(call);

    /// <summary>True for what <see cref="OrderedDict"/> made, and copies of it.</summary>
    public static bool IsOrdered(JinjaValue value) => value is DictValue { IsOrdered: true };

    /// <summary>Puts an entry into a dict, in place.</summary>
    public static void Put(JinjaValue dict, JinjaValue key, JinjaValue value) => ((DictValue)dict).Set(key, value);

    /// <summary>Puts an item at the end of a list, in place.</summary>
    public static void Append(JinjaValue list, JinjaValue item)
    {
        var content = ((ListValue)list).Content;
        Bounds.Items(content.Count);
        content.Add(item);
    }

    /// <summary>The content of Python's <c>bytes</c>; null for everything else.</summary>
    public static byte[]? Content(JinjaValue value) => value is BytesValue bytes ? [.. bytes.Content] : null;

    /// <summary>A copy that shares no list, dict or set with the value.</summary>
    public static JinjaValue DeepCopy(JinjaValue value)
    {
        Bounds.Stack();
        return value switch
        {
            ListValue list => JinjaValue.List(list.Content.Select(DeepCopy)),
            TupleValue { Names: null } tuple => JinjaValue.Tuple(tuple.Content.Select(DeepCopy)),
            DictValue dict => DeepCopy(dict),
            SetValue set => JinjaValue.Set(set.Walk(), set.IsFrozen),
            _ => value,
        };
    }

    private static DictValue DeepCopy(DictValue dict)
    {
        var copy = new DictValue { IsOrdered = dict.IsOrdered };
        foreach (var (key, value) in dict.Entries) copy.Set(key, DeepCopy(value));
        return copy;
    }
}
