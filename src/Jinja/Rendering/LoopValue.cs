using Brine.Jinja.Values;

namespace Brine.Jinja.Rendering;

/// <summary>The <c>loop</c> of a <c>for</c> statement; callable when the loop is recursive.</summary>
/// <param name="source">What is walked over; null when a condition picks from it, so that its length is not known.</param>
/// <param name="depth">0 for the outermost level of a recursive loop.</param>
/// <param name="recurse">Null: the loop is not recursive.</param>
internal sealed class LoopValue(JinjaValue? source, int depth, Func<JinjaValue, JinjaValue>? recurse) : JinjaObject
{
    private readonly Queue<JinjaValue> _ahead = [];
    private IEnumerator<JinjaValue>? _items;
    private JinjaValue? _previous;
    private JinjaValue? _current;
    private JinjaValue[]? _seen;
    private int? _length;
    private int _index = -1;

    internal override string TypeName => "LoopContext";

    internal override int? Count => Length();

    public override string ToRepr() => $"<LoopContext {_index + 1}/{Length()}>";

    /// <summary>Gives each item and keeps the place. An item is asked for only when it is needed.</summary>
    public IEnumerable<JinjaValue> Walk(IEnumerable<JinjaValue> items)
    {
        _items = items.GetEnumerator();
        while (HasNext())
        {
            _index++;
            _previous = _current;
            _current = _ahead.Dequeue();
            yield return _current;
        }
    }

    public override JinjaValue? GetAttribute(string name) => name switch
    {
        "index" => Of(_index + 1),
        "index0" => Of(_index),
        "revindex" => Of(Length() - _index),
        "revindex0" => Of(Length() - _index - 1),
        "first" => Of(_index == 0),
        "last" => Of(!HasNext()),
        "length" => Of(Length()),
        "depth" => Of(depth + 1),
        "depth0" => Of(depth),
        "previtem" => _index > 0 ? _previous : new UndefinedValue("there is no previous item"),
        "nextitem" => HasNext() ? _ahead.Peek() : new UndefinedValue("there is no next item"),
        "cycle" => new FunctionValue(name, call => call.Positional.Count > 0
            ? call.Positional[_index % call.Positional.Count]
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

    private bool HasNext()
    {
        if (_ahead.Count > 0) return true;
        if (!_items!.MoveNext()) return false;
        _ahead.Enqueue(_items.Current);
        return true;
    }

    private int Length()
    {
        if (_length is { } known) return known;
        if (source?.Count is { } count) return (int)(_length = count);
        while (_items!.MoveNext())
        {
            _ahead.Enqueue(_items.Current);
            Bounds.Items(_ahead.Count);
        }

        return (int)(_length = _index + 1 + _ahead.Count);
    }

    private bool HasChanged(JinjaValue[] values)
    {
        var isSame = _seen is not null && Equality.AreEqual(new TupleValue(_seen), new TupleValue(values));
        _seen = values;
        return !isSame;
    }
}
