using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Retention;
using Brine.Planner.Schedule;
using Brine.Planner.Schedule.Conflicts;

namespace Brine.Planner.Tests.Schedule;

public sealed class ScheduleConflictTests
{
    private const string Dated = "auto-{{ creation_date|date:\"20060102\" }}";

    private static readonly ScheduleFacts Web = new()
    {
        Instance = new InstanceAddress("local", "default", "web"),
        Now = DateTimeOffset.Parse("2026-11-27T12:00:00Z", CultureInfo.InvariantCulture),
        Zone = TimeZoneInfo.Utc,
        Policies = [],
    };

    private static CoveringPolicy Policy(RetentionPolicy policy, string prefix = "") =>
        new("retention 'nightly'", prefix + "*", policy, n => n.StartsWith(prefix, StringComparison.Ordinal));

    private static void Finds(ScheduleFacts facts, string name, ConflictWeight weight, string what, string? remedy)
    {
        var found = Assert.Single(ScheduleConflicts.Of(facts));
        Assert.Equal(new ScheduleConflict(name, weight, what, remedy), found);
    }

    [Fact]
    public void Expiry_that_takes_what_the_policy_would_keep() => Finds(
        Web with
        {
            Schedule = "5 6 * * *", Expiry = "7d", Pattern = Dated,
            Policies = [Policy(new RetentionPolicy { Daily = 7, Weekly = 4, Monthly = 6 })],
        },
        "expiry-before-policy", ConflictWeight.Error,
        "snapshots.expiry is 7d: Incus deletes each scheduled snapshot after 7d, and retention 'nightly' never gets to keep "
        + "'weekly: 4' (from 21d on), 'monthly: 6' (from 140d on)",
        "incus config set web snapshots.expiry=217d");

    [Theory]
    // Periods that have snapshots are counted: seven dailies of a weekly schedule are seven weeks.
    [InlineData("5 6 * * 1", "14d", 7, "'daily: 7' (from 42d on)")]
    [InlineData("5 6 * * *", "5d 23H", 7, "'daily: 7' (from 6d on)")]
    public void A_rule_reaches_as_far_as_the_schedule_makes_it(string schedule, string expiry, int daily, string what) =>
        Assert.Contains(what, Assert.Single(ScheduleConflicts.Of(Web with
        {
            Schedule = schedule, Expiry = expiry, Policies = [Policy(new RetentionPolicy { Daily = daily })],
        })).What, StringComparison.Ordinal);

    [Fact]
    public void Within_is_a_reach_too() =>
        Assert.Contains("'within: 2w' (from 13d on)", Assert.Single(ScheduleConflicts.Of(Web with
        {
            Schedule = "5 6 * * *", Expiry = "7d",
            Policies = [Policy(new RetentionPolicy { Within = ExpiryDuration.TryParse("2w") })],
        })).What, StringComparison.Ordinal);

    [Fact]
    public void A_policy_that_deletes_long_before_the_expiry() => Finds(
        Web with { Schedule = "0 * * * *", Expiry = "30d", Policies = [Policy(new RetentionPolicy { Last = 3 })] },
        "policy-before-expiry", ConflictWeight.Note,
        "retention 'nightly' keeps 3 last, nothing older than 4h: snapshots.expiry 30d never comes to act on scheduled snapshots", null);

    [Fact]
    public void A_policy_whose_pattern_matches_no_scheduled_name() => Finds(
        Web with { Schedule = "5 6 * * *", Policies = [Policy(new RetentionPolicy { Daily = 7 }, "auto-")] },
        "policy-misses-scheduled", ConflictWeight.Warning,
        "retention 'nightly' with pattern 'auto-*' speaks of no scheduled snapshot: they are called 'snap0', 'snap12', and "
        + "nothing deletes them", "write a pattern that matches 'snap0'");

    [Fact]
    public void Two_deleters_with_names_of_their_own_do_not_meet() =>
        Assert.Empty(ScheduleConflicts.Of(Web with
        {
            Schedule = "5 6 * * *", Expiry = "7d", Policies = [Policy(new RetentionPolicy { Monthly = 12 }, "monthly-")],
        }));

    [Fact]
    public void A_schedule_without_anything_that_deletes() => Finds(Web with { Schedule = "@hourly" },
        "schedule-grows", ConflictWeight.Warning,
        "'@hourly' takes 720 in 30 days, and nothing deletes: no snapshots.expiry, no retention policy",
        "incus config set web snapshots.expiry=30d");

    [Fact]
    public void Where_policies_were_not_looked_for_growth_is_a_note() => Finds(
        Web with { Schedule = "5 6 * * 1-5", Policies = null },
        "schedule-grows", ConflictWeight.Note,
        "'5 6 * * 1-5' takes 10 or more in 30 days, and nothing on the server deletes them: a retention policy has to",
        "incus config set web snapshots.expiry=30d");

    [Fact]
    public void Expiry_below_the_interval() => Finds(Web with { Schedule = "5 6 * * *", Expiry = "6H" },
        "expiry-shorter-than-interval", ConflictWeight.Error,
        "snapshots go after 6H, '5 6 * * *' takes the next after 1d: for 18h of each 1d there is none",
        "incus config set web snapshots.expiry=2d");

    [Fact]
    public void Expiry_that_leaves_the_weekend_bare() => Finds(Web with { Schedule = "5 6 * * 1-5", Expiry = "2d" },
        "expiry-leaves-gaps", ConflictWeight.Warning,
        "snapshots go after 2d, but '5 6 * * 1-5' leaves up to 3d between two: for 1d there is none",
        "incus config set web snapshots.expiry=6d");

