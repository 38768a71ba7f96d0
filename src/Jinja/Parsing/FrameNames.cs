using Brine.Jinja.Rendering;
using Brine.Jinja.Values;

namespace Brine.Jinja.Parsing;

/// <summary>
/// The names of one body. Jinja gives a name one meaning for a whole body: one that is set before it is read belongs
/// to the body, and what stands inside sees nothing of that name until it is set, even if a variable has it.
/// </summary>
internal sealed class FrameNames(FrameNames? outer)
{
    private readonly HashSet<string> _known = [];
    private HashSet<string>? _setFirst;
    private HashSet<string>? _readInside;
    private string[]? _missing;

    public FrameNames? Outer => outer;

    /// <summary>A block: it sees the variables of the template, not what is set around it.</summary>
    public bool IsAlone { get; init; }

    /// <summary>How many <c>if</c> are around: what is set there may not have been set.</summary>
    public int Ifs { get; set; }

    public void Read(string name)
    {
        _known.Add(name);
        for (var frame = this; !frame.IsAlone && frame.Outer is { } next; frame = next)
            (next._readInside ??= []).Add(name);
    }

    public void Set(string name)
    {
        if (_known.Add(name) && Ifs == 0) (_setFirst ??= []).Add(name);
    }

    /// <summary>A parameter or loop variable: it always has its value.</summary>
    public void Declare(string name) => _known.Add(name);

    /// <summary>Hides outer variables behind the names that are set later.</summary>
    public void Prepare(Scope scope)
    {
        if (_setFirst is null || _readInside is null) return;
        _missing ??= [.. _setFirst.Where(name => _readInside.Contains(name) && !IsKnownOutside(name))];
        foreach (var name in _missing) scope.Set(name, UndefinedValue.Name(name));
    }

    public Scope Prepared(Scope scope)
    {
        Prepare(scope);
        return scope;
    }

    private bool IsKnownOutside(string name)
    {
        for (var frame = this; !frame.IsAlone && frame.Outer is { } next; frame = next)
            if (next._known.Contains(name)) return true;
        return false;
    }
}
