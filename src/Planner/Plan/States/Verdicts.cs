using Brine.Planner.Desired;

namespace Brine.Planner.Plan.States;

/// <summary>The short ways to say what a plan says of one entry.</summary>
internal static class Verdicts
{
    public static PlannedEntry Holds(DesiredEntry entry, string comment, params ReadOnlySpan<Fact> facts) => new()
    {
        Entry = entry, Verdict = Verdict.Holds, Comment = comment, DoneComment = comment, Facts = [.. facts], Notes = entry.Notes,
    };

    public static PlannedEntry Refused(DesiredEntry entry, string comment, params ReadOnlySpan<Fact> facts) => new()
    {
        Entry = entry, Verdict = Verdict.Refused, Comment = comment, DoneComment = comment, Facts = [.. facts], Notes = entry.Notes,
        Failed = true,
    };
}
