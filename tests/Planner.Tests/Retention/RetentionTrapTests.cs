using System.Globalization;
using Brine.Planner.Retention;
using Brine.Planner.Schedule;
using static Brine.Planner.Tests.Retention.Histories;

namespace Brine.Planner.Tests.Retention;

/// <summary>
/// What other tools are known to get wrong, one test each. The tool and its issue stand beside it.
/// </summary>
public sealed class RetentionTrapTests
{
    // restic#2233, #1306: bucketed in the zone that each snapshot's date was written in.
    [Fact]
    public void The_offset_a_date_is_written_with_means_nothing() =>
        Assert.Equal("b", new[] { Taken("2026-11-20T23:30:00Z", "a"), Taken("2026-11-21T01:00:00+01:00", "b") }
            .Decide(new RetentionPolicy { Daily = 1 }).Kept());

    // salt-incus-formula (B1 10): dates compared as strings.
    [Fact]
    public void Dates_are_instants_and_not_strings()
    {
        // Clocks were set back between the two: the later one has the smaller text.
        Assert.Equal("later", new[] { Taken("2026-10-25T02:30:00+02:00", "earlier"),
            Taken("2026-10-25T02:10:00+01:00", "later") }
            .Decide(new RetentionPolicy { Last = 1 }).Kept());
        Assert.Equal("fraction", new[] { Taken("2026-10-25T00:00:01Z", "whole"),
            Taken("2026-10-25T00:00:01.5Z", "fraction") }
            .Decide(new RetentionPolicy { Last = 1 }).Kept());
    }

    // cv4pve and snapper: the newest is the one with the greatest name or number.
    [Fact]
    public void The_newest_is_told_by_the_date_and_not_by_the_name() =>
        Assert.Equal("daily-9", new[] { Taken("2026-11-09T00:00:00Z", "daily-9"),
            Taken("2026-11-08T00:00:00Z", "daily-99") }
            .Decide(new RetentionPolicy { Last = 1 }).Kept());

    [Fact]
    public void Snapshots_of_the_same_instant_are_told_apart_by_name()
    {
        var decision = new[] { Taken("2026-11-09T00:00:00Z", "b"), Taken("2026-11-09T00:00:00Z", "a"),
            Taken("2026-11-09T00:00:00Z", "B") }
            .Decide(new RetentionPolicy { Daily = 3 });
        Assert.Equal("B", decision.Kept());
        Assert.Equal(["a", "b"], decision.Deletions.Select(i => i.Name));
        Assert.Equal("B is the newest of 2026-11-09", decision.Reasons("a"));
    }

    // salt-incus-formula (B1 10): no date sorts as the oldest, and is deleted first.
    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+00:00")]
    [InlineData("1970-01-01T00:00:00Z")]
    public void A_snapshot_without_a_date_is_never_deleted(string zero)
    {
        var decision = new[] { Taken(zero, "undated"), Taken("2026-11-09T00:00:00Z", "a"),
            Taken("2026-11-08T00:00:00Z", "b") }
            .Decide(new RetentionPolicy { Last = 1 });
        Assert.Equal("undated", decision.Names(RetentionAnswer.Leave));
        Assert.Equal("the server tells no date of it", decision.Reasons("undated"));
        Assert.Equal("a", decision.Kept());
    }

    // restic: future dates use up the counts; zrepl: one of them moves "now" and expels all others.
    [Fact]
    public void A_snapshot_from_the_future_takes_nobodys_place()
    {
        var decision = new[] { Taken("2027-11-20T00:00:00Z", "wrong"), Taken("2026-11-20T00:00:00Z", "a"),
            Taken("2026-11-19T00:00:00Z", "b") }
            .Decide(new RetentionPolicy { Last = 1, Within = ExpiryDuration.TryParse("2m") });
        Assert.Equal("a b", decision.Kept());
        Assert.Equal("created in the future, 2027-11-20 00:00 UTC: one of the clocks is wrong",
            decision.Reasons("wrong"));
    }

    [Fact]
    public void A_server_whose_clock_is_a_little_ahead_is_no_future()
    {
        Assert.Equal("ahead", new[] { Taken("2026-11-23T12:05:00Z", "ahead"), Taken("2026-11-23T11:00:00Z", "b") }
            .Decide(new RetentionPolicy { Last = 1 }).Kept());
        Assert.Equal("b", new[] { Taken("2026-11-23T12:05:01Z", "ahead"), Taken("2026-11-23T11:00:00Z", "b") }
            .Decide(new RetentionPolicy { Last = 1 }).Kept());
    }

