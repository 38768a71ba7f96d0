using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Report;

namespace Brine.Planner.Retention.Report;

/// <summary>
/// What stays, at a glance: a row for each of the last weeks, a cell a day; then a row for each year, a cell a month. A
/// number is how many stay, <c>-</c> that all go, <c>.</c> that there were none.
/// </summary>
public static class RetentionCalendar
{
    private const int Weeks = 5;
    private const int Years = 3;
    private const int MostAlone = 2;
    private const int Label = 22;
    private static readonly string[] DayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    private static readonly string[] MonthNames =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// <summary>One for each instance; where there are many, one for all of them.</summary>
    public static StyledText Of(RetentionDecision decision, TimeZoneInfo zone, DateTimeOffset now)
    {
        var text = new StyledWriter();
        var series = decision.Verdicts.GroupBy(v => v.Item.Series).ToList();
        if (series.Count > MostAlone)
            Write(text, string.Create(CultureInfo.InvariantCulture, $"{series.Count} together"), decision.Verdicts,
                zone, now);
        else
            foreach (var one in series)
                Write(text.Gap(), one.Key, one, zone, now);
        if (!text.ToText().IsEmpty)
            text.Line(2, ("a number: so many stay   ", Style.Dim), ("-", Style.Delete),
                (": all deleted   .: none", Style.Dim));
        return text.ToText();
    }

    private static void Write(StyledWriter text, string title, IEnumerable<RetentionVerdict> verdicts,
        TimeZoneInfo zone, DateTimeOffset now)
    {
        var days = new SortedDictionary<DateOnly, Tally>();
        foreach (var verdict in verdicts.Where(v => v.Answer != RetentionAnswer.Leave))
        {
            var date = Date(verdict.Item.CreatedAt, zone);
            var tally = days.GetValueOrDefault(date);
            days[date] = verdict.Answer == RetentionAnswer.Keep ? tally with { Kept = tally.Kept + 1 }
                : tally with { Deleted = tally.Deleted + 1 };
        }

        if (days.Count == 0)
            return;
        var today = Date(now, zone);
        var start = Monday(today).AddDays(-7 * (Weeks - 1));
        var isTitled = false;
        if (days.Keys.Any(d => d >= start))
        {
            Row(text, title, Style.Heading, DayNames.Select(n => (StyledRun)(n.PadLeft(5), Style.Bold)));
            isTitled = true;
            for (var monday = Monday(today); monday >= start; monday = monday.AddDays(-7))
                Row(text, $"  {Week(monday)} {monday.ToString("d MMM", CultureInfo.InvariantCulture),6}", Style.Plain,
                    Enumerable.Range(0, 7).Select(monday.AddDays)
                        .Select(d => Cell(d > today && !days.ContainsKey(d) ? null : days.GetValueOrDefault(d), 5)));
        }

        if (days.Keys.First() < start)
            Months(text, isTitled ? "" : title, days, today);
    }

    private static void Months(StyledWriter text, string title, SortedDictionary<DateOnly, Tally> days, DateOnly today)
    {
        var months = days.GroupBy(d => new DateOnly(d.Key.Year, d.Key.Month, 1), d => d.Value)
            .ToDictionary(m => m.Key, Sum);
        var (newest, oldest) = (days.Keys.Last().Year, days.Keys.First().Year);
        Row(text, title, Style.Heading, MonthNames.Select(n => (StyledRun)(n.PadLeft(4), Style.Bold)));
        for (var year = newest; year >= oldest && year > newest - Years; year--)
            Row(text, string.Create(CultureInfo.InvariantCulture, $"  {year:0000}"), Style.Plain,
                Enumerable.Range(1, 12).Select(m => new DateOnly(year, m, 1))
                    .Select(m => Cell(m > today && !months.ContainsKey(m) ? null : months.GetValueOrDefault(m), 4)));
        if (oldest > newest - Years)
            return;
        var before = Sum(days.Where(d => d.Key.Year <= newest - Years).Select(d => d.Value));
        text.Line(2, string.Create(CultureInfo.InvariantCulture,
            $"before {newest - Years + 1}: {before.Kept} stay, {before.Deleted} deleted"));
    }

    private static void Row(StyledWriter text, string label, Style style, IEnumerable<StyledRun> cells) =>
        text.Hanging(0, 0, [(label.PadRight(Label), style), .. cells]);

    /// <summary>Null: the day is still to come.</summary>
    private static StyledRun Cell(Tally? tally, int width) => tally switch
    {
        null => new string(' ', width),
        { Kept: > 0 } kept =>
            ((kept.Kept > 999 ? "999" : kept.Kept.ToString(CultureInfo.InvariantCulture)).PadLeft(width), Style.Create),
        { Deleted: > 0 } => ("-".PadLeft(width), Style.Delete),
        _ => (".".PadLeft(width), Style.Dim),
    };

    private static Tally Sum(IEnumerable<Tally> tallies) =>
        tallies.Aggregate(default(Tally), (sum, t) => new Tally(sum.Kept + t.Kept, sum.Deleted + t.Deleted));

    private static DateOnly Date(DateTimeOffset instant, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    private static DateOnly Monday(DateOnly date) => date.AddDays(-(((int)date.DayOfWeek + 6) % 7));

    private static string Week(DateOnly monday) =>
        Period.Week.Label(new DateTimeOffset(monday.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));

    private readonly record struct Tally(int Kept, int Deleted);
}
