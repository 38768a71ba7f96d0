using Brine.Sandbox.State;

namespace Brine.Sandbox.Faults;

/// <summary>
/// The faults that wait to strike. Each strikes once per matching request or operation, until used up.
/// </summary>
internal sealed class FaultBoard
{
    private readonly List<Fault> _faults = [];

    /// <summary>The next snapshot creation ends in a crash of the daemon.</summary>
    public bool CrashDuringNextCreation { get; set; }

    public IReadOnlyList<Fault> Waiting => _faults;

    public void Add(Fault fault) => _faults.Add(fault);

    public void Clear()
    {
        _faults.Clear();
        CrashDuringNextCreation = false;
    }

    /// <summary>The fault that strikes this request, used up by one, or null.</summary>
    public Fault? Take(string method, string path) =>
        Use(_faults.Find(f => f.StrikesRequests && Matches(f.What, $"{method} {path}")));

    /// <summary>The fault that strikes an operation of this kind, used up by one, or null.</summary>
    public Fault? Take(string operation) =>
        Use(_faults.Find(f => !f.StrikesRequests && Matches(f.What, operation)));

    private Fault? Use(Fault? fault)
    {
        if (fault is not null && --fault.TimesLeft <= 0)
            _faults.Remove(fault);
        return fault;
    }

    private static bool Matches(string pattern, string text)
    {
        var parts = pattern.Split('*');
        if (!text.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        if (parts.Length == 1)
            return text.Length == parts[0].Length;
        var from = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            var at = text.IndexOf(part, from, StringComparison.Ordinal);
            if (at < 0)
                return false;
            from = at + part.Length;
        }

        return text.Length - from >= parts[^1].Length && text.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}
