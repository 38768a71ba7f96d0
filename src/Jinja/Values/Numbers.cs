using System.Numerics;

namespace Brine.Jinja.Values;

/// <summary>Comparing integers of any size and floats exactly, without rounding one to the other.</summary>
internal static class Numbers
{
    public static bool Are(JinjaValue a, JinjaValue b) => Is(a) && Is(b);

    public static bool Is(JinjaValue value) => value is IntegerValue or FloatValue or BooleanValue or LargeIntegerValue;

    /// <summary>False for everything that is compared with "not a number".</summary>
    public static bool AreEqual(JinjaValue a, JinjaValue b)
    {
        if (a.TryGetInteger(out var x) && b.TryGetInteger(out var y)) return x == y;
        return Compare(a, b) == 0;
    }

    /// <summary>Null: one of them is "not a number".</summary>
    public static int? Compare(JinjaValue a, JinjaValue b)
    {
        if (a.TryGetInteger(out var x) && b.TryGetInteger(out var y)) return x.CompareTo(y);
        var (isWhole, isOtherWhole) = (Integers.TryGet(a, out var whole), Integers.TryGet(b, out var other));
        if (isWhole && isOtherWhole) return whole.CompareTo(other);
        b.TryGetFloat(out var g);
        if (isWhole) return Compare(whole, g);
        a.TryGetFloat(out var f);
        if (isOtherWhole) return -Compare(other, f);
        return double.IsNaN(f) || double.IsNaN(g) ? null : f.CompareTo(g);
    }

    private static int? Compare(BigInteger whole, double fraction)
    {
        if (double.IsNaN(fraction)) return null;
        if (double.IsInfinity(fraction)) return fraction > 0 ? -1 : 1;
        var floor = Math.Floor(fraction);
        var order = whole.CompareTo(new BigInteger(floor));
        return order != 0 ? order : fraction > floor ? -1 : 0;
    }
}
