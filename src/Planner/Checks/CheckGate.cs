using Brine.Planner.Desired;

namespace Brine.Planner.Checks;

/// <summary>Whether <c>onlyif</c>, <c>unless</c> and <c>creates</c> let an entry run. Comments are Salt's.</summary>
public static class CheckGate
{
    /// <summary>Null: it runs. Otherwise Salt's comment; the result is then true, with nothing done.</summary>
    public static string? Closed(DesiredEntry entry, ICheckHost host)
    {
        if (entry.Checks is not { HasBefore: true } checks)
            return null;
        var said = new List<(bool Closes, string Comment)>();
        // Salt asks all three kinds, also when the first has said enough.
        if (!checks.OnlyIf.IsEmpty)
            said.Add(checks.OnlyIf.All(check => host.Holds(check, checks))
                ? (false, "onlyif condition is true") : (true, "onlyif condition is false"));
        if (!checks.Unless.IsEmpty)
            said.Add(checks.Unless.All(check => host.Holds(check, checks))
                ? (true, "unless condition is true") : (false, "unless condition is false"));
        if (!checks.Creates.IsEmpty)
            said.Add(checks.Creates.All(path => host.Holds(new Check(CheckKind.Path, path), checks))
                ? (true, checks.Creates is [var one] ? $"{one} exists" : "All files in creates exist") : (false, "Creates files not found"));
        return said.Exists(s => s.Closes) ? string.Join('\n', said.Select(s => s.Comment)) : null;
    }

    /// <summary>What <c>check_cmd</c> makes of an entry's result; null: it has none.</summary>
    public static CheckVerdict? After(DesiredEntry entry, ICheckHost host)
    {
        if (entry.Checks is not { After.IsEmpty: false } checks)
            return null;
        return checks.After.All(command => host.Holds(new Check(CheckKind.Command, command), checks))
            ? new CheckVerdict(true, "check_cmd determined the state succeeded")
            : new CheckVerdict(false, "check_cmd determined the state failed");
    }
}

/// <param name="Result">Takes the place of the entry's own result, as in Salt.</param>
public sealed record CheckVerdict(bool Result, string Comment);
