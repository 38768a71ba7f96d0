using System.Globalization;

namespace Brine.Jinja.Values;

internal sealed class NoneValue : JinjaValue
{
    public static readonly NoneValue Instance = new();

    public override JinjaKind Kind => JinjaKind.None;
    public override bool IsTrue => false;
    internal override string TypeName => "NoneType";

    public override string ToRepr() => "None";
}

internal sealed class BooleanValue : JinjaValue
{
    public static new readonly BooleanValue True = new(true);
    public static new readonly BooleanValue False = new(false);
    private readonly bool _truth;

    private BooleanValue(bool truth) => _truth = truth;

    public override JinjaKind Kind => JinjaKind.Boolean;
    public override bool IsTrue => _truth;
    internal override string TypeName => "bool";

    public override string ToRepr() => _truth ? "True" : "False";

    internal override JinjaValue? FindAttribute(string name) => Methods.NumberMethods.Integer.Find(this, name);

    public override bool TryGetInteger(out long number)
    {
        number = _truth ? 1 : 0;
        return true;
    }

    public override bool TryGetFloat(out double number)
    {
        number = _truth ? 1 : 0;
        return true;
    }
}

internal sealed class IntegerValue : JinjaValue
{
    private static readonly IntegerValue[] Small = [.. Enumerable.Range(-16, 1041).Select(n => new IntegerValue(n))];
    private readonly long _number;

    private IntegerValue(long number) => _number = number;

    public override JinjaKind Kind => JinjaKind.Integer;
    public override bool IsTrue => _number != 0;
    internal override string TypeName => "int";

    public static new IntegerValue Of(long number) =>
        number is >= -16 and <= 1024 ? Small[number + 16] : new IntegerValue(number);

    public override string ToRepr() => _number.ToString(CultureInfo.InvariantCulture);

    internal override JinjaValue? FindAttribute(string name) => Methods.NumberMethods.Integer.Find(this, name);

    public override bool TryGetInteger(out long number)
    {
        number = _number;
        return true;
    }

    public override bool TryGetFloat(out double number)
    {
        number = _number;
        return true;
    }
}

internal sealed class FloatValue(double number) : JinjaValue
{
    public override JinjaKind Kind => JinjaKind.Float;
    public override bool IsTrue => number != 0;
    internal override string TypeName => "float";

    public override string ToRepr() => FloatText.Repr(number);

    public override bool TryGetFloat(out double value)
    {
        value = number;
        return true;
    }

    internal override JinjaValue? FindAttribute(string name) => Methods.NumberMethods.Float.Find(this, name);
}
