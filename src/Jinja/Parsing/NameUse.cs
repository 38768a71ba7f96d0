namespace Brine.Jinja.Parsing;

/// <summary>
/// Which of Jinja's special names (loop, caller, varargs, kwargs) a body mentions: what a macro takes and whether
/// a loop needs its <c>loop</c> depends on it.
/// </summary>
internal sealed class NameUse
{
    private readonly Stack<HashSet<string>> _bodies = new();

    public void Begin() => _bodies.Push([]);

    public HashSet<string> End() => _bodies.Pop();

    public void Add(string name)
    {
        if (name is not ("loop" or "caller" or "varargs" or "kwargs")) return;
        foreach (var body in _bodies) body.Add(name);
    }
}
