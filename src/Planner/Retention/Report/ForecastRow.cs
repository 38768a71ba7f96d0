using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Retention.Forecast;

namespace Brine.Planner.Retention.Report;

/// <summary>
/// One row of a forecast's table: a day or a week, or several of them on which the same happens. Counts are of
/// one of them.
/// </summary>
/// <param name="Low">What stands after the first day of a run; of weeks, the least.</param>
/// <param name="High">What stands after the last day; of weeks, the most.</param>
internal sealed record ForecastRow(
    DateOnly From, DateOnly To, string Each, int Taken, int Deleted, int Expired, bool IsRefused, int Low, int High)
{
    /// <summary>
    /// Weeks have a rhythm of their own: day by day, the table of a quarter would be one of weekdays.
    /// </summary>
    private const int MostDays = 31;

    /// <summary>Today stands alone: what it deletes is what a run does now.</summary>
    public static ImmutableArray<ForecastRow> Of(ImmutableArray<ForecastDay> days)
    {
        var rows = new List<ForecastRow> { Of([days[0]], "today") };
        var near = days.Length - 1;
        if (days.Length > MostDays)
            for (near = 14; days[near].Date.DayOfWeek != DayOfWeek.Sunday;)
                near++;
        foreach (var day in days.Skip(1).Take(near))
            Add(rows, Of([day], "day"));
        for (var week = near + 1; week < days.Length; week += 7)
            Add(rows, Of(days[week..Math.Min(week + 7, days.Length)], "week"));
        return [.. rows];
    }

    public string When => From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + (Each == "today" ? " today"
        : From == To ? From.ToString(" ddd", CultureInfo.InvariantCulture)
        : To.ToString(To.Year == From.Year ? " 'to' MM-dd" : " 'to' yyyy-MM-dd", CultureInfo.InvariantCulture)
            + (Each == "week" && To.DayNumber - From.DayNumber < 7 ? "" : $", each {Each}"));

    public string Standing => Low == High ? Low.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Low} to {High}");

    private static ForecastRow Of(ImmutableArray<ForecastDay> days, string each) =>
        new(days[0].Date, days[^1].Date, each,
        days.Sum(d => d.Taken.Length), days.Sum(d => d.Deleted.Length), days.Sum(d => d.Expired.Length),
        days.Any(d => d.Refusal is not null), days.Min(d => d.Standing.Length), days.Max(d => d.Standing.Length));

    private static void Add(List<ForecastRow> rows, ForecastRow next)
    {
        var last = rows[^1];
        if (last.Each == next.Each && IsAlike(last, next))
            rows[^1] = last with { To = next.To, High = next.High };
        else
            rows.Add(next);
    }

    /// <summary>
    /// Days of the same flow grow or shrink evenly, so that both ends of a run tell each of them; weeks do not.
    /// </summary>
    private static bool IsAlike(ForecastRow last, ForecastRow next) =>
        (last.Taken, last.Deleted, last.Expired, last.IsRefused)
            == (next.Taken, next.Deleted, next.Expired, next.IsRefused)
        && (last.Each == "day"
            || ((last.Low, last.High) == (next.Low, next.High) && next.To.DayNumber - next.From.DayNumber == 6));
}
