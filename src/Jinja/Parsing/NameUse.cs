namespace Brine.Jinja.Parsing;

/// <summary>
/// Which names the parts of a template read and set: what a macro takes and whether a loop needs its <c>loop</c>
/// depends on it, and what a name means before it is set.
/// </summary>
internal sealed class NameUse
{
    private readonly Stack<HashSet<string>> _bodies = new();

    public FrameNames Frame { get; private set; } = new(null);

    public void Begin() => _bodies.Push([]);

    public HashSet<string> End() => _bodies.Pop();

    /// <summary>A body with names of its own begins; it sees those around it unless it stands alone.</summary>
    public FrameNames Enter(bool isAlone = false)
    {
        Frame = new FrameNames(Frame) { IsAlone = isAlone };
        return Frame;
    }

    /// <summary>Back into a body that was left.</summary>
    public void Return(FrameNames frame) => Frame = frame;

    public void Leave() => Frame = Frame.Outer!;

    public void Add(string name)
    {
        Frame.Read(name);
        if (name is not ("loop" or "caller" or "varargs" or "kwargs")) return;
        foreach (var body in _bodies) body.Add(name);
    }
}
