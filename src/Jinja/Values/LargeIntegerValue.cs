using System.Numerics;

namespace Brine.Jinja.Values;

/// <summary>An integer beyond 64 bits; a smaller one is always an <see cref="IntegerValue"/>.</summary>
internal sealed class LargeIntegerValue(BigInteger number) : JinjaValue
{
    public BigInteger Number => number;
    public override JinjaKind Kind => JinjaKind.Integer;
    internal override string TypeName => "int";

    public override string ToRepr() => Integers.Text(number);

    /// <summary>The nearest float; false when there is none that large.</summary>
    public override bool TryGetFloat(out double value)
    {
        value = Integers.Float(number);
        return double.IsFinite(value);
    }

    internal override JinjaValue? FindAttribute(string name) => Methods.NumberMethods.Integer.Find(this, name);
}
