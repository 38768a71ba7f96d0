using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Report;
using Brine.Planner.Retention.Forecast;

namespace Brine.Planner.Retention.Report;

/// <summary>
/// A forecast for people: what comes and goes day by day, further ahead week by week, and what stands at the end.
/// </summary>
public static class ForecastText
{
    private const int MostSeries = 10;

    public static StyledText Of(RetentionForecast forecast)
    {
        var text = new StyledWriter();
        text.Line(0, ($"{"DAY",-35}{"TAKEN",7}{"PRUNED",9}{"EXPIRED",9}{"STANDING",12}", Style.Bold));
        foreach (var row in ForecastRow.Of(forecast.Days))
            text.Line(0, ($"{row.When,-35}", Style.Plain), Number(row.Taken, 7, Style.Create),
                row.IsRefused && row.Deleted == 0 ? ("  refused", Style.Error) : Number(row.Deleted, 9, Style.Delete),
                Number(row.Expired, 9, Style.Warning), (row.Standing.PadLeft(12), Style.Plain));
        text.Gap();
        if (forecast.Days.FirstOrDefault(d => d.Refusal is not null) is { } refused)
            text.Line(0, ($"{refused.Date:yyyy-MM-dd}: {refused.Refusal}", Style.Error)).Gap();
        return text.Append(Ending(forecast)).ToText();
    }

    private static StyledRun Number(int count, int width, Style style) =>
        count == 0 ? (".".PadLeft(width), Style.Dim)
            : (count.ToString(CultureInfo.InvariantCulture).PadLeft(width), style);

    private static StyledText Ending(RetentionForecast forecast)
    {
        var text = new StyledWriter();
        var (first, last) = (forecast.Days[0].Date, forecast.Days[^1].Date);
        var days = last.DayNumber - first.DayNumber;
        text.Line(0, Invariant($"On {last:yyyy-MM-dd}, in {days} days, {forecast.Final.Length} stand"),
            forecast.Final.IsEmpty ? "." : ":");
        var series = forecast.Final.GroupBy(i => i.Series).ToList();
        foreach (var one in series.Take(MostSeries))
            text.Hanging(2, 6, (one.Key, Style.Heading), Invariant($"  {one.Count()}: "),
                one.Count() == 1 ? one.First().Name : $"from {one.First().Name} back to {one.Last().Name}");
        if (series.Count > MostSeries)
            text.Line(2, (Invariant($"and {series.Count - MostSeries} more instances"), Style.Dim));
        foreach (var (lost, since) in Emptied(forecast))
            text.Hanging(2, 6, (Invariant($"{lost}: none left after {since:yyyy-MM-dd}"), Style.Warning));
        return text.ToText();
    }

    /// <summary>Instances that have no snapshot at the end though they had one, and when the last went.</summary>
    private static IEnumerable<KeyValuePair<string, DateOnly>> Emptied(RetentionForecast forecast)
    {
        var gone = new SortedDictionary<string, DateOnly>(StringComparer.Ordinal);
        foreach (var day in forecast.Days)
            foreach (var item in day.Deleted.Concat(day.Expired))
                gone[item.Series] = day.Date;
        var standing = forecast.Final.Select(i => i.Series).ToImmutableHashSet();
        return gone.Where(s => !standing.Contains(s.Key));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
