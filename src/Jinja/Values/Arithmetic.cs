using Brine.Jinja.Formatting;

namespace Brine.Jinja.Values;

/// <summary>Python's operators. Integers are 64 bits wide; beyond that is an error, never a wrong number.</summary>
internal static class Arithmetic
{
    public static JinjaValue Apply(string sign, JinjaValue a, JinjaValue b)
    {
        if (a is UndefinedValue left) throw left.Error();
        if (b is UndefinedValue right && !(sign == "%" && a is TextValue)) throw right.Error();
        try
        {
            if (a.TryGetInteger(out var x) && b.TryGetInteger(out var y) && sign != "/") return Integers(sign, x, y);
            if (a.TryGetFloat(out var f) && b.TryGetFloat(out var g)) return Floats(sign, f, g);
        }
        catch (OverflowException)
        {
            throw new JinjaException($"the result of {a.ToRepr()} {sign} {b.ToRepr()} does not fit into 64 bits");
        }

        return Others(sign, a, b) ?? throw new JinjaException(
            $"unsupported operand type(s) for {sign}: '{a.TypeName}' and '{b.TypeName}'");
    }

    public static JinjaValue Negate(JinjaValue value, bool negative)
    {
        if (value is UndefinedValue undefined) throw undefined.Error();
        if (value.TryGetInteger(out var number))
        {
            if (number == long.MinValue && negative) throw new JinjaException("the result does not fit into 64 bits");
            return JinjaValue.Of(negative ? -number : number);
        }

        if (value.TryGetFloat(out var fraction)) return JinjaValue.Of(negative ? -fraction : fraction);
        throw new JinjaException($"bad operand type for unary {(negative ? '-' : '+')}: '{value.TypeName}'");
    }

    private static JinjaValue Integers(string sign, long x, long y)
    {
        switch (sign)
        {
            case "+": return JinjaValue.Of(checked(x + y));
            case "-": return JinjaValue.Of(checked(x - y));
            case "*": return JinjaValue.Of(checked(x * y));
            case "**": return y < 0 ? Floats("**", x, y) : JinjaValue.Of(Power(x, y));
        }

        if (y == 0) throw new JinjaException("integer division or modulo by zero");
        if (y == -1) return sign == "%" ? JinjaValue.Of(0) : JinjaValue.Of(checked(-x));
        var rest = x % y;
        var isOff = rest != 0 && (rest < 0) != (y < 0);
        return sign == "%" ? JinjaValue.Of(isOff ? rest + y : rest) : JinjaValue.Of((x / y) - (isOff ? 1 : 0));
    }

    private static long Power(long x, long y)
    {
        if (x is 0 or 1) return y == 0 ? 1 : x;
        if (x == -1) return y % 2 == 0 ? 1 : -1;
        if (y > 64) throw new OverflowException();
        var result = 1L;
        for (var i = 0; i < y; i++) result = checked(result * x);
        return result;
    }

    private static JinjaValue Floats(string sign, double x, double y)
    {
        if (y == 0 && sign is ("/" or "//" or "%")) throw new JinjaException("division by zero");
        return JinjaValue.Of(sign switch
        {
            "+" => x + y,
            "-" => x - y,
            "*" => x * y,
            "/" => x / y,
            "//" => Math.Floor(x / y),
            "%" => Modulo(x, y),
            _ => Power(x, y),
        });
    }

    private static double Modulo(double x, double y)
    {
        var rest = x % y;
        if (rest == 0) return Math.CopySign(0, y);
        return (rest < 0) != (y < 0) ? rest + y : rest;
    }

    private static double Power(double x, double y)
    {
        if (x == 0 && y < 0) throw new JinjaException("0.0 cannot be raised to a negative power");
        if (x < 0 && !double.IsInteger(y))
            throw new JinjaException("a negative number has no power that is a fraction");
        var result = Math.Pow(x, y);
        return double.IsInfinity(result) && double.IsFinite(x) && double.IsFinite(y)
            ? throw new JinjaException("the result is too large for a float")
            : result;
    }

    private static JinjaValue? Others(string sign, JinjaValue a, JinjaValue b) => (sign, a, b) switch
    {
        ("+", TextValue x, TextValue y) => Markup.Join(x, y),
        ("+", ListValue x, ListValue y) => Join(x.Content, y.Content),
        ("+", TupleValue x, TupleValue y) => new TupleValue([.. Join(x.Content, y.Content).Content]),
        ("%", TextValue x, _) => PercentFormat.Apply(x, b),
        ("*", _, TextValue or ListValue or TupleValue) when a.TryGetInteger(out var n) => Repeat(b, n),
        ("*", TextValue or ListValue or TupleValue, _) when b.TryGetInteger(out var n) => Repeat(a, n),
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
        var items = value.Count == 0 ? [] : Enumerable.Repeat(value.Items, (int)times).SelectMany(part => part);
        return value is ListValue ? JinjaValue.List(items) : JinjaValue.Tuple(items);
    }
}
