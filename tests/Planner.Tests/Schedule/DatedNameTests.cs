using System.Globalization;
using Brine.Planner.Names;
using Brine.Planner.Schedule;
using CsCheck;

namespace Brine.Planner.Tests.Schedule;

public sealed class DatedNameTests
{
    private static string Expand(string name, string now, string zone, out string? refusal) => DatedName.Expand(name,
        DateTimeOffset.Parse(now, CultureInfo.InvariantCulture), Zones.Find(zone)!, out refusal);

    [Theory]
    [InlineData("daily-%Y%m%d", "daily-20241230")]
    [InlineData("weekly-%GW%V", "weekly-2025W01")]
    [InlineData("hourly-%Y%m%dT%H", "hourly-20241230T22")]
    [InlineData("a-%y-%b-%a-%j-%u", "a-24-Dec-Mon-365-1")]
    [InlineData("t-%H.%M.%S", "t-22.30.05")]
    [InlineData("t%s", "t1735597805")]
    [InlineData("before-update", "before-update")]
    public void Directives_are_bound_to_the_instant(string name, string expected)
    {
        Assert.Equal(expected, Expand(name, "2024-12-30T22:30:05Z", "UTC", out var refusal));
        Assert.Null(refusal);
    }

    [Theory]
    [InlineData("2024-12-29T12:00:00Z", "weekly-2024W52")]
    [InlineData("2024-12-30T12:00:00Z", "weekly-2025W01")]
    [InlineData("2025-01-05T12:00:00Z", "weekly-2025W01")]
    [InlineData("2027-01-03T12:00:00Z", "weekly-2026W53")]
    [InlineData("2027-01-04T12:00:00Z", "weekly-2027W01")]
    public void Iso_weeks_go_with_their_own_year(string now, string expected) =>
        Assert.Equal(expected, Expand("weekly-%GW%V", now, "UTC", out _));

    [Fact]
    public void The_day_is_that_of_the_zone() =>
        Assert.Equal("daily-20241231", Expand("daily-%Y%m%d", "2024-12-30T23:30:00Z", "Europe/Berlin", out _));

    [Fact]
    public void Sunday_is_seven() => Assert.Equal("d7", Expand("d%u", "2024-12-29T12:00:00Z", "UTC", out _));

    [Theory]
    [InlineData("weekly-%YW%V", "write %G%V")]
    [InlineData("weekly-%yW%V", "write %G%V")]
    [InlineData("daily-%G%m%d", "write %Y")]
    [InlineData("daily-%Y%U", "'%U' is not one of the directives")]
    [InlineData("daily-%F", "'%F' is not one of the directives")]
    [InlineData("100%%", "'%%' stands for '%'")]
    [InlineData("half%", "lone '%'")]
    [InlineData("%-", "'%-' is not one of")]
    [InlineData("-%Y", "it becomes '-2024', which is not")]
    [InlineData("%Y..", "it becomes '2024..', which is not")]
    public void What_cannot_be_a_name_is_refused(string name, string reason)
    {
        Assert.Equal(name, Expand(name, "2024-12-30T22:30:05Z", "UTC", out var refusal));
        Assert.Contains(reason, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void What_comes_out_is_a_name_or_refused() =>
        Gen.String[Gen.Char["%YymdHMSGVjbausx.-_ "], 0, 12].Sample(name =>
        {
            var expanded = Expand(name, "2024-12-30T22:30:05Z", "UTC", out var refusal);
            Assert.True(refusal is not null || !DatedName.HasDirectives(name) || SnapshotName.IsValid(expanded), expanded);
            Assert.True(SnapshotName.IsValid(name) == false || !DatedName.HasDirectives(name));
        });
}
