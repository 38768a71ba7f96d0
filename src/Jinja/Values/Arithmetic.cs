using System.Numerics;
using Brine.Jinja.Formatting;

namespace Brine.Jinja.Values;

/// <summary>
/// Python's operators. Integers of 64 bits go first; what does not fit there is computed at full length.
/// </summary>
internal static class Arithmetic
{
    public static JinjaValue Apply(string sign, JinjaValue a, JinjaValue b)
    {
        if (a is UndefinedValue left) throw left.Error();
        if (b is UndefinedValue right && !(sign == "%" && a is TextValue)) throw right.Error();
        if (Numbers.Are(a, b))
        {
            if (Small(sign, a, b) is { } small) return small;
            if (Integers.TryGet(a, out var x) && Integers.TryGet(b, out var y)) return Large(sign, x, y);
            return FloatArithmetic.Apply(sign, Float(a), Float(b));
        }

        return Others(sign, a, b) ?? throw new JinjaException(
            $"unsupported operand type(s) for {sign}: '{a.TypeName}' and '{b.TypeName}'");
    }

    public static JinjaValue Negate(JinjaValue value, bool negative)
    {
        if (value is UndefinedValue undefined) throw undefined.Error();
        if (Integers.TryGet(value, out var number)) return Integers.Of(negative ? -number : number);
        if (value.TryGetFloat(out var fraction)) return JinjaValue.Of(negative ? -fraction : fraction);
        throw new JinjaException($"bad operand type for unary {(negative ? '-' : '+')}: '{value.TypeName}'");
    }

    public static double Float(JinjaValue value)
    {
        if (!value.TryGetFloat(out var number)) Integers.ThrowTooLarge();
        return number;
    }

    /// <summary>Null: not two integers of 64 bits, or a result that may be longer.</summary>
    private static JinjaValue? Small(string sign, JinjaValue a, JinjaValue b)
    {
        if (!a.TryGetInteger(out var x) || !b.TryGetInteger(out var y)) return null;
        switch (sign)
        {
            case "+":
                var sum = unchecked(x + y);
                return ((x ^ sum) & (y ^ sum)) < 0 ? null : JinjaValue.Of(sum);
            case "-":
                var difference = unchecked(x - y);
                return ((x ^ y) & (x ^ difference)) < 0 ? null : JinjaValue.Of(difference);
            case "*":
                var high = Math.BigMul(x, y, out var low);
                return high == low >> 63 ? JinjaValue.Of(low) : null;
            case "//" or "%" when y is not (0 or -1):
                var rest = x % y;
                var isOff = rest != 0 && (rest < 0) != (y < 0);
                return sign == "%" ? JinjaValue.Of(isOff ? rest + y : rest) : JinjaValue.Of((x / y) - (isOff ? 1 : 0));
            default:
                return null;
        }
    }

    private static JinjaValue Large(string sign, BigInteger x, BigInteger y)
    {
        switch (sign)
        {
            case "+": return Integers.Of(x + y);
            case "-": return Integers.Of(x - y);
            case "*": return Integers.Of(x * y);
            case "**" when y.Sign < 0: return FloatArithmetic.Apply("**", Finite(Integers.Float(x)),
                Finite(Integers.Float(y)));
            case "**": return Integers.Of(Integers.Power(x, y));
        }

        if (y.IsZero) throw new JinjaException(sign == "/" ? "division by zero" : "integer division or modulo by zero");
        if (sign == "/")
        {
            var quotient = Integers.Quotient(x, y);
            return double.IsFinite(quotient) ? JinjaValue.Of(quotient)
                : throw new JinjaException("integer division result too large for a float");
        }

        var whole = BigInteger.DivRem(x, y, out var rest);
        var isOff = !rest.IsZero && (rest.Sign < 0) != (y.Sign < 0);
        return sign == "%" ? Integers.Of(isOff ? rest + y : rest) : Integers.Of(isOff ? whole - 1 : whole);
    }

    private static double Finite(double number)
    {
        if (!double.IsFinite(number)) Integers.ThrowTooLarge();
        return number;
    }

    private static JinjaValue? Others(string sign, JinjaValue a, JinjaValue b) => (sign, a, b) switch
    {
        ("+", TextValue x, TextValue y) => Markup.Join(x, y),
        ("+", BytesValue x, BytesValue y) => new BytesValue([.. x.Content, .. y.Content]),
        ("+", ListValue x, ListValue y) => Join(x.Content, y.Content),
        ("+", TupleValue x, TupleValue y) => new TupleValue([.. Join(x.Content, y.Content).Content]),
        ("%", TextValue x, _) => PercentFormat.Apply(x, b),
        ("*", _, TextValue or ListValue or TupleValue or BytesValue) when a.TryGetInteger(out var n) => Repeat(b, n),
        ("*", TextValue or ListValue or TupleValue or BytesValue, _) when b.TryGetInteger(out var n) => Repeat(a, n),
        ("-", SetValue x, SetValue y) => SetAlgebra.Difference(x, y),
        ("-", ViewValue { IsSetLike: true }, _) when b.Walk() is { } other =>
            SetAlgebra.Difference(SetAlgebra.Of(a)!, new SetValue(other)),
        ("-", _, ViewValue { IsSetLike: true }) when a is SetValue x => SetAlgebra.Difference(
            new SetValue(x.Walk()), SetAlgebra.Of(b)!),
        _ => null,
    };

    private static ListValue Join(IReadOnlyList<JinjaValue> a, IReadOnlyList<JinjaValue> b)
    {
        Bounds.Items((long)a.Count + b.Count);
        return new ListValue([.. a, .. b]);
    }

    private static JinjaValue Repeat(JinjaValue value, long times)
    {
        times = Math.Clamp(times, 0, int.MaxValue);
        if (value is TextValue text)
        {
            Bounds.Text(text.ToText().Length * times);
            var repeated = text.ToText().Length == 0 ? "" : string.Concat(Enumerable.Repeat(text.ToText(), (int)times));
            return new TextValue(repeated, text.IsMarkup);
        }

        Bounds.Items(value.Count!.Value * times);
        if (value is BytesValue bytes)
            return new BytesValue([.. Enumerable.Repeat(bytes.Content, (int)times).SelectMany(part => part)]);
        var items = value.Count == 0 ? [] : Enumerable.Repeat(value.Items, (int)times).SelectMany(part => part);
        return value is ListValue ? JinjaValue.List(items) : JinjaValue.Tuple(items);
    }
}
