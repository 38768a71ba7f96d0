using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Retention;
using Brine.Planner.Retention.Forecast;
using Brine.Planner.Schedule;
using CsCheck;
using static Brine.Planner.Tests.Retention.Histories;

namespace Brine.Planner.Tests.Retention;

public sealed class ForecastTests
{
    private const int Tries = 50;

    private static readonly Gen<ForecastInput> Inputs =
        Gen.Select(Any, Policies, Gen.Int[0, 24 * 40].Array[0, 60], Gen.Int[0, 6], Gen.Int[0, 23], Gen.Int[0, 30])
            .Select((items, policy, hours, expiry, pruneAt, days) => new ForecastInput
            {
                Items = items, Policy = policy, Zone = Zones.Find(policy.TimeZone)!, Now = Now, Days = days,
                PruneAt = new TimeOnly(pruneAt, 30),
                Scheduled = hours.GroupBy(h => h % 2 == 0 ? "c1" : "new").ToImmutableDictionary(s => s.Key,
                    s => s.Select(h => Now.AddHours(h)).ToImmutableArray()),
                Expiries = expiry == 0 ? ImmutableDictionary<string, ExpiryDuration>.Empty
                    : ImmutableDictionary<string, ExpiryDuration>.Empty.Add("c1",
                        ExpiryDuration.TryParse($"{expiry}d")!),
            });

