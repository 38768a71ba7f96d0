using Brine.Planner.Schedule;

namespace Brine.Planner.Tests.Schedule;

public sealed class ScheduleIntervalTests
{
    [Theory]
    [InlineData("* * * * *", "1m", "1m")]
    [InlineData("0 6 * * *", "1d", "1d")]
    [InlineData("0 6,18 * * 1-5", "12h", "2d 12h")]
    [InlineData("0 0 1 * *", "28d", "31d")]
    [InlineData("0 0 29 2 *", "1461d", "1461d")]
    [InlineData("@hourly", "1h", "1h")]
    [InlineData("@daily", "1d", "1d")]
    [InlineData("@weekly", "7d", "7d")]
    [InlineData("@monthly", "28d", "31d")]
    [InlineData("@yearly", "365d", "366d")]
    [InlineData("@startup, 0 0 * * *", "1d", "1d")]
    [InlineData("0 3 * * *, 0 5 * * 0", "2h", "1d")]
    [InlineData("59 23 * * *, 0 0 * * *", "1m", "23h 59m")]
    public void The_least_and_the_most_between_two_runs(string schedule, string least, string most)
    {
        var interval = ScheduleInterval.Of(schedule)!.Value;
        Assert.Equal((least, most), (Instants.Span(interval.Least), Instants.Span(interval.Most)));
    }

    [Theory]
    [InlineData("@never")]
    [InlineData("@startup")]
    [InlineData("")]
    [InlineData("0 0 31 2 *")]
    [InlineData("nonsense")]
    public void What_never_runs_has_none(string schedule) => Assert.Null(ScheduleInterval.Of(schedule));

    [Fact]
    public void A_known_minute_of_an_alias_counts() =>
        Assert.Equal("41m", Instants.Span(ScheduleInterval.Of("@hourly, 0 * * * *", new Smear(41, null, 2, 2))!.Value.Most));
}
