using Brine.Jinja.Rendering;
using Brine.Jinja.Values;

namespace Brine.Jinja.Methods;

/// <summary>What a built-in was called with, by place in its <see cref="Signature"/>.</summary>
internal sealed class Arguments(string function, JinjaValue?[] bound, JinjaValue? self, JinjaCall call)
{
    public JinjaCall Call => call;

    /// <summary>The value whose method this is.</summary>
    public JinjaValue Self => self ?? JinjaValue.None;

    public required JinjaValue[] Rest { get; init; }

    public required IReadOnlyDictionary<string, JinjaValue> NamedRest { get; init; }

    public Run Run => call.Run ?? throw new JinjaException($"{function}() needs a rendering");

    /// <summary>Null when not given.</summary>
    public JinjaValue? this[int place] => bound[place];

    public JinjaValue Get(int place, JinjaValue fallback) => bound[place] ?? fallback;

    public bool IsTrue(int place) => bound[place]?.IsTrue ?? false;

    public bool IsNone(int place) => bound[place] is null or NoneValue;

    /// <summary>Python's <c>str()</c> of whatever was given.</summary>
    public string AsText(int place, string fallback = "") => bound[place]?.ToText() ?? fallback;

    /// <summary>A text; anything else is an error.</summary>
    public string Text(int place, string fallback = "")
    {
        var value = bound[place];
        if (value is null) return fallback;
        if (value is UndefinedValue undefined) throw undefined.Error();
        return value.TryGetText(out var text) ? text : throw Wrong("a str", value);
    }

    public long Integer(int place, long fallback = 0)
    {
        var value = bound[place];
        if (value is null) return fallback;
        if (value is UndefinedValue undefined) throw undefined.Error();
        return value.TryGetInteger(out var number) ? number : throw Wrong("an int", value);
    }

    /// <summary>An integer that fits an <c>int</c>; larger ones are cut to its range.</summary>
    public int Small(int place, int fallback = 0) =>
        (int)Math.Clamp(Integer(place, fallback), int.MinValue, int.MaxValue);

    public double Number(int place)
    {
        var value = bound[place] ?? JinjaValue.None;
        if (value is UndefinedValue undefined) throw undefined.Error();
        return value.TryGetFloat(out var number) ? number : throw Wrong("a number", value);
    }

    public IEnumerable<JinjaValue> Walk(int place) => Operations.Walk(bound[place] ?? JinjaValue.None);

    /// <summary>All members, at most as many as a list may have.</summary>
    public List<JinjaValue> Collect(int place)
    {
        var items = new List<JinjaValue>(bound[place]?.Count is > 0 and var count and < 10_000 ? count : 0);
        foreach (var item in Walk(place))
        {
            if (items.Count % 1024 == 0) call.Token.ThrowIfCancellationRequested();
            items.Add(item);
            Bounds.Items(items.Count);
        }

        return items;
    }

    private JinjaException Wrong(string wanted, JinjaValue found) =>
        new($"{function}() wants {wanted}, got {found.TypeName}");
}
