using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Retention;

namespace Brine.Planner.Schedule.Conflicts;

/// <summary>Who deletes the scheduled snapshots: nobody, Incus before the policy, or the policy before Incus.</summary>
internal static class PolicyConflicts
{
    /// <param name="Needs">The age that the oldest snapshot it keeps has at least.</param>
    /// <param name="Until">The age that it has at most.</param>
    private sealed record Reach(string Rule, TimeSpan Needs, TimeSpan Until);

    public static IEnumerable<ScheduleConflict> Of(ScheduleFacts facts)
    {
        if (ScheduleInterval.Of(facts.Schedule) is not { } interval)
            yield break;
        var policies = facts.Policies ?? [];
        var names = Samples(facts);
        var covering = names.IsEmpty ? policies : policies.Where(p => names.Any(p.Covers)).ToImmutableArray();
        if (facts.Kept is null && covering.IsEmpty)
            yield return policies.IsEmpty ? Grows(facts, interval) : Missed(facts, policies, names);
        foreach (var policy in covering.Where(p => p.Policy.Defect is null))
        {
            var reaches = Reaches(policy.Policy, interval, facts).ToList();
            if (facts.Kept is not { } kept)
                continue;
            var cut = reaches.Where(r => r.Needs > kept).ToList();
            if (cut.Count > 0)
                yield return new("expiry-before-policy", ConflictWeight.Error,
                    $"snapshots.expiry is {facts.Expiry}: Incus deletes each scheduled snapshot after {Instants.Span(kept)}, and "
                    + $"{policy.Label} never gets to keep {string.Join(", ", cut.Select(r => $"'{r.Rule}' (from {Instants.Span(r.Needs)} on)"))}",
                    facts.Set("expiry", Days(cut.Max(r => r.Until))));
            else if (reaches.Max(r => r.Until) is var until && until < kept)
                yield return new("policy-before-expiry", ConflictWeight.Note,
                    $"{policy.Label} keeps {policy.Policy}, nothing older than {Instants.Span(until)}: snapshots.expiry {facts.Expiry} "
                    + "never comes to act on scheduled snapshots", null);
        }
    }

    private static ScheduleConflict Grows(ScheduleFacts facts, ScheduleInterval interval)
    {
        var most = TimeSpan.FromDays(30) / interval.Most;
        return new("schedule-grows", facts.Policies is null ? ConflictWeight.Note : ConflictWeight.Warning,
            $"'{facts.Schedule}' takes {(most < 1 ? "them" : Number(Math.Floor(most)) + (interval.Least == interval.Most ? "" : " or more")
                + " in 30 days")}, and {(facts.Policies is null ? "nothing on the server deletes them: a retention policy has to"
                    : "nothing deletes: no snapshots.expiry, no retention policy")}",
            facts.Set("expiry", "30d"));
    }

    private static ScheduleConflict Missed(ScheduleFacts facts, ImmutableArray<CoveringPolicy> policies,
        ImmutableArray<string> names) =>
        new("policy-misses-scheduled", ConflictWeight.Warning,
            $"{string.Join(" and ", policies.Select(p => $"{p.Label} with pattern '{p.Pattern}'"))} "
            + $"{(policies.Length == 1 ? "speaks" : "speak")} of no scheduled snapshot: they are called {Quoted(names)}, and nothing deletes them",
            policies.Length == 1 ? $"write a pattern that matches '{names[0]}'" : facts.Set("expiry", "30d"));

    private static IEnumerable<Reach> Reaches(RetentionPolicy policy, ScheduleInterval interval, ScheduleFacts facts)
    {
        Reach? Of(string rule, int? count, TimeSpan least, TimeSpan most) => count is not { } n ? null
            // Periods without a snapshot do not count: with a weekly schedule, 7 dailies reach back 7 weeks.
            : new Reach($"{rule}: {Number(n)}", Later(least, interval.Least) * (n - 1), Later(most, interval.Most) * (n + 1));
        Reach?[] rules =
        [
            Of("last", policy.Last, interval.Least, interval.Most),
            Of("hourly", policy.Hourly, TimeSpan.FromHours(1), TimeSpan.FromHours(1)),
            Of("daily", policy.Daily, TimeSpan.FromDays(1), TimeSpan.FromDays(1)),
            Of("weekly", policy.Weekly, TimeSpan.FromDays(7), TimeSpan.FromDays(7)),
            Of("monthly", policy.Monthly, TimeSpan.FromDays(28), TimeSpan.FromDays(31)),
            Of("yearly", policy.Yearly, TimeSpan.FromDays(365), TimeSpan.FromDays(366)),
            Of("min", policy.Min, interval.Least, interval.Most),
        ];
        foreach (var rule in rules.OfType<Reach>())
            yield return rule;
        if (policy.Within is { } within && within.AddTo(facts.Now) - facts.Now is var span)
            // The last one within is up to one interval younger.
            yield return new Reach($"within: {within.Text}", span - interval.Most, span + interval.Most);
    }

    /// <summary>Names that the schedule makes; empty when only Incus can tell.</summary>
    private static ImmutableArray<string> Samples(ScheduleFacts facts) =>
    [
        .. ScheduleTimes.Next(facts.Schedule, facts.Now, facts.Zone, 3)
            .SelectMany((run, i) => new[] { i, 12, 107 }.Select(n => facts.Names.Example(
                TimeZoneInfo.ConvertTime(run.Earliest - ScheduledRun.Early, facts.Zone), n))).OfType<string>().Distinct(),
    ];

    private static string Quoted(ImmutableArray<string> names) => string.Join(", ", names.Take(2).Select(n => $"'{n}'"));

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static string Days(TimeSpan span) => Number(Math.Ceiling(span.TotalDays)) + "d";

    private static string Number(double count) => count.ToString("0", CultureInfo.InvariantCulture);
}
