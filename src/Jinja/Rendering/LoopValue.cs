using Brine.Jinja.Values;

namespace Brine.Jinja.Rendering;

/// <summary>The <c>loop</c> of a <c>for</c> statement; callable when the loop is recursive.</summary>
internal sealed class LoopValue(IReadOnlyList<JinjaValue> items, int depth, Func<JinjaValue, JinjaValue>? recurse)
    : JinjaObject
{
    private JinjaValue[]? _seen;

    /// <summary>0-based.</summary>
    public int Index { get; set; }

    internal override string TypeName => "LoopContext";

    public override string ToRepr() => $"<LoopContext {Index + 1}/{items.Count}>";

    public override JinjaValue? GetAttribute(string name) => name switch
    {
        "index" => Of(Index + 1),
        "index0" => Of(Index),
        "revindex" => Of(items.Count - Index),
        "revindex0" => Of(items.Count - Index - 1),
        "first" => Of(Index == 0),
        "last" => Of(Index == items.Count - 1),
        "length" => Of(items.Count),
        "depth" => Of(depth + 1),
        "depth0" => Of(depth),
        "previtem" => Index > 0 ? items[Index - 1] : new UndefinedValue("there is no previous item"),
        "nextitem" => Index + 1 < items.Count ? items[Index + 1] : new UndefinedValue("there is no next item"),
        "cycle" => new FunctionValue(name, call => call.Positional.Count > 0
            ? call.Positional[Index % call.Positional.Count]
            : throw new JinjaException("no items for cycling given")),
        "changed" => new FunctionValue(name, call => Of(HasChanged([.. call.Positional]))),
        _ => null,
    };

    internal override JinjaValue Invoke(JinjaCall call)
    {
        if (recurse is null)
            throw new JinjaException("The loop must have the 'recursive' marker to be called recursively.");
        if (call.Positional.Count != 1) throw new JinjaException("loop() takes the items of the inner loop");
        return recurse(call.Positional[0]);
    }

    private bool HasChanged(JinjaValue[] values)
    {
        var isSame = _seen is not null && Equality.AreEqual(new TupleValue(_seen), new TupleValue(values));
        _seen = values;
        return !isSame;
    }
}
