using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Plan;

namespace Brine.Planner.Report;

/// <summary>One declaration as Salt returns it; from a plan this is what test mode says.</summary>
/// <param name="Result">Null: it would change.</param>
/// <param name="StartedAt">Null in a plan: nothing was started.</param>
public sealed record SaltReturn(
    Origin Origin, bool? Result, ImmutableArray<Change> Changes, string Comment, DateTimeOffset? StartedAt,
    TimeSpan Duration)
{
    public static SaltReturn Of(PlannedEntry entry) => new(
        entry.Entry.Origin,
        entry switch
        {
            { Failed: true } or { Shortfalls.IsEmpty: false } => false,
            { Verdict: Verdict.Change } => null,
            _ => true,
        },
        entry.Failed ? [] : !entry.PlannedChanges.IsEmpty ? entry.PlannedChanges
            : Change.Sum(entry.Steps.SelectMany(s => s.Changes)),
        string.Join("; ", [entry.Comment, .. entry.Shortfalls]), null, TimeSpan.Zero);

    public static SaltReturn Of(Outcome outcome) => new(
        outcome.Entry.Origin, outcome.NotReached ? false : outcome.Result, outcome.Changes, outcome.SaltComment,
        outcome.StartedAt, outcome.Duration);

    public static ImmutableArray<SaltReturn> Of(Plan.Plan plan) => [.. plan.InOrder.Select(Of)];

    public static ImmutableArray<SaltReturn> Of(RunReport report) => [.. report.InOrder.Select(Of)];
}