    // restic: "within" counts back from the newest snapshot.
    [Fact]
    public void Within_counts_back_from_now()
    {
        var decision = new[] { Taken("2026-11-19T00:00:00Z", "a"), Taken("2026-11-18T00:00:00Z", "b") }
            .Decide(new RetentionPolicy { Within = ExpiryDuration.TryParse("2d") });
        Assert.Equal("a", decision.Kept());
        Assert.Equal("the newest", decision.Reasons("a"));
        Assert.Equal("older than 2d", decision.Reasons("b"));
    }

    // sanoid: months of 31 days.
    [Theory]
    [InlineData("1m", "2026-10-23T12:00:00Z", "2026-10-23T11:59:59Z")]
    [InlineData("9m", "2026-02-23T12:00:00Z", "2026-02-23T11:59:59Z")]
    [InlineData("2y", "2024-11-23T12:00:00Z", "2024-11-23T11:59:59Z")]
    [InlineData("2d 12H", "2026-11-21T00:00:00Z", "2026-11-20T23:59:59Z")]
    public void Within_goes_by_the_calendar(string within, string last, string tooOld) =>
        Assert.Equal("new in", new[] { Taken("2026-11-23T11:00:00Z", "new"), Taken(last, "in"), Taken(tooOld, "out") }
            .Decide(new RetentionPolicy { Within = ExpiryDuration.TryParse(within) }).Kept());

    [Fact]
    public void Within_may_reach_back_before_all_time()
    {
        Assert.Equal("a b", new[] { Taken("2026-11-19T00:00:00Z", "a"), Taken("0002-11-18T00:00:00Z", "b") }
            .Decide(new RetentionPolicy { Within = ExpiryDuration.TryParse("6000y 80000d") }).Kept());
        Assert.Equal(DateTimeOffset.MinValue, ExpiryDuration.TryParse("2026y 30000d")!.SubtractFrom(Now));
    }

    [Fact]
    public void A_month_before_the_31st_is_the_last_day_of_a_shorter_month() =>
        Assert.Equal("2026-02-28T00:00:00Z", Brine.Planner.Schedule.Instants.Format(
            ExpiryDuration.TryParse("1m")!.SubtractFrom(Instant("2026-03-31T00:00:00Z"))));

    // sanoid#751, #293, #429: daily = 7 read as "keep seven", and meant "younger than seven days, and more than seven".
    [Fact]
    public void Seven_dailies_are_seven_snapshots_and_not_more_for_being_young()
    {
        var hours = Enumerable.Range(0, 24 * 20).Select(h =>
            Taken(Now.AddHours(-h).ToString("O", CultureInfo.InvariantCulture)));
        Assert.Equal(7, hours.Decide(new RetentionPolicy { Daily = 7 }).Count(RetentionAnswer.Keep));
    }

    // snapper#568, #373 and zrepl#692: counts are of periods that have snapshots; a machine that was off keeps its
    // history.
    [Fact]
    public void A_machine_that_was_off_for_months_keeps_its_history()
    {
        var history = Days("2026-04-01", 10).Append(Taken("2026-11-23T06:00:00Z", "today"));
        var decision = history.Decide(new RetentionPolicy { Daily = 7 });
        Assert.Equal("today d0410 d0409 d0408 d0407 d0406 d0405", decision.Kept());
        Assert.Equal("daily 2 of 7 (2026-04-10)", decision.Reasons("d0410"));
        Assert.Equal("7 newer days are kept", decision.Reasons("d0404"));
    }

    [Fact]
    public void Weeks_without_snapshots_are_not_counted() =>
        Assert.Equal("a b c", new[]
        {
            Taken("2026-11-20T00:00:00Z", "a"), Taken("2026-09-20T00:00:00Z", "b"), Taken("2026-03-20T00:00:00Z", "c"),
            Taken("2026-03-19T00:00:00Z", "d"),
        }.Decide(new RetentionPolicy { Weekly = 3 }).Kept());

