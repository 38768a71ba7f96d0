using System.Collections.Immutable;
using System.Text.Json;
using Brine.Planner.Names;
using Brine.Planner.Retention.Forecast;
using Brine.Planner.Schedule;

namespace Brine.Planner.Retention.Report;

/// <summary>
/// Decisions and forecasts as data, each as one object; an API as <see cref="Planner.Report.ReportJson"/> is.
/// </summary>
public static class RetentionJson
{
    /// <param name="sizes">In bytes, of those whose driver tells.</param>
    /// <param name="places">By series: where it is; told beside it.</param>
    public static void Write(Utf8JsonWriter json, RetentionDecision decision,
        IReadOnlyDictionary<(string Series, string Name), long>? sizes = null, IReadOnlyDictionary<string, InstanceAddress>? places = null)
    {
        json.WriteStartObject();
        Text(json, "refusal", decision.Refusal);
        json.WriteStartObject("summary");
        json.WriteNumber("total", decision.Verdicts.Length);
        json.WriteNumber("keep", decision.Count(RetentionAnswer.Keep));
        json.WriteNumber("delete", decision.Count(RetentionAnswer.Delete));
        json.WriteNumber("leave", decision.Count(RetentionAnswer.Leave));
        json.WriteEndObject();
        json.WriteStartArray("snapshots");
        foreach (var verdict in decision.Verdicts)
        {
            json.WriteStartObject();
            Item(json, verdict.Item, places);
            if (sizes is not null && sizes.TryGetValue((verdict.Item.Series, verdict.Item.Name), out var size))
                json.WriteNumber("size", size);
            else
                json.WriteNull("size");
            Text(json, "group", verdict.Item.Group);
            Text(json, "protection", verdict.Item.Protection);
            json.WriteString("answer", verdict.Answer switch
            {
                RetentionAnswer.Keep => "keep",
                RetentionAnswer.Delete => "delete",
                _ => "leave",
            });
            json.WriteStartArray("reasons");
            foreach (var reason in verdict.Reasons)
                json.WriteStringValue(reason);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, RetentionForecast forecast, IReadOnlyDictionary<string, InstanceAddress>? places = null)
    {
        json.WriteStartObject();
        json.WriteStartArray("days");
        foreach (var day in forecast.Days)
        {
            json.WriteStartObject();
            json.WriteString("date", day.Date.ToString("yyyy-MM-dd",
                System.Globalization.CultureInfo.InvariantCulture));
            Items(json, "taken", day.Taken, places);
            Items(json, "deleted", day.Deleted, places);
            Items(json, "expired", day.Expired, places);
            json.WriteNumber("standing", day.Standing.Length);
            Text(json, "refusal", day.Refusal);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Items(json, "final", forecast.Final, places);
        json.WriteEndObject();
    }

    private static void Items(
        Utf8JsonWriter json, string name, ImmutableArray<RetentionItem> items, IReadOnlyDictionary<string, InstanceAddress>? places)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            Item(json, item, places);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Item(Utf8JsonWriter json, RetentionItem item, IReadOnlyDictionary<string, InstanceAddress>? places)
    {
        if (places is not null && places.TryGetValue(item.Series, out var place))
        {
            json.WriteString("remote", place.Remote);
            json.WriteString("project", place.Project);
        }

        json.WriteString("instance", item.Series);
        json.WriteString("name", item.Name);
        Text(json, "created_at", item.IsDated ? Instants.Format(item.CreatedAt) : null);
        Text(json, "expires_at", item.ExpiresAt is { } at ? Instants.Format(at) : null);
    }

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is null)
            json.WriteNull(name);
        else
            json.WriteString(name, text);
    }
}
