using System.Collections.Immutable;

namespace Brine.Planner.Retention.Forecast;

/// <summary>
/// What will exist on each day when nothing changes but time: Incus takes by its schedule and deletes what expired, the
/// policy runs once a day.
/// </summary>
/// <param name="Days">Today first, never empty.</param>
public sealed record RetentionForecast(ImmutableArray<ForecastDay> Days)
{
    /// <summary>What stands at the end.</summary>
    public ImmutableArray<RetentionItem> Final => Days[^1].Standing;

    public static RetentionForecast Of(ForecastInput input)
    {
        var days = ImmutableArray.CreateBuilder<ForecastDay>();
        var world = new ForecastWorld(input);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(input.Now, input.Zone).DateTime);
        for (var i = 0; i <= input.Days; i++)
        {
            var date = today.AddDays(i);
            var prune = i == 0 ? input.Now : At(date, input.PruneAt, input.Zone);
            days.Add(world.Live(date, prune, At(date.AddDays(1), TimeOnly.MinValue, input.Zone)));
        }

        return new RetentionForecast(days.ToImmutable());
    }

    /// <summary>A time that clocks leave out comes as much later; of one that comes twice, the second.</summary>
    private static DateTimeOffset At(DateOnly date, TimeOnly time, TimeZoneInfo zone)
    {
        var local = date.ToDateTime(time);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
