namespace Brine.Jinja.Values;

/// <summary>The lists, dicts and sets that are being printed: one inside itself is shown as <c>[...]</c>.</summary>
internal sealed class ReprPath
{
    // Python's own limit of recursion is about as far away.
    private const int MaxDepth = 900;
    private readonly List<JinjaValue> _open = [];

    /// <summary>False when the value is being printed already.</summary>
    public bool Enter(JinjaValue value)
    {
        for (var i = _open.Count - 1; i >= 0; i--)
            if (ReferenceEquals(_open[i], value)) return false;
        if (_open.Count >= MaxDepth)
            throw new JinjaException("maximum recursion depth exceeded while getting the repr");
        Bounds.Stack();
        _open.Add(value);
        return true;
    }

    public void Leave() => _open.RemoveAt(_open.Count - 1);
}
