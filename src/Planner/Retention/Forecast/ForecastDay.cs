using System.Collections.Immutable;

namespace Brine.Planner.Retention.Forecast;

/// <summary>One day: what came, what went and what stands when it ends.</summary>
/// <param name="Date">By the calendar of the policy's zone.</param>
/// <param name="Taken">By Incus's schedule, oldest first.</param>
/// <param name="Deleted">By the policy, oldest first.</param>
/// <param name="Expired">Deleted by Incus for their age, the first to expire first.</param>
/// <param name="Standing">At the end of the day: by series, newest first.</param>
/// <param name="Refusal">Why the policy deleted nothing though it wanted to. Null: it was not refused.</param>
public sealed record ForecastDay(
    DateOnly Date, ImmutableArray<RetentionItem> Taken, ImmutableArray<RetentionItem> Deleted,
    ImmutableArray<RetentionItem> Expired, ImmutableArray<RetentionItem> Standing, string? Refusal);
