using System.Collections.Frozen;
using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Rendering;

/// <summary>The names every template sees: range, dict, namespace, joiner, cycler, lipsum.</summary>
internal static class GlobalNames
{
    private static readonly FrozenDictionary<string, JinjaValue> All = new Dictionary<string, JinjaValue>
    {
        ["range"] = new FunctionValue("safe_range", Range),
        ["dict"] = new FunctionValue("dict", MakeDict, () => "<class 'dict'>")
        {
            Attributes = new Dictionary<string, JinjaValue> { ["fromkeys"] = new FunctionValue("fromkeys", FromKeys) },
        },
        ["namespace"] = new FunctionValue("namespace", NamespaceValue.Make, () => "<class 'jinja2.utils.Namespace'>"),
        ["joiner"] = new FunctionValue("joiner", MakeJoiner, () => "<class 'jinja2.utils.Joiner'>"),
        ["cycler"] = new FunctionValue("cycler", MakeCycler, () => "<class 'jinja2.utils.Cycler'>"),
        ["lipsum"] = new FunctionValue("generate_lorem_ipsum", LoremIpsum.Make),
    }.ToFrozenDictionary();

    public static JinjaValue? Find(string name) => All.GetValueOrDefault(name);

    public static DictValue MakeDict(JinjaCall call)
    {
        if (call.Positional.Count > 1)
            throw new JinjaException($"dict expected at most 1 argument, got {call.Positional.Count}");
        var dict = new DictValue();
        if (call.Positional.Count == 1) DictMethods.Merge(dict, call.Positional[0]);
        foreach (var (name, value) in call.Named) dict.Set(JinjaValue.Of(name), value);
        return dict;
    }

    private static DictValue FromKeys(JinjaCall call)
    {
        if (call.Positional.Count is 0 or > 2 || call.Named.Count > 0)
            throw new JinjaException("fromkeys expected 1 or 2 arguments");
        return DictMethods.FromKeys(Operations.Walk(call.Positional[0]),
            call.Positional.Count > 1 ? call.Positional[1] : JinjaValue.None);
    }

    private static JoinerValue MakeJoiner(JinjaCall call)
    {
        if (call.Positional.Count + call.Named.Count > 1) throw new JinjaException("joiner() takes one argument, sep");
        if (call.Named.Count == 1 && call.Argument(0, "sep") is null)
            throw new JinjaException("joiner() got an unexpected keyword argument");
        return new JoinerValue(call.Argument(0, "sep") ?? JinjaValue.Of(", "));
    }

    private static CyclerValue MakeCycler(JinjaCall call)
    {
        if (call.Named.Count > 0) throw new JinjaException("cycler() takes no keyword arguments");
        return call.Positional.Count > 0
            ? new CyclerValue([.. call.Positional])
            : throw new JinjaException("at least one item has to be provided");
    }

    private static RangeValue Range(JinjaCall call)
    {
        var a = call.Positional;
        if (a.Count is 0 or > 3 || call.Named.Count > 0) throw new JinjaException("range expected 1 to 3 integers");
        var first = a.Count == 1 ? 0 : Bound(a[0]);
        var last = Bound(a[a.Count == 1 ? 0 : 1]);
        var step = a.Count == 3 ? Bound(a[2]) : 1;
        if (step == 0) throw new JinjaException("range() arg 3 must not be zero");
        var gap = step > 0 ? (Int128)last - first : (Int128)first - last;
        var stride = Int128.Abs(step);
        var count = gap <= 0 ? 0 : (gap + stride - 1) / stride;
        if (count > Bounds.MaxRange)
            throw new JinjaException($"Range too big. The sandbox blocks ranges larger than {Bounds.MaxRange}.");
        return new RangeValue(first, last, step, (int)count);
    }

    private static long Bound(JinjaValue value)
    {
        if (value is UndefinedValue undefined) throw undefined.Error();
        return value.TryGetInteger(out var number)
            ? number
            : throw new JinjaException($"'{value.TypeName}' object cannot be interpreted as an integer");
    }
}
