using Brine.Planner.Plan;

namespace Brine.Planner.Report;

/// <summary>What sort of work an outcome's changes speak of.</summary>
internal static class OutcomeKind
{
    public static Style Of(Outcome outcome)
    {
        if (outcome.Result == false)
            return Style.Error;
        if (outcome.Changes.IsEmpty)
            return Style.Dim;
        var verb = outcome.Entry.Origin.Function;
        if (verb.EndsWith("_restored", StringComparison.Ordinal))
            return Style.Restore;
        if (verb.EndsWith("_absent", StringComparison.Ordinal) || outcome.Changes.All(c => c.Old is ChangeValue.Names))
            return Style.Delete;
        if (verb.EndsWith("_running", StringComparison.Ordinal) || verb.EndsWith("_stopped", StringComparison.Ordinal))
            return Style.Power;
        return outcome.Changes.Any(c => c.Path is ["snapshot"] or ["snapshots"] or ["instance"] or ["image"] && c.Old is ChangeValue.None)
            ? Style.Create : Style.Change;
    }

    public static string Symbol(Style kind) => kind switch
    {
        Style.Create => "+",
        Style.Change => "~",
        Style.Delete => "-",
        Style.Restore => "!",
        Style.Power => ">",
        Style.Error => "x",
        _ => "=",
    };
}
