using System.Globalization;
using Brine.Planner.Schedule;
using CsCheck;

namespace Brine.Planner.Tests.Schedule;

public sealed class SmearTests
{
    private static Smear? Infer(string schedule, params string[] created) => Smear.Infer(schedule,
        created.Select(c => DateTimeOffset.Parse(c, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)),
        Zones.Find("Europe/Berlin")!);

    [Fact]
    public void Hourly_snapshots_show_the_minute_and_leave_two_hours()
    {
        // Taken in the minute before :41.
        var smear = Infer("@hourly", "2026-11-27T10:40:20Z", "2026-11-27T11:40:20Z", "2026-11-27T12:43:20Z")!;
        Assert.Equal((41, null, 2, 3), (smear.Minute, smear.Hour, smear.Seen, smear.Of));
        Assert.Equal([5, 17], smear.PossibleHours);
    }

    [Fact]
    public void Daily_snapshots_show_both_in_the_servers_zone() =>
        Assert.Equal(new Smear(41, 17, 2, 2), Infer("@daily", "2026-11-26T16:40:20Z", "2026-11-27T16:40:21Z"));

    [Fact]
    public void A_late_daily_snapshot_is_set_back_to_the_slot_before_it() =>
        Assert.Equal(new Smear(41, 17, 2, 2), Infer("@daily", "2026-11-26T16:40:20Z", "2026-11-27T16:47:00Z"));

    [Theory]
    [InlineData("@daily")]
    [InlineData("@hourly")]
    [InlineData("0 6 * * *")]
    [InlineData("")]
    public void Without_snapshots_or_alias_there_is_nothing_to_tell(string schedule) => Assert.Null(Infer(schedule));

    [Fact]
    public void Snapshots_that_do_not_agree_tell_nothing() =>
        Assert.Null(Infer("@hourly", "2026-11-27T10:40:20Z", "2026-11-27T11:12:20Z"));

    [Fact]
    public void Runs_of_a_cron_expression_beside_it_do_not_count() =>
        Assert.Equal(new Smear(41, 17, 1, 1), Infer("@daily, 0 6 * * *", "2026-11-27T04:59:20Z", "2026-11-26T04:59:20Z", "2026-11-27T16:40:20Z"));

    [Fact]
    public void Weekly_counts_only_sundays() =>
        Assert.Equal(new Smear(41, 17, 1, 1), Infer("@weekly", "2026-11-27T10:40:20Z", "2026-11-22T16:40:20Z"));

    /// <summary>Minute and hour are one random number modulo 60 and modulo 24.</summary>
    [Fact]
    public void What_a_number_makes_is_found_again() =>
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Int[0, 59], Gen.OneOf(Gen.Const("@daily"), Gen.Const("@hourly"), Gen.Const("@weekly"), Gen.Const("@midnight"))).Sample((number, second, alias) =>
        {
            var truth = new Smear((int)(number % 60), (int)(number % 24), 0, 0);
            Assert.Contains(truth.Hour!.Value, new Smear(truth.Minute, null, 0, 0).PossibleHours);
            var runs = ScheduleTimes.Next(alias, new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero), TimeZoneInfo.Utc, 3, truth);
            var found = Smear.Infer(alias, runs.Select(r => r.Earliest.AddSeconds(second - 60)), TimeZoneInfo.Utc)!;
            Assert.Equal(truth.Minute, found.Minute);
            Assert.Equal(runs.TakeLast(2), ScheduleTimes.Next(alias, runs[0].Earliest, TimeZoneInfo.Utc, 2, found));
        });
}