    // zrepl#659, #712: buckets slide with the newest; a little jitter, and two share one while another is empty.
    [Fact]
    public void A_daily_that_is_some_minutes_late_or_early_has_its_own_day()
    {
        int[] jitter = [0, 7, -9, 3, -1, 12, -11, 5, 0, -8];
        var dailies = jitter.Select((m, d) =>
            Taken(Instant("2026-11-22T03:00:00Z").AddDays(-d).AddMinutes(m).ToString("O",
            CultureInfo.InvariantCulture), $"d{d}"));
        Assert.Equal("d0 d1 d2 d3 d4 d5 d6", dailies.Decide(new RetentionPolicy { Daily = 7 }).Kept());
    }

    // zrepl#659, snapper: a bucket that keeps its oldest prunes the snapshot just taken.
    [Fact]
    public void The_snapshot_just_taken_stays()
    {
        var today = new[] { Taken("2026-11-23T00:00:00Z", "midnight"), Taken("2026-11-23T11:59:59Z", "just-now") };
        Assert.Equal("just-now", today.Decide(new RetentionPolicy { Yearly = 1 }).Kept());
        Assert.Equal("just-now is the newest of 2026-11-23",
            today.Decide(new RetentionPolicy { Daily = 4 }).Reasons("midnight"));
    }

    // restic#4806, #1235: the oldest of all is kept by no rule, and nobody knows why.
    [Fact]
    public void The_oldest_is_not_kept_for_being_the_oldest() =>
        Assert.Equal("d0410 d0409", Days("2026-04-01", 10).Decide(new RetentionPolicy { Daily = 2 }).Kept());

    // btrbk: a monthly is the first weekly of a month.
    [Fact]
    public void A_monthly_is_of_its_month_and_not_of_a_week() =>
        Assert.Equal("nov oct", new[]
        {
            Taken("2026-11-01T12:00:00Z", "nov"), Taken("2026-10-31T12:00:00Z", "oct"),
                Taken("2026-10-26T12:00:00Z", "week"),
        }.Decide(new RetentionPolicy { Monthly = 2 }).Kept());

    // B1 24, "%YW%V": the year of a week is not that of its days.
    [Fact]
    public void An_iso_week_goes_over_new_year()
    {
        var decision = new[]
        {
            Taken("2025-01-05T12:00:00Z", "sunday"), Taken("2024-12-30T12:00:00Z", "monday"),
                Taken("2024-12-29T12:00:00Z", "before"),
            Taken("2024-01-01T12:00:00Z", "january"),
        }.Decide(new RetentionPolicy { Weekly = 3 });
        Assert.Equal("sunday before january", decision.Kept());
        Assert.Equal("sunday is the newest of 2025-W01", decision.Reasons("monday"));
        Assert.Equal("weekly 2 of 3 (2024-W52)", decision.Reasons("before"));
        Assert.Equal("weekly 3 of 3 (2024-W01)", decision.Reasons("january"));
    }

    [Fact]
    public void The_year_of_53_weeks_has_its_last() => Assert.Equal("weekly 1 of 1 (2026-W53)",
        new[] { Taken("2027-01-03T12:00:00Z", "a") }.Decide(new RetentionPolicy { Weekly = 1 },
            Instant("2027-01-04T00:00:00Z")).Reasons("a"));

