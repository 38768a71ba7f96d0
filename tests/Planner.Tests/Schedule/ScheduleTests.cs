using System.Globalization;
using Brine.Planner.Schedule;
using CsCheck;

namespace Brine.Planner.Tests.Schedule;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData("auto-%Y%m%d", "auto-{{ creation_date|date:\"20060102\" }}")]
    [InlineData("%Y-%m-%d_%H-%M-%S", "{{ creation_date|date:\"2006-01-02_15-04-05\" }}")]
    [InlineData("auto-%F-x%d", "auto-{{ creation_date|date:\"2006-01-02\" }}-x{{ creation_date|date:\"02\" }}")]
    [InlineData("snap%d", "snap%d")]
    [InlineData("daily-%d", "daily-%d")]
    [InlineData("plain", "plain")]
    [InlineData("auto-{{ creation_date|date:\"20060102\" }}", "auto-{{ creation_date|date:\"20060102\" }}")]
    public void A_strftime_pattern_becomes_incus_own_template(string pattern, string expected)
    {
        Assert.Equal(expected, SnapshotPattern.Translate(pattern, out var refusal));
        Assert.Null(refusal);
    }

    [Theory]
    [InlineData("weekly-%Y%V", "no equal of the strftime directive '%V'")]
    [InlineData("a-%Y-{{ creation_date }}", "mixes strftime directives with a template")]
    public void A_pattern_without_an_equal_is_refused(string pattern, string reason)
    {
        SnapshotPattern.Translate(pattern, out var refusal);
        Assert.Contains(reason, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_translated_pattern_is_left_alone() =>
        Gen.String[Gen.Char["%YmdHMSab-{}| \""], 0, 12].Sample(pattern =>
        {
            var once = SnapshotPattern.Translate(pattern, out var refusal);
            if (refusal is null)
                Assert.Equal(once, SnapshotPattern.Translate(once, out _));
        });

    [Theory]
    [InlineData("@daily", null)]
    [InlineData("@hourly, 0 6 * * 1-5", null)]
    [InlineData("0 6 * * MON", null)]
    [InlineData("", null)]
    [InlineData("@reboot", "'@reboot' is not one of")]
    [InlineData("@every 1m", "is not one of")]
    [InlineData("0 0 6 * * *", "has not the five fields")]
    [InlineData("0 25 * * *", "'0 25 * * *'")]
    public void A_schedule_is_what_the_oldest_incus_takes(string text, string? complaint)
    {
        if (complaint is null)
            Assert.Null(SnapshotSchedule.Refusal(text));
        else
            Assert.Contains(complaint, SnapshotSchedule.Refusal(text), StringComparison.Ordinal);
    }

    /// <summary>The same table that servers are asked with: neither more nor less is taken than they take.</summary>
    [Fact]
    public void Brine_takes_what_the_table_says() => Assert.All(Contract.Tests.SettingCase.All, c => Assert.True(
        c.Brine == (c.Key == "expiry" ? ExpiryDuration.TryParse(c.Value) is not null : SnapshotSchedule.Refusal(c.Value) is null),
        $"{c.Key} |{c.Value}|: {SnapshotSchedule.Refusal(c.Value)}"));

    [Theory]
    [InlineData("7d", "2024-02-07T00:00:00Z")]
    [InlineData("1m", "2024-02-29T00:00:00Z")]
    [InlineData("1y 1d", "2025-02-01T00:00:00Z")]
    [InlineData("2w 3H 4M 5S", "2024-02-14T03:04:05Z")]
    [InlineData("0d", "2024-01-31T00:00:00Z")]
    public void Durations_are_calendar_spans_in_incus_units(string text, string from31January) =>
        Assert.Equal(from31January,
            Instants.Format(ExpiryDuration.TryParse(text)!.AddTo(new DateTimeOffset(2024, 1, 31, 0, 0, 0, TimeSpan.Zero))));

    [Theory]
    [InlineData("1d1H")]
    [InlineData("30s")]
    [InlineData("1.5d")]
    [InlineData("1d  1H")]
    [InlineData("1d 2d")]
    [InlineData("-1d")]
    [InlineData("tomorrow")]
    [InlineData("")]
    [InlineData("99999999999d")]
    public void What_incus_refuses_is_no_duration(string text) => Assert.Null(ExpiryDuration.TryParse(text));

    [Theory]
    [InlineData("never", "never")]
    [InlineData("inherit", "inherit")]
    [InlineData("1m 2w", "1m 2w")]
    [InlineData("2026-12-01T00:00:00Z", "2026-12-01T00:00:00Z")]
    [InlineData("2026-12-01T02:00:00.5+02:00", "2026-12-01T00:00:00Z")]
    public void Expiries_are_read(string text, string shown) => Assert.Equal(shown, ExpiryText.TryParse(text)?.ToString());

    [Theory]
    [InlineData("2026-12-01T00:00:00")] // whose time zone?
    [InlineData("2026-12-01")]
    [InlineData("soon")]
    public void An_instant_needs_its_offset(string text) => Assert.Null(ExpiryText.TryParse(text));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(59, "59s")]
    [InlineData(3_600, "1h")]
    [InlineData(3_725, "1h 2m")]
    [InlineData(90_061, "1d 1h")]
    [InlineData(-5, "0s")]
    public void Spans_are_told_in_two_units(int seconds, string text) => Assert.Equal(text, Instants.Span(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Instants_are_utc() =>
        Assert.Equal("2026-11-23 05:20 UTC",
            Instants.Readable(DateTimeOffset.Parse("2026-11-23T07:20:59+02:00", CultureInfo.InvariantCulture)));
}
