using System.Globalization;
using Brine.Planner.Schedule;
using CsCheck;

namespace Brine.Planner.Tests.Schedule;

public sealed class ScheduledNamesTests
{
    private static readonly DateTimeOffset Moment = DateTimeOffset.Parse("2026-11-07T05:09:03+01:00", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2006-01-02T15:04:05", "2026-11-07T05:09:03")]
    [InlineData("20060102", "20261107")]
    [InlineData("06 1 2 _2 002", "26 11 7  7 311")]
    [InlineData("Jan January Mon Monday", "Nov November Sat Saturday")]
    [InlineData("03 3 04 4 05 5 PM pm", "05 5 09 9 03 3 AM am")]
    [InlineData("-0700 -07:00 -07", "+0100 +01:00 +01")]
    [InlineData("x_2006", "x_2026")]
    [InlineData("Janitor Month", "Janitor Month")]
    public void Dates_are_written_as_go_writes_them(string layout, string expected) =>
        Assert.Equal(expected, GoLayout.Format(layout, Moment));

    [Theory]
    [InlineData("", "snap4")]
    [InlineData("auto-{{ creation_date|date:\"20060102\" }}", "auto-20261107")]
    [InlineData("{{creation_date | date : '2006-01-02_15-04'}}-x%d", "2026-11-07_05-09-x4")]
    [InlineData("plain", "plain")]
    public void A_pattern_shows_what_it_makes(string pattern, string expected)
    {
        var names = ScheduledNames.Of(pattern);
        Assert.Equal(expected, names.Example(Moment, 4));
        Assert.True(names.Matches(expected));
        Assert.True(names.IsUnderstood);
    }

    [Theory]
    [InlineData("", "snap12", true)]
    [InlineData("", "snapshot", false)]
    [InlineData("auto-{{ creation_date|date:\"20060102\" }}", "auto-20251231", true)]
    [InlineData("auto-{{ creation_date|date:\"20060102\" }}", "auto-20251231-0", true)] // the name was taken
    [InlineData("auto-{{ creation_date|date:\"20060102\" }}", "auto-2025123", false)]
    [InlineData("auto-{{ creation_date|date:\"20060102\" }}", "before-update", false)]
    [InlineData("a.b", "axb", false)]
    public void Names_of_the_pattern_are_told_from_others(string pattern, string name, bool isOne) =>
        Assert.Equal(isOne, ScheduledNames.Of(pattern).Matches(name));

    [Theory]
    [InlineData("", "snap0", "other")]
    [InlineData("", "snap8", "snap7", "snap2", "snapshot")]
    [InlineData("x%d-y", "x4-y", "x3-y", "x9")]
    [InlineData("plain", "plain-0", "plain")]
    [InlineData("plain", "plain-3", "plain", "plain-2")]
    [InlineData("auto-%Y%m%d", "auto-%Y%m0", "auto-%Y%m0")] // taken already: it fails for ever
    public void The_next_name_counts_on_from_the_highest(string pattern, string expected, params string[] existing) =>
        Assert.Equal(expected, ScheduledNames.Of(pattern).Next(Moment, existing));

    [Theory]
    [InlineData("{{ creation_date }}")]
    [InlineData("a{% if x %}b{% endif %}")]
    [InlineData("{{ creation_date|date:layout }}")]
    public void What_only_incus_can_carry_out_has_no_example_and_may_be_any_name(string pattern)
    {
        var names = ScheduledNames.Of(pattern);
        Assert.Null(names.Example(Moment));
        Assert.True(names.Matches("abc"));
    }

    [Fact]
    public void What_a_pattern_makes_is_of_the_pattern() =>
        Gen.Select(Gen.String[Gen.Char["20060102150405Jan-. Mx"], 0, 14], Gen.Int[0, 999], Gen.Int[0, 500_000]).Sample((layout, counter, hours) =>
        {
            var names = ScheduledNames.Of($"a-%d-{{{{ creation_date|date:\"{layout}\" }}}}");
            Assert.True(names.Matches(names.Example(Moment.AddHours(hours), counter)!));
        });
}
