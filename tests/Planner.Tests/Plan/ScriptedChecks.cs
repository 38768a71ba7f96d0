using Brine.Planner.Checks;

namespace Brine.Planner.Tests.Plan;

/// <summary>A machine on which just what is named holds; remembers what it was asked.</summary>
internal sealed class ScriptedChecks(params string[] holding) : ICheckHost
{
    public List<string> Asked { get; } = [];

    public bool Holds(Check check, EntryChecks of)
    {
        Asked.Add(check.Text);
        return holding.Contains(check.Text);
    }
}
