using System.Globalization;
using Brine.Planner.Schedule;
using CsCheck;

namespace Brine.Planner.Tests.Schedule;

public sealed class ScheduleTimesTests
{
    private static readonly TimeZoneInfo Berlin = Zones.Find("Europe/Berlin")!;

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string Shown(IEnumerable<ScheduledRun> runs) => string.Join(' ', runs.Select(r => r.IsExact
        ? Instants.Format(r.Earliest) : Instants.Format(r.Earliest) + ".." + Instants.Format(r.Latest)));

    [Theory]
    [InlineData("0 6 * * *", "2026-11-23T06:00:00Z", "2026-11-24T06:00:00Z 2026-11-25T06:00:00Z")]
    [InlineData("0 6 * * *", "2026-11-23T05:59:59Z", "2026-11-23T06:00:00Z 2026-11-24T06:00:00Z")]
    [InlineData("*/20 9-10 * * MON-FRI", "2026-11-27T10:30:00Z", "2026-11-27T10:40:00Z 2026-11-30T09:00:00Z")]
    [InlineData("5/25 * * * *", "2026-11-27T10:00:00Z", "2026-11-27T10:05:00Z 2026-11-27T10:30:00Z")]
    [InlineData("0 0 29 2 *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z 2032-02-29T00:00:00Z")]
    [InlineData("0 0 31 2 *", "2026-01-01T00:00:00Z", "")]
    [InlineData("0 0 1 jan ?", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z 2028-01-01T00:00:00Z")]
    [InlineData("0 6 * * *, 0 5 * * *", "2026-11-23T00:00:00Z", "2026-11-23T05:00:00Z 2026-11-23T06:00:00Z")]
    [InlineData("@never", "2026-11-23T00:00:00Z", "")]
    [InlineData("@startup", "2026-11-23T00:00:00Z", "")]
    [InlineData("", "2026-11-23T00:00:00Z", "")]
    [InlineData("@reboot", "2026-11-23T00:00:00Z", "")]
    public void The_next_runs_are_those_of_the_expression(string schedule, string after, string expected) =>
        Assert.Equal(expected, Shown(ScheduleTimes.Next(schedule, At(after), TimeZoneInfo.Utc, 2)));

    [Theory]
    // Both restricted: one is enough. The 13th was a Friday in November 2026.
    [InlineData("0 0 13 * 5", "2026-11-06T00:00:00Z 2026-11-13T00:00:00Z 2026-11-20T00:00:00Z 2026-11-27T00:00:00Z 2026-12-04T00:00:00Z 2026-12-11T00:00:00Z 2026-12-13T00:00:00Z")]
    [InlineData("0 0 13 * *", "2026-11-13T00:00:00Z 2026-12-13T00:00:00Z 2027-01-13T00:00:00Z 2027-02-13T00:00:00Z 2027-03-13T00:00:00Z 2027-04-13T00:00:00Z 2027-05-13T00:00:00Z")]
    [InlineData("0 0 */1 * 1", "2026-11-02T00:00:00Z 2026-11-09T00:00:00Z 2026-11-16T00:00:00Z 2026-11-23T00:00:00Z 2026-11-30T00:00:00Z 2026-12-07T00:00:00Z 2026-12-14T00:00:00Z")]
    public void A_day_of_month_beside_a_weekday_is_either_of_them(string schedule, string expected) =>
        Assert.Equal(expected, Shown(ScheduleTimes.Next(schedule, At("2026-11-01T00:00:00Z"), TimeZoneInfo.Utc, 7)));

    [Theory]
    [InlineData("0 0 */2 * 1", true)]
    [InlineData("0 0 1-7 * */2", true)]
    [InlineData("0 0 */2 * *", false)]
    [InlineData("0 0 1-7 * 1", false)]
    [InlineData("0 0 */1 * 1", false)]
    public void What_two_versions_of_incus_read_in_two_ways_is_known(string text, bool isTwo) =>
        Assert.Equal(isTwo, CronReader.Read(text, out _)!.MeansTwoThings);

    [Fact]
    public void A_time_that_spring_skips_does_not_come_that_day() =>
        Assert.Equal("2026-03-28T01:30:00Z 2026-03-30T00:30:00Z",
            Shown(ScheduleTimes.Next("30 2 * * *", At("2026-03-28T00:00:00Z"), Berlin, 2)));

    [Fact]
    public void A_time_that_autumn_shows_twice_comes_twice() =>
        Assert.Equal("2026-10-25T00:30:00Z 2026-10-25T01:30:00Z 2026-10-26T01:30:00Z",
            Shown(ScheduleTimes.Next("30 2 * * *", At("2026-10-24T12:00:00Z"), Berlin, 3)));

    [Theory]
    [InlineData("@hourly", "2026-11-27T10:30:00Z", "2026-11-27T10:00:00Z..2026-11-27T10:59:00Z 2026-11-27T11:00:00Z..2026-11-27T11:59:00Z")]
    [InlineData("@daily", "2026-11-27T10:30:00Z", "2026-11-26T23:00:00Z..2026-11-27T22:59:00Z 2026-11-27T23:00:00Z..2026-11-28T22:59:00Z")]
    [InlineData("@midnight", "2026-11-27T10:30:00Z", "2026-11-27T23:00:00Z..2026-11-27T23:59:00Z 2026-11-28T23:00:00Z..2026-11-28T23:59:00Z")]
    [InlineData("@weekly", "2026-11-27T10:30:00Z", "2026-11-28T23:00:00Z..2026-11-29T22:59:00Z 2026-12-05T23:00:00Z..2026-12-06T22:59:00Z")]
    [InlineData("@Monthly", "2026-11-27T10:30:00Z", "2026-11-30T23:00:00Z..2026-12-01T22:59:00Z 2026-12-31T23:00:00Z..2027-01-01T22:59:00Z")]
    [InlineData("@yearly", "2026-11-27T10:30:00Z", "2026-12-31T23:00:00Z..2027-01-01T22:59:00Z 2027-12-31T23:00:00Z..2028-01-01T22:59:00Z")]
    public void An_alias_has_a_window_since_its_minute_is_the_instances_own(string alias, string after, string expected) =>
        Assert.Equal(expected, Shown(ScheduleTimes.Next(alias, At(after), Berlin, 2)));

    [Theory]
    [InlineData("@hourly", "2026-11-27T10:41:00Z 2026-11-27T11:41:00Z")]
    [InlineData("@daily", "2026-11-27T16:41:00Z 2026-11-28T16:41:00Z")]
    [InlineData("@midnight", "2026-11-27T23:41:00Z 2026-11-28T23:41:00Z")]
    public void A_known_minute_makes_it_exact(string alias, string expected) =>
        Assert.Equal(expected, Shown(ScheduleTimes.Next(alias, At("2026-11-27T10:30:00Z"), Berlin, 2, new Smear(41, 17, 3, 3))));

    [Fact]
    public void Two_expressions_that_meet_give_one_snapshot() =>
        Assert.Equal("0 6 * * *, 0 */6 * * *",
            Assert.Single(ScheduleTimes.Next("0 6 * * *, 0 */6 * * *", At("2026-11-27T05:00:00Z"), TimeZoneInfo.Utc, 1)).By);

    [Theory]
    [InlineData("0 6 * * *", "2026-11-23T06:00:00Z", "2026-11-23T06:00:00Z")]
    [InlineData("0 6 * * *", "2026-11-23T05:59:59Z", "2026-11-22T06:00:00Z")]
    [InlineData("0 6 * * *, @daily", "2026-11-23T12:00:00Z", "2026-11-23T06:00:00Z")]
    [InlineData("@daily", "2026-11-23T12:00:00Z", "2026-11-22T00:00:00Z..2026-11-22T23:59:00Z")]
    [InlineData("@hourly", "2026-11-23T12:59:00Z", "2026-11-23T12:00:00Z..2026-11-23T12:59:00Z")]
    [InlineData("@never", "2026-11-23T12:59:00Z", "")]
    [InlineData("0 0 30 2 *", "2026-11-23T12:59:00Z", "")]
    public void The_previous_run_is_one_that_must_be_over(string schedule, string before, string expected) =>
        Assert.Equal(expected, ScheduleTimes.Previous(schedule, At(before), TimeZoneInfo.Utc) is { } run ? Shown([run]) : "");

    [Fact]
    public void A_snapshot_belongs_to_the_run_whose_minute_it_was_taken_before()
    {
        var run = ScheduleTimes.Next("0 6 * * *", At("2026-11-23T00:00:00Z"), TimeZoneInfo.Utc, 1)[0];
        Assert.True(run.IsOf(At("2026-11-23T05:59:20Z"), TimeSpan.FromMinutes(10)));
        Assert.False(run.IsOf(At("2026-11-23T05:58:59Z"), TimeSpan.FromMinutes(10)));
        Assert.True(run.IsOf(At("2026-11-23T06:09:00Z"), TimeSpan.FromMinutes(10)));
        Assert.False(run.IsOf(At("2026-11-23T06:11:00Z"), TimeSpan.FromMinutes(10)));
    }

    private static readonly Gen<string> Expressions = Gen.Select(Field(0, 59), Field(0, 23), Field(1, 31), Field(1, 12),
        Field(0, 6), (a, b, c, d, e) => $"{a} {b} {c} {d} {e}");

    private static readonly Gen<string> Zone = Gen.OneOf(Gen.Const("UTC"), Gen.Const("Europe/Berlin"), Gen.Const("America/Sao_Paulo"),
        Gen.Const("Australia/Lord_Howe"));

    private static Gen<string> Field(int least, int most) => Gen.Frequency(
        (4, Gen.Const("*")),
        (2, Gen.Int[least, most].Select(n => $"{n}")),
        (1, Gen.Int[2, 9].Select(n => $"*/{n}")),
        (1, Gen.Select(Gen.Int[least, most], Gen.Int[least, most], (a, b) => $"{Math.Min(a, b)}-{Math.Max(a, b)}")),
        (1, Gen.Select(Gen.Int[least, most], Gen.Int[1, 9], (a, b) => $"{a}/{b}")),
        (1, Gen.Int[least, most].Array[2, 4].Select(n => string.Join(',', n))));

    [Fact]
    public void The_next_run_is_the_first_minute_whose_wall_clock_matches() =>
        Gen.Select(Expressions, Gen.Int[0, 525_600], Zone)
            .Sample((text, minutes, zoneName) =>
            {
                var zone = Zones.Find(zoneName)!;
                var after = new DateTimeOffset(2026, 1, 1, 0, 0, 30, TimeSpan.Zero).AddMinutes(minutes);
                var next = ScheduleTimes.Next(text, after, zone, 1);
                var first = Enumerable.Range(1, 20_000).Select(i => after.AddSeconds(-30).AddMinutes(i))
                    .Where(at => IsMatch(text, TimeZoneInfo.ConvertTime(at, zone))).Select(at => (DateTimeOffset?)at).FirstOrDefault();
                if (first is { } expected)
                    Assert.Equal(expected, Assert.Single(next).Earliest);
                else
                    Assert.All(next, r => Assert.True(r.Earliest > after.AddMinutes(19_999)));
            }, iter: 60);

    [Fact]
    public void The_previous_run_of_the_next_is_the_next() =>
        Gen.Select(Expressions, Gen.Int[0, 525_600]).Sample((text, minutes) =>
        {
            var after = new DateTimeOffset(2026, 1, 1, 0, 0, 30, TimeSpan.Zero).AddMinutes(minutes);
            foreach (var run in ScheduleTimes.Next(text, after, Berlin, 3))
                Assert.Equal(run, ScheduleTimes.Previous(text, run.Latest, Berlin));
        }, iter: 300);

    // Written from cron's manual, field by field, without a set.
    private static bool IsMatch(string text, DateTimeOffset at)
    {
        var f = text.Split(' ');
        bool day = Holds(f[2], at.Day, 1, 31), weekday = Holds(f[4], (int)at.DayOfWeek, 0, 6);
        return Holds(f[0], at.Minute, 0, 59) && Holds(f[1], at.Hour, 0, 23) && Holds(f[3], at.Month, 1, 12)
            && (f[2] == "*" || f[4] == "*" ? day && weekday : day || weekday);
    }

    private static bool Holds(string field, int value, int least, int most) => field.Split(',').Any(item =>
    {
        var parts = item.Split('/');
        var step = parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1;
        var ends = parts[0] == "*" ? [least, most]
            : parts[0].Split('-').Select(e => int.Parse(e, CultureInfo.InvariantCulture)).ToArray();
        var to = ends.Length == 2 ? ends[1] : parts.Length == 2 ? most : ends[0];
        return value >= ends[0] && value <= to && (value - ends[0]) % step == 0;
    });
}