    [Fact]
    public void Expiry_at_once() => Finds(Web with { Schedule = "*/5 * * * *", Expiry = "0d" },
        "expiry-at-once", ConflictWeight.Error,
        "snapshots.expiry is 0d: each scheduled snapshot is deleted within two minutes",
        "incus config set web snapshots.expiry=10M");

    [Fact]
    public void A_stopped_instance_with_a_schedule() => Finds(
        Web with { Schedule = "@daily", Expiry = "7d", Status = "Stopped", Instance = new InstanceAddress("far", "shop", "web") },
        "schedule-stopped", ConflictWeight.Warning,
        "far:web (project shop) is stopped: Incus takes no scheduled snapshot of it, without a word",
        "incus config set far:web --project shop snapshots.schedule.stopped=true");

    [Fact]
    public void Expiry_of_the_instance_on_declared_snapshots() => Finds(
        Web with { Expiry = "7d", Inheriting = ["baseline", "golden"] },
        "expiry-takes-declared", ConflictWeight.Warning,
        "baseline, golden of web are declared with expires: inherit, and snapshots.expiry is 7d: gone 7d after it was taken, and "
        + "taken anew by the next apply", "write 'expires: never' in the declaration");

    [Fact]
    public void The_manual_expiry_counts_for_declared_ones_where_there_is_one() =>
        Assert.Contains("snapshots.expiry.manual is 1d", Assert.Single(ScheduleConflicts.Of(
            Web with { Expiry = "7d", ManualExpiry = "1d", Inheriting = ["baseline"] })).What, StringComparison.Ordinal);

    [Fact]
    public void A_schedule_that_two_versions_read_in_two_ways() => Finds(
        Web with { Schedule = "5 0 */2 * 1", Expiry = "30d" },
        "schedule-two-meanings", ConflictWeight.Warning,
        "'5 0 */2 * 1' means either of its days up to Incus 6.0.4, and both together from 6.0.5 on",
        "incus config set web snapshots.schedule='5 0 1-31/2 * 1'");

    [Fact]
    public void A_day_that_no_month_has() => Finds(Web with { Schedule = "0 0 31 2,4 *" },
        "schedule-never", ConflictWeight.Error, "'0 0 31 2,4 *' is on no day of the calendar: nothing is ever taken",
        "incus config set web snapshots.schedule='0 6 * * *'");

    [Fact]
    public void A_schedule_that_only_newer_servers_take() => Finds(Web with { Schedule = "0 6 * * 7" },
        "schedule-unknown", ConflictWeight.Warning,
        "snapshots.schedule is not what every Incus takes, and Brine cannot tell its times: '0 6 * * 7': Sunday is 0: Incus 6.0.4 "
        + "takes no 7", "incus config set web snapshots.schedule='0 6 * * *'");

    [Fact]
    public void A_pattern_in_strftime() => Finds(Web with { Schedule = "@daily", Expiry = "7d", Pattern = "auto-%Y%m%d" },
        "pattern-strftime", ConflictWeight.Error,
        "snapshots.pattern is 'auto-%Y%m%d', but Incus has no strftime: the second scheduled snapshot fails, and so do all after "
        + "it, and other instances' with them",
        "incus config set web snapshots.pattern='auto-{{ creation_date|date:\"20060102\" }}'");

    [Fact]
    public void A_run_at_midnight_is_named_after_the_day_before() => Finds(
        Web with { Schedule = "0 0 * * *", Expiry = "7d", Pattern = Dated },
        "pattern-day-before", ConflictWeight.Note,
        "Incus takes the snapshot of '0 0 * * *' in the minute before, and so names it 'auto-20261127', not 'auto-20261128'",
        "incus config set web snapshots.schedule='1 0 * * *'");

    [Theory]
    [InlineData("", "", "", "Stopped")]
    [InlineData("@daily", "7d", Dated, "Running")]
    [InlineData("5 0 * * *", "1d", Dated, "Running")]
    [InlineData("1 0 * * *", "1m", Dated, "Frozen")]
    [InlineData("0 0 * * *", "7d", "auto-{{ creation_date|date:\"20060102-1504\" }}", "Running")]
    [InlineData("@startup", "", "", "Stopped")]
    [InlineData("@never", "7d", "", "Stopped")]
    public void What_goes_together_is_left_alone(string schedule, string expiry, string pattern, string status) =>
        Assert.Empty(ScheduleConflicts.Of(Web with { Schedule = schedule, Expiry = expiry, Pattern = pattern, Status = status }));

    [Fact]
    public void The_settings_are_those_in_effect()
    {
        var observed = new ObservedInstance
        {
            Name = "web", Status = "Stopped",
            ExpandedConfig = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>
            {
                ["snapshots.schedule"] = "@daily", ["snapshots.schedule.stopped"] = "yes", ["snapshots.expiry"] = "7d",
                ["snapshots.expiry.manual"] = "1m", ["snapshots.pattern"] = "x%d",
            }),
        };
        var facts = ScheduleFacts.Of(Web.Instance, observed, Web.Now, Web.Zone);
        Assert.Equal(("@daily", true, "7d", "1m", "x%d", "Stopped"),
            (facts.Schedule, facts.TakesStopped, facts.Expiry, facts.ManualExpiry, facts.Pattern, facts.Status));
        Assert.Empty(ScheduleConflicts.Of(facts));
    }
}
