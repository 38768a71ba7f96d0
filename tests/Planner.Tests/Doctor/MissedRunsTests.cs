using System.Collections.Immutable;
using Brine.Planner.Doctor;

namespace Brine.Planner.Tests.Doctor;

public sealed class MissedRunsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0 5 * * *", "7.01", 0)] // today's is there
    [InlineData("0 5 * * *", "31.01", 1)] // taken in the minute before its time, yesterday
    [InlineData("0 5 * * *", "79.01 103", 3)]
    [InlineData("55 11 * * *", "24.1", 0)] // due five minutes ago: others may come first
    [InlineData("0 * * * *", "0.99", 0)]
    [InlineData("0 * * * *", "10", 9)]
    [InlineData("@daily", "13 37", 0)] // its own hour is in the evening
    [InlineData("@daily", "54 78", 2)]
    [InlineData("@never", "900", 0)]
    [InlineData("@startup", "900", 0)]
    public void Runs_without_a_snapshot_are_counted_back_to_the_last_that_has_one(string schedule, string hoursAgo, int missed) =>
        Assert.Equal(missed, Of(schedule, TimeZoneInfo.Utc, hoursAgo)?.Count ?? 0);

    [Fact]
    public void Nothing_was_due_before_the_instance_was_there_or_started()
    {
        Assert.Null(MissedRuns.Of("0 5 * * *", s_now, TimeZoneInfo.Utc, s_now.AddHours(-2), "", []));
        Assert.Equal(1, MissedRuns.Of("0 5 * * *", s_now, TimeZoneInfo.Utc, s_now.AddHours(-20), "", [])!.Count);
        Assert.Null(MissedRuns.Of("0 5 * * *", s_now, null, s_now.AddHours(-20), "", []));
    }

    [Fact]
    public void A_snapshot_that_would_have_expired_by_now_is_not_missed()
    {
        Assert.Null(MissedRuns.Of("0 5 * * *", s_now, TimeZoneInfo.Utc, s_now.AddDays(-9), "3H", []));
        Assert.Equal(2, MissedRuns.Of("0 5 * * *", s_now, TimeZoneInfo.Utc, s_now.AddDays(-9), "2d", [])!.Count);
        Assert.Null(MissedRuns.Of("0 5 * * *", s_now, null, s_now.AddDays(-9), "3H", []));
    }

    [Theory]
    [InlineData("0 5 * * *", "20", false)]
    [InlineData("0 5 * * *", "25", false)] // somewhere it is not five o'clock yet
    [InlineData("0 5 * * *", "27", true)]
    [InlineData("0 5 * * 1", "100", false)]
    [InlineData("*/15 * * * *", "0.3", false)]
    [InlineData("*/15 * * * *", "0.5", true)]
    public void On_a_server_whose_zone_is_not_known_the_longest_pause_decides(string schedule, string hoursAgo, bool isMissed) =>
        Assert.Equal(isMissed, Of(schedule, null, hoursAgo) is not null);

    private static MissedRuns? Of(string schedule, TimeZoneInfo? zone, string hoursAgo) =>
        MissedRuns.Of(schedule, s_now, zone, s_now.AddDays(-60), "", hoursAgo.Split(' ')
            .Select(h => s_now.AddHours(-double.Parse(h, System.Globalization.CultureInfo.InvariantCulture))).ToImmutableArray());
}
