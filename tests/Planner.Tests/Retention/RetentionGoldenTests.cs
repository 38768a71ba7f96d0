using System.Runtime.CompilerServices;
using Brine.Planner.Report;
using Brine.Planner.Retention;
using Brine.Planner.Retention.Forecast;
using Brine.Planner.Retention.Report;
using Brine.Planner.Schedule;
using CsCheck;

namespace Brine.Planner.Tests.Retention;

/// <summary>
/// What people and programs read, as texts that a person has read. <c>BRINE_UPDATE_GOLDENS=1</c> writes them anew.
/// </summary>
public sealed class RetentionGoldenTests
{
    private static readonly RetentionForecast Forecast = RetentionForecast.Of(Thinned.Forecast);

    [Fact]
    public void A_decision_for_people() => Equal("table.txt",
        RetentionTable.Of(Thinned.Decision, Histories.Now, 80).ToPlain(80));

    [Fact]
    public void A_decision_with_sizes_on_a_wide_screen() => Equal("table-wide.txt",
        RetentionTable.Of(Thinned.Decision, Histories.Now, 140, Thinned.Sizes).ToPlain(140));

    [Fact]
    public void A_decision_on_a_narrow_screen_by_the_clocks_of_Berlin() => Equal("table-narrow.txt", RetentionTable.Of(
        Thinned.Items.Where(i => i.Series == "db").Decide(Thinned.Policy
            with { MaxDelete = 1, TimeZone = "Europe/Berlin", Daily = 3 }),
        Histories.Now, 60, zone: Zones.Find("Europe/Berlin")).ToPlain(60));

    [Fact]
    public void A_calendar_of_each_of_two() => Equal("calendar.txt",
        RetentionCalendar.Of(Thinned.Decision, TimeZoneInfo.Utc, Histories.Now).ToPlain(80));

    [Fact]
    public void A_calendar_of_many_years_of_many() => Equal("calendar-many.txt", RetentionCalendar.Of(
        Enumerable.Range(0, 24 * 365 * 7).Where(h => h % 5 == 0)
            .Select(h => new RetentionItem($"c{h % 3}", $"h{h}", Histories.Now.AddHours(-h)))
            .Decide(new RetentionPolicy { Hourly = 48, Daily = 14, Weekly = 8, Monthly = 24, Yearly = 10 }),
        TimeZoneInfo.Utc, Histories.Now).ToPlain(80));

    [Fact]
    public void A_calendar_has_at_most_twelve_lines() => Gen.Select(Histories.Any,
        Histories.Policies).Sample((items, policy) =>
    {
        var decision = items.Where(i => i.Series == "c1").Decide(policy);
        var lines = RetentionCalendar.Of(decision, Zones.Find(policy.TimeZone)!,
            Histories.Now).ToPlain(80).Split('\n')[..^1];
        Assert.True(lines.Length <= 12, string.Join('\n', lines));
        Assert.All(lines, l => Assert.True(l.Length <= 80, l));
    }, iter: 200);

    [Fact]
    public void Each_snapshot_has_a_row_with_its_whole_name_however_narrow_the_screen() =>
        Gen.Select(Histories.Any, Histories.Policies, Gen.Int[20, 120]).Sample((items, policy, width) =>
        {
            var decision = items.Select(i => i with { Name = $"{i.Name}-with-a-name-of-some-length" }).Decide(policy);
            var text = RetentionTable.Of(decision, Histories.Now, width).ToPlain(width);
            Assert.All(decision.Verdicts, v => Assert.Contains(v.Item.Name, text, StringComparison.Ordinal));
        }, iter: 200);

    [Fact]
    public void An_escape_sequence_in_a_name_reaches_no_screen() => Assert.DoesNotContain('\u001b', RetentionTable.Of(
        new[] { Histories.Taken("2026-11-20T00:00:00Z", "a\u001b[31m"), Histories.Taken("2026-11-20T00:00:00Z", "b") }
            .Decide(new RetentionPolicy { Daily = 1 }), Histories.Now, 80).ToPlain(80));

    [Fact]
    public void What_is_deleted_is_in_the_style_of_deleting() =>
        Assert.Equal(Thinned.Decision.Deletions.Select(i => i.Name).Order(StringComparer.Ordinal),
        RetentionTable.Of(Thinned.Decision, Histories.Now, 80).Lines.Where(l => !l.Runs.IsEmpty
            && l.Runs[0].Style == Style.Delete)
            .Select(l => l.Runs[0].Text.Split(' ')[1]).Order(StringComparer.Ordinal));

    [Fact]
    public void A_forecast_for_people() => Equal("forecast.txt", ForecastText.Of(Forecast).ToPlain(80));

    [Fact]
    public void A_forecast_in_which_expiry_takes_all() => Equal("forecast-expiring.txt",
        ForecastText.Of(RetentionForecast.Of(
        Thinned.Forecast with
        {
            Items = [.. Thinned.Items.Where(i => i.Series == "db" && i.CreatedAt < Histories.Now).Select(i => i
                with { ExpiresAt = i.CreatedAt.AddDays(14) })],
            Policy = Thinned.Policy with { MaxDelete = 0, Daily = 3, Weekly = null, Monthly = null }, Days = 20,
        })).ToPlain(80));

    [Fact]
    public void A_decision_as_json() => Equal("decision.json", ReportJson.WriteObject(json =>
    {
        json.WritePropertyName("decision");
        RetentionJson.Write(json, Thinned.Items.Where(i => i.Series == "db"
            || i.CreatedAt > Histories.Now.AddDays(-2)).Decide(Thinned.Policy),
            Thinned.Sizes);
    }));

    [Fact]
    public void A_forecast_as_json() => Equal("forecast.json", ReportJson.WriteObject(json =>
    {
        json.WritePropertyName("forecast");
        RetentionJson.Write(json, RetentionForecast.Of(Thinned.Forecast with
        {
            Days = 2, Items = [.. Thinned.Items.Where(i => i.CreatedAt > Histories.Now.AddDays(-5))],
                Policy = Thinned.Policy with { Daily = 3 },
        }));
    }));

    private static void Equal(string name, string actual, [CallerFilePath] string here = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(here)!, "Goldens", name);
        if (Environment.GetEnvironmentVariable("BRINE_UPDATE_GOLDENS") == "1"
            && Environment.GetEnvironmentVariable("CI") is null)
            File.WriteAllText(path, actual);
        Assert.True(File.Exists(path), $"no golden {path}; write it with BRINE_UPDATE_GOLDENS=1 and read it");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