    // sanoid#155, snapper, btrbk: the hour that comes twice.
    [Theory]
    [InlineData("Europe/Berlin", "2026-10-24T22:00:00Z", 25, "2026-10-25 02:00 +01:00", "2026-10-25 02:00 +02:00")]
    [InlineData("America/New_York", "2026-11-01T04:00:00Z", 25, "2026-11-01 01:00 -05:00", "2026-11-01 01:00 -04:00")]
    public void The_hour_that_comes_twice_when_clocks_are_set_back_is_two(
        string zone, string midnight, int hours, string second, string first)
    {
        var decision = Quarters(midnight, hours).Decide(new RetentionPolicy { Hourly = 100, TimeZone = zone });
        Assert.Equal(hours, decision.Count(RetentionAnswer.Keep));
        Assert.Contains(decision.Verdicts, v => v.Reasons.Any(r =>
            r.Contains($"({second})", StringComparison.Ordinal)));
        Assert.Contains(decision.Verdicts, v => v.Reasons.Any(r => r.Contains($"({first})", StringComparison.Ordinal)));
        Assert.Equal(1, Quarters(midnight, hours).Decide(new RetentionPolicy { Daily = 100,
            TimeZone = zone }).Count(RetentionAnswer.Keep));
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T23:00:00Z", 23, "2026-03-29 02:")]
    [InlineData("America/New_York", "2026-03-08T05:00:00Z", 23, "2026-03-08 02:")]
    public void The_hour_that_is_left_out_when_clocks_are_set_forward_is_none(string zone, string midnight, int hours,
        string none)
    {
        var decision = Quarters(midnight, hours).Decide(new RetentionPolicy { Hourly = 100, TimeZone = zone });
        Assert.Equal(hours, decision.Count(RetentionAnswer.Keep));
        Assert.DoesNotContain(decision.Verdicts, v => v.Reasons.Any(r => r.Contains(none, StringComparison.Ordinal)));
        Assert.Equal(1, Quarters(midnight, hours).Decide(new RetentionPolicy { Daily = 100,
            TimeZone = zone }).Count(RetentionAnswer.Keep));
    }

    // Newfoundland set its clocks back at 00:01: Sunday began, it was Saturday again for an hour, then Sunday once
    // more.
    [Fact]
    public void A_day_that_begins_twice_is_one_day()
    {
        var night = new[]
        {
            Taken("2006-10-29T12:00:00Z", "sunday"), Taken("2006-10-29T02:45:00Z", "saturday-again"),
            Taken("2006-10-29T02:30:30Z", "sunday-began"), Taken("2006-10-29T02:00:00Z", "saturday"),
            Taken("2006-10-28T02:00:00Z", "friday"),
        };
        var decision = night.Decide(new RetentionPolicy { Daily = 3, TimeZone = "America/St_Johns" });
        Assert.Equal("sunday saturday-again friday", decision.Kept());
        Assert.Equal("the newest of 2006-10-29 is kept", decision.Reasons("sunday-began"));
        Assert.Equal("saturday-again is the newest of 2006-10-28", decision.Reasons("saturday"));
    }

    // snapper, restic: which day a snapshot is of.
    [Fact]
    public void Days_are_those_of_the_policys_zone()
    {
        var evening = new[] { Taken("2026-11-20T23:30:00Z", "late"), Taken("2026-11-20T22:30:00Z", "later"),
            Taken("2026-11-20T12:00:00Z", "noon") };
        Assert.Equal("late", evening.Decide(new RetentionPolicy { Daily = 2 }).Kept());
        var berlin = evening.Decide(new RetentionPolicy { Daily = 2, TimeZone = "Europe/Berlin" });
        Assert.Equal("late later", berlin.Kept());
        Assert.Equal("daily 1 of 2 (2026-11-21)", berlin.Reasons("late"));
    }

    [Fact]
    public void Another_zone_sorts_anew_and_deletes_at_most_one_a_period_more()
    {
        var history = Days("2026-08-01", 100).ToList();
        var before = history.Decide(new RetentionPolicy { Daily = 7, Weekly = 4, Monthly = 3 });
        var moved = before.Verdicts.Where(v => v.Answer == RetentionAnswer.Keep).Select(v => v.Item)
            .Decide(new RetentionPolicy { Daily = 7, Weekly = 4, Monthly = 3, TimeZone = "Pacific/Auckland" });
        Assert.True(moved.Deletions.Length <= 3, string.Join(' ', moved.Deletions.Select(i => i.Name)));
        Assert.Equal(before.Kept().Split(' ')[0], moved.Kept().Split(' ')[0]);
    }

    // sanoid: a forward jump of the clock ages everything.
    [Fact]
    public void A_clock_that_jumps_ahead_takes_only_what_is_kept_for_its_age()
    {
        var later = Instant("2036-01-01T00:00:00Z");
        Assert.Equal("d0410 d0409 d0408", Days("2026-04-01", 10)
            .Decide(new RetentionPolicy { Daily = 3, Within = ExpiryDuration.TryParse("1y") }, later).Kept());
        Assert.Equal("d0410",
            Days("2026-04-01", 10).Decide(new RetentionPolicy { Within = ExpiryDuration.TryParse("1y") },
            later).Kept());
    }

    private static IEnumerable<RetentionItem> Quarters(string from, int hours) => Enumerable.Range(0, hours * 4)
        .Select(q => Taken(Instant(from).AddMinutes(15 * q).ToString("O", CultureInfo.InvariantCulture)));

    /// <summary>One each noon, <c>d0401</c> and so on.</summary>
    private static IEnumerable<RetentionItem> Days(string from, int count) => Enumerable.Range(0, count)
        .Select(d => Instant(from + "T12:00:00Z").AddDays(d)).Select(t =>
            new RetentionItem("c1", t.ToString("'d'MMdd", CultureInfo.InvariantCulture), t));
}
