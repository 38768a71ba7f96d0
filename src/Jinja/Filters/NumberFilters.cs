using System.Globalization;
using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Filters;

/// <summary>int, float, abs, round, filesizeformat, sum</summary>
internal static class NumberFilters
{
    public static void AddTo(BuiltinTable table) => table
        .Add("int", "value default? base?", Integer)
        .Add("float", "value default?", a => NumberReading.Float(a[0]!) is { } number
            ? JinjaValue.Of(number)
            : a.Get(1, JinjaValue.Of(0.0)))
        .Add("abs", "value", Absolute)
        .Add("round", "value precision? method?", Round)
        .Add("filesizeformat", "value binary?", FileSize)
        .Add("sum", "value attribute? start?", Sum);

    private static JinjaValue Integer(Arguments a)
    {
        var value = a[0]!;
        if (value is UndefinedValue undefined) throw undefined.Error();
        if (value.TryGetText(out var text) && IntegerReading.Read(text, a.Integer(2, 10)) is { } read) return read;
        if (Integers.TryGet(value, out var whole)) return Integers.Of(whole);
        if (NumberReading.Float(value) is not { } number || double.IsNaN(number)) return a.Get(1, JinjaValue.Of(0));
        return Integers.Truncate(number);
    }

    private static JinjaValue Absolute(Arguments a)
    {
        if (Integers.TryGet(a[0]!, out var whole)) return Integers.Of(System.Numerics.BigInteger.Abs(whole));
        return JinjaValue.Of(Math.Abs(a.Number(0)));
    }

    private static JinjaValue Round(Arguments a)
    {
        var precision = (int)Math.Clamp(a.Integer(1), -400, 400);
        var method = a.AsText(2, "common");
        var isWhole = a[0]!.TryGetInteger(out var whole);
        switch (method)
        {
            case "common" when isWhole && precision >= 0: return JinjaValue.Of(whole);
            case "common" when isWhole: return JinjaValue.Of((long)FloatText.Round(whole, precision));
            case "common": return JinjaValue.Of(FloatText.Round(a.Number(0), precision));
            case "ceil" or "floor":
                var scale = Math.Pow(10, precision);
                var scaled = a.Number(0) * scale;
                if (!double.IsFinite(scaled)) throw new JinjaException("cannot round infinity or NaN");
                return JinjaValue.Of((method == "ceil" ? Math.Ceiling(scaled) : Math.Floor(scaled)) / scale);
            default: throw new JinjaException("method must be common, ceil or floor");
        }
    }

    private static JinjaValue FileSize(Arguments a)
    {
        var size = NumberReading.Float(a[0]!) ?? throw new JinjaException($"no size: {a[0]!.ToRepr()}");
        var isBinary = a.IsTrue(1);
        var unit = isBinary ? 1024.0 : 1000.0;
        if (size == 1) return JinjaValue.Of("1 Byte");
        if (size < unit) return JinjaValue.Of(Math.Truncate(size).ToString(CultureInfo.InvariantCulture) + " Bytes");
        var step = 0;
        for (; step < 7 && size >= Math.Pow(unit, step + 2); step++) { }
        var shown = FloatText.Fixed(size / Math.Pow(unit, step + 1), 1);
        return JinjaValue.Of($"{shown} {(isBinary ? "KMGTPEZY" : "kMGTPEZY")[step]}{(isBinary ? "iB" : "B")}");
    }

    private static JinjaValue Sum(Arguments a)
    {
        var total = a.Get(2, JinjaValue.Of(0));
        if (total is TextValue) throw new JinjaException("sum() can't sum strings [use ''.join(seq) instead]");
        var pick = Picking.Attribute(a[1]);
        foreach (var item in a.Walk(0)) total = Arithmetic.Apply("+", total, pick(item));
        return total;
    }
}
