using System.Globalization;
using System.Numerics;
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
        if (Integers.TryGet(a[0]!, out var whole)) return Integers.Of(BigInteger.Abs(whole));
        return JinjaValue.Of(Math.Abs(a.Number(0)));
    }

    private static JinjaValue Round(Arguments a)
    {
        var value = a[0]!;
        var method = a.AsText(2, "common");
        if (method is not ("common" or "ceil" or "floor"))
            throw new JinjaException("method must be common, ceil or floor");
        if (value is UndefinedValue undefined) throw undefined.Error();
        if (!Numbers.Is(value)) throw new JinjaException($"type {value.TypeName} doesn't define __round__ method");
        var precision = (int)Math.Clamp(a.Integer(1), -5000, 5000);
        if (method == "common") return Nearest(value, precision);
        var power = Arithmetic.Apply("**", JinjaValue.Of(10), JinjaValue.Of(precision));
        var scaled = Arithmetic.Apply("*", value, power);
        if (!Integers.TryGet(scaled, out var whole))
        {
            var number = Arithmetic.Float(scaled);
            Integers.TryGet(Integers.Truncate(method == "ceil" ? Math.Ceiling(number) : Math.Floor(number)), out whole);
        }

        return Arithmetic.Apply("/", Integers.Of(whole), power);
    }

    private static JinjaValue Nearest(JinjaValue value, int precision)
    {
        if (!Integers.TryGet(value, out var whole))
            return JinjaValue.Of(FloatText.Round(Arithmetic.Float(value), precision));
        if (precision >= 0) return Integers.Of(whole);
        var unit = BigInteger.Pow(10, -precision);
        var (quotient, rest) = BigInteger.DivRem(BigInteger.Abs(whole), unit);
        var order = (rest * 2).CompareTo(unit);
        if (order > 0 || (order == 0 && !quotient.IsEven)) quotient++;
        return Integers.Of(quotient * unit * whole.Sign);
    }

    private static JinjaValue FileSize(Arguments a)
    {
        var size = NumberReading.Float(a[0]!) ?? throw new JinjaException($"no size: {a[0]!.ToRepr()}");
        var isBinary = a.IsTrue(1);
        var unit = isBinary ? 1024.0 : 1000.0;
        if (size == 1) return JinjaValue.Of("1 Byte");
        if (size < unit) return JinjaValue.Of(Math.Truncate(size).ToString(CultureInfo.InvariantCulture) + " Bytes");
        var step = 0;
        for (; step < 7 && !(size < Math.Pow(unit, step + 2)); step++) { }
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
