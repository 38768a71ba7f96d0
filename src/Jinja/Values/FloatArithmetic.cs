namespace Brine.Jinja.Values;

/// <summary>Python's operators on floats.</summary>
internal static class FloatArithmetic
{
    public static JinjaValue Apply(string sign, double x, double y)
    {
        if (y == 0 && sign is "/" or "//" or "%") throw new JinjaException("division by zero");
        return JinjaValue.Of(sign switch
        {
            "+" => x + y,
            "-" => x - y,
            "*" => x * y,
            "/" => x / y,
            "//" => Divide(x, y).Floor,
            "%" => Divide(x, y).Modulo,
            _ => Power(x, y),
        });
    }

    // As CPython does it: from the rest, so that both fit together even where x / y is rounded.
    private static (double Floor, double Modulo) Divide(double x, double y)
    {
        var rest = x % y;
        var quotient = (x - rest) / y;
        if (rest == 0)
        {
            rest = Math.CopySign(0, y);
        }
        else if ((y < 0) != (rest < 0))
        {
            rest += y;
            quotient--;
        }

        if (quotient == 0) return (Math.CopySign(0, x / y), rest);
        var floor = Math.Floor(quotient);
        return (quotient - floor > 0.5 ? floor + 1 : floor, rest);
    }

    private static double Power(double x, double y)
    {
        if (x == 0 && y < 0) throw new JinjaException("0.0 cannot be raised to a negative power");
        if (x < 0 && double.IsFinite(x) && double.IsFinite(y) && !double.IsInteger(y))
            throw new JinjaException("a negative number has no power that is a fraction");
        var result = Math.Pow(x, y);
        return double.IsInfinity(result) && double.IsFinite(x) && double.IsFinite(y)
            ? throw new JinjaException("the result is too large for a float")
            : result;
    }
}
