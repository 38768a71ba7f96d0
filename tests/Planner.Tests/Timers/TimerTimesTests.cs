using System.Globalization;
using System.Text.RegularExpressions;
using Brine.Planner.Schedule;
using Brine.Planner.Timers;
using CsCheck;

namespace Brine.Planner.Tests.Timers;

public sealed partial class TimerTimesTests
{
    [Theory]
    [InlineData("0 6 * * *", "*-*-* 06:00:00")]
    [InlineData("*/5 * * * *", "*-*-* *:00/5:00")]
    [InlineData("5/20 8-18 * * mon-fri", "Mon..Fri *-*-* 08..18:05/20:00")]
    [InlineData("0,30 0 1,15 * *", "*-*-01,15 00:00,30:00")]
    [InlineData("0 0 1-7/2 1-3 *", "*-01..03-01,03,05,07 00:00:00")]
    [InlineData("0 0 * * 0", "Sun *-*-* 00:00:00")]
    [InlineData("0  0 * * 7", "Sun *-*-* 00:00:00")]
    [InlineData("0 0 * * 5-7", "Fri..Sun *-*-* 00:00:00")]
    [InlineData("* * * * *", "*-*-* *:*:00")]
    [InlineData("0 0 13 * 5", "Fri *-*-* 00:00:00", "*-*-13 00:00:00")]
    [InlineData("0 0 1-31 * 5", "*-*-* 00:00:00")]
    [InlineData("@daily", "*-*-* 00:00:00")]
    [InlineData("@weekly, 0 12 * * 3", "Sun *-*-* 00:00:00", "Wed *-*-* 12:00:00")]
    [InlineData("Mon..Fri 06:00", "Mon..Fri 06:00")]
    [InlineData("*-*-01 04:00:00 Europe/Berlin", "*-*-01 04:00:00 Europe/Berlin")]
    [InlineData("weekly", "weekly")]
    public void A_time_is_said_in_systemds_language(string text, params string[] expected)
    {
        Assert.Equal(expected, TimerTimes.Read(text, out var refusal)!.Calendars);
        Assert.Null(refusal);
    }

    [Theory]
    [InlineData("0 0 */2 * 1", "some crons read as either and some as both")]
    [InlineData("0 0 1-7 * */2", "some crons read as either and some as both")]
    [InlineData("0 0 31 2 *", "on no day of the calendar")]
    [InlineData("@reboot", "no time of the clock")]
    [InlineData("@startup", "no time of the clock")]
    [InlineData("@never", "not one of @annually")]
    [InlineData("0 25 * * *", "hours go from 0 to 23")]
    [InlineData("0 0 L * *", "known to few crons")]
    [InlineData("", "no time for a timer")]
    [InlineData("06:00\nExecStart=/bin/sh", "no time for a timer")]
    [InlineData("%h", "no time for a timer")]
    public void What_cannot_be_said_is_refused_with_the_reason(string text, string reason)
    {
        Assert.Null(TimerTimes.Read(text, out var refusal));
        Assert.Contains(reason, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void The_next_run_of_cron_is_known_and_that_of_systemds_language_is_not()
    {
        var now = new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(now.AddHours(18), TimerTimes.Read("0 6 * * *", out _)!.Next(now, TimeZoneInfo.Utc));
        Assert.Equal(now.AddHours(36), TimerTimes.Read("0 0 * * 7", out _)!.Next(now, TimeZoneInfo.Utc)); // Sunday the 29th
        Assert.Null(TimerTimes.Read("Mon..Fri 06:00", out _)!.Next(now, TimeZoneInfo.Utc));
    }

    /// <summary>systemd runs the converted expressions at the very minutes at which the cron expression runs.</summary>
    [Fact]
    public async Task Systemd_runs_at_the_same_minutes()
    {
        var expressions = new List<string>
        {
            "0 6 * * *", "*/7 * * * *", "5/20 8-18 * * 1-5", "0 0 13 * 5", "0 0 29 2 *", "59 23 31 12 *", "0 12 * 2-4,9 0,6", "3 4 */9 * *",
        };
        Gen.Select(Gen.Int[0, 59], Gen.Int[2, 23], Gen.Int[1, 28], Gen.Int[1, 12], Gen.Int[0, 6], Gen.Int[2, 15])
            .Sample((minute, hour, day, month, weekday, step) => expressions.AddRange(
                [$"{minute} {hour} {day} {month} {weekday}", $"*/{step} {hour}/3 {day},28 * *", $"{minute} */{hour} * {month}-12 *", $"{minute} {hour} {day} * {weekday}"]),
                iter: 6, threads: 1);
        var after = new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
        foreach (var cron in expressions.Distinct())
        {
            var times = TimerTimes.Read(cron, out _)!;
            var (exit, said) = await SystemdAnalyze.RunAsync(
                ["calendar", "--iterations=6", $"--base-time={after.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC", .. times.Calendars]);
            Assert.True(exit == 0, $"{cron} became {string.Join(" | ", times.Calendars)}: {said}");
            var runs = Elapse().Matches(said).Select(m => DateTimeOffset.ParseExact(m.Groups["at"].Value, "yyyy-MM-dd HH:mm:ss",
                CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)).Distinct().Order().Take(6).ToList();
            Assert.Equal(ScheduleTimes.Next(cron, after, TimeZoneInfo.Utc, runs.Count).Select(r => r.Earliest), runs);
        }
    }

    [GeneratedRegex(@"(Next elapse|Iter\. #\d+): \w+ (?<at>[0-9-]+ [0-9:]+) UTC", RegexOptions.ExplicitCapture)]
    private static partial Regex Elapse();
}