    [Fact]
    public void Today_is_what_is_decided_now() => Inputs.Sample(input =>
    {
        var today = RetentionForecast.Of(input).Days[0];
        Assert.Equal(input.Items.Decide(input.Policy).Deletions, today.Deleted);
        Assert.Equal(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, input.Zone).DateTime), today.Date);
    }, iter: Tries);

    [Fact]
    public void Each_day_begins_with_what_the_day_before_left() => Inputs.Sample(input =>
    {
        var before = input.Items.Select(i => i.ToString()).ToList();
        var forecast = RetentionForecast.Of(input);
        Assert.Equal(input.Days + 1, forecast.Days.Length);
        foreach (var day in forecast.Days)
        {
            var gone = day.Deleted.Concat(day.Expired).Select(i => i.ToString()).ToList();
            var there = before.Concat(day.Taken.Select(i => i.ToString())).ToList();
            Assert.Equal(there.Except(gone).Order(StringComparer.Ordinal),
                day.Standing.Select(i => i.ToString()).Order(StringComparer.Ordinal));
            Assert.Equal(there.Count - gone.Count, day.Standing.Length);
            before = [.. day.Standing.Select(i => i.ToString())];
        }
    }, iter: Tries);

    [Fact]
    public void Without_a_schedule_nothing_is_taken() => Inputs.Sample(input =>
        Assert.All(RetentionForecast.Of(input with { Scheduled = ImmutableDictionary<string,
            ImmutableArray<DateTimeOffset>>.Empty }).Days,
            day => Assert.Empty(day.Taken)), iter: Tries);

    [Fact]
    public void All_that_is_scheduled_is_taken_once() => Inputs.Sample(input => Assert.Equal(
        input.Scheduled.SelectMany(s => s.Value.Where(at => at > Now
            && at < Midnight(input, input.Days + 1)).Distinct()).Order(),
        RetentionForecast.Of(input).Days.SelectMany(d => d.Taken).Select(i => i.CreatedAt)), iter: Tries);

    [Fact]
    public void Where_nothing_expires_no_series_falls_below_min() => Inputs.Sample(input =>
    {
        var forecast = RetentionForecast.Of(input);
        var expiring = forecast.Days.SelectMany(d => d.Expired).Select(i => i.Series).ToHashSet();
        foreach (var day in forecast.Days)
            foreach (var series in day.Deleted.GroupBy(i => i.Series).Where(s => !expiring.Contains(s.Key)))
                Assert.True(day.Standing.Count(i => i.Series == series.Key) >= input.Policy.Min);
    }, iter: Tries);

    [Fact]
    public void A_longer_forecast_begins_as_the_shorter_one() => Inputs.Sample(input => Assert.Equal(
        RetentionForecast.Of(input).Days.Select(Text),
        RetentionForecast.Of(input with { Days = input.Days + 9 }).Days.Take(input.Days + 1).Select(Text)),
            iter: Tries);

    [Fact]
    public void What_is_protected_goes_only_when_it_expires() => Inputs.Sample(input =>
        Assert.All(RetentionForecast.Of(input).Days, day =>
            Assert.DoesNotContain(day.Deleted, i => i.Protection is not null)), iter: Tries);

    [Fact]
    public void Seven_dailies_are_reached_and_kept()
    {
        var days = RetentionForecast.Of(Daily(new RetentionPolicy { Daily = 7 }, days: 30)).Days;
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 7, 7], days.Take(10).Select(d => d.Standing.Length));
        Assert.All(days.Skip(8), d => Assert.Equal((1, 1, 7), (d.Taken.Length, d.Deleted.Length, d.Standing.Length)));
        Assert.Equal("auto-20261223-0300", days[^1].Taken[0].Name);
        Assert.Equal("auto-20261216-0300", days[^1].Deleted[0].Name);
    }

    // lxc/incus#2176: Incus's own expiry takes what the policy means to keep.
    [Fact]
    public void An_expiry_shorter_than_the_policy_is_seen()
    {
        var input = Daily(new RetentionPolicy { Daily = 7 }, days: 30) with
        {
            Expiries = ImmutableDictionary<string, ExpiryDuration>.Empty.Add("c1", ExpiryDuration.TryParse("3d")!),
        };
        var last = RetentionForecast.Of(input).Days[^1];
        Assert.Empty(last.Deleted);
        Assert.Equal("auto-20261220-0300", Assert.Single(last.Expired).Name);
        Assert.Equal(3, last.Standing.Length);
    }

    [Fact]
    public void What_expires_before_the_policy_runs_is_not_deleted_by_it()
    {
        var item = Taken("2026-11-20T00:00:00Z", "a") with { ExpiresAt = Instant("2026-11-24T00:20:00Z") };
        var input = Daily(new RetentionPolicy { Last = 1 }, days: 1) with { Items = [item] };
        var day = RetentionForecast.Of(input).Days[1];
        Assert.Empty(day.Deleted);
        Assert.Equal("a", Assert.Single(day.Expired).Name);
    }

    [Fact]
    public void A_member_that_has_expired_holds_its_group_no_longer()
    {
        var items = new[]
        {
            Taken("2026-11-20T00:00:00Z", "set", "a") with { Group = "1" }, Taken("2026-11-21T00:00:00Z", "new", "a"),
            Taken("2026-11-20T00:00:00Z", "set", "b") with { Group = "1", ExpiresAt = Instant("2026-11-24T01:00:00Z") },
        };
        var input = Daily(new RetentionPolicy { Last = 1 }, days: 1) with { Items = [.. items] };
        var days = RetentionForecast.Of(input).Days;
        Assert.Empty(days[0].Deleted);
        Assert.Equal("a/set", Assert.Single(days[1].Deleted).ToString());
        Assert.Equal("b/set", Assert.Single(days[1].Expired).ToString());
    }

    [Fact]
    public void A_pin_that_ends_lets_go_on_that_day()
    {
        var pinned = Taken("2026-11-01T00:00:00Z", "pinned")
            with { Protection = "pinned", ProtectedUntil = Instant("2026-12-01T00:00:00Z") };
        var days = RetentionForecast.Of(Daily(new RetentionPolicy { Last = 2 }, days: 20)
            with { Items = [pinned] }).Days;
        Assert.Equal(new DateOnly(2026, 12, 1), Assert.Single(days, d => d.Deleted.Any(i => i.Name == "pinned")).Date);
    }

    [Fact]
    public void A_day_on_which_max_delete_is_passed_says_so_and_deletes_nothing()
    {
        var input = Daily(new RetentionPolicy { Last = 1, MaxDelete = 1 }, days: 2) with
        {
            Items = [Taken("2026-11-01T00:00:00Z"), Taken("2026-11-02T00:00:00Z"), Taken("2026-11-03T00:00:00Z")],
        };
        Assert.All(RetentionForecast.Of(input).Days, d =>
        {
            Assert.Contains("max_delete allows 1", d.Refusal, StringComparison.Ordinal);
            Assert.Empty(d.Deleted);
        });
    }

    [Theory]
    [InlineData("2026-10-24T12:00:00Z", "2026-10-25")]
    [InlineData("2026-03-28T12:00:00Z", "2026-03-29")]
    public void Days_on_which_clocks_are_set_are_one_day_with_one_run(string now, string day)
    {
        // At 02:30, which comes twice on one of them and never on the other.
        var input = Daily(new RetentionPolicy { Last = 1, TimeZone = "Europe/Berlin" }, days: 3, Instant(now))
            with { PruneAt = new TimeOnly(2, 30) };
        var found = RetentionForecast.Of(input).Days[1];
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), found.Date);
        Assert.Single(found.Taken);
    }

    private static ForecastInput Daily(RetentionPolicy policy, int days, DateTimeOffset? now = null)
    {
        var start = now ?? Now;
        return new ForecastInput
        {
            Items = [], Policy = policy, Zone = Zones.Find(policy.TimeZone)!, Now = start, Days = days,
                PruneAt = new TimeOnly(4, 0),
            Scheduled = ImmutableDictionary<string, ImmutableArray<DateTimeOffset>>.Empty.Add("c1",
                [.. Enumerable.Range(0, days + 2).Select(d =>
                    new DateTimeOffset(start.UtcDateTime.Date, TimeSpan.Zero).AddDays(d).AddHours(3))]),
        };
    }

    private static DateTimeOffset Midnight(ForecastInput input, int days)
    {
        var local = TimeZoneInfo.ConvertTime(Now, input.Zone).Date.AddDays(days);
        return new DateTimeOffset(local, input.Zone.GetUtcOffset(local));
    }

    private static string Text(ForecastDay day) => string.Join('|',
        day.Date.ToString("O", CultureInfo.InvariantCulture),
        string.Join(' ', day.Taken), string.Join(' ', day.Deleted), string.Join(' ', day.Expired),
            string.Join(' ', day.Standing), day.Refusal);
}
