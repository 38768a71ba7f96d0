using Brine.Planner.Desired;
using Brine.Planner.Plan;
using Brine.Planner.Report;
using Brine.Planner.Retention.Forecast;
using Brine.Planner.Schedule;

namespace Brine.Planner.Retention.Report;

/// <summary>What <c>brine prune</c> shows: each snapshot with its reasons, what stays at a glance, and what it comes to.</summary>
public static class PruneText
{
    /// <param name="forecast">Shown in place of the table. Null: none was asked for.</param>
    /// <param name="quiet">The summary alone.</param>
    public static StyledText Of(PlannedEntry entry, SnapshotsRetained retained, RetentionForecast? forecast,
        IReadOnlyDictionary<(string Series, string Name), long>? sizes, DateTimeOffset now, int width, bool quiet)
    {
        var text = new StyledWriter();
        var zone = Zones.Find(retained.Policy.TimeZone) ?? TimeZoneInfo.Utc;
        if (entry.Retention is { } decision && !quiet)
        {
            text.Append(forecast is null ? RetentionTable.Of(decision, now, width, sizes, zone) : ForecastText.Of(forecast));
            if (forecast is null && decision.Refusal is null)
                text.Gap().Append(RetentionCalendar.Of(decision, zone, now));
        }

        foreach (var shortfall in entry.Shortfalls)
            text.Gap().Line(0, ("error: ", Style.Error), shortfall);
        // Protections and what was left alone stand in the table already.
        if (entry.Retention is { Verdicts.IsEmpty: true } or null)
            foreach (var note in entry.Notes)
                text.Line(0, ("note: ", Style.Warning), note);
        return text.Gap().Append(Summary(entry, retained, forecast)).ToText();
    }

    private static StyledText Summary(PlannedEntry entry, SnapshotsRetained retained, RetentionForecast? forecast)
    {
        var text = new StyledWriter();
        if (entry is { Verdict: Verdict.Refused, Retention: null })
            return text.Line(0, (entry.Comment, Style.Error)).ToText();
        if (entry.Retention is not { } decision)
            return text.ToText();
        var total = decision.Verdicts.Length;
        if (forecast is not null)
            return text.Line(0, (FormattableString.Invariant($"From {total} to {forecast.Final.Length} in {forecast.Days.Length - 1} days, with '{retained.Pattern}' kept by: {retained.Policy}."), Style.Bold)).ToText();
        if (decision.Refusal is not null)
            return text.ToText();
        var (gone, stays) = (decision.Deletions.Length, total - decision.Deletions.Length);
        return text.Line(0, (total == 0 ? $"No snapshot matches '{retained.Pattern}'."
            : FormattableString.Invariant($"{(gone == 0 ? "Nothing to delete" : $"{gone} to delete")}, {stays} of {total} stay: {retained.Policy}."), Style.Bold)).ToText();
    }
}
