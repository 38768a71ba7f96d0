using Brine.Planner.Desired;
using Brine.Planner.Plan;
using Brine.Planner.Report;
using Brine.Planner.Retention.Forecast;

namespace Brine.Planner.Retention.Report;

/// <summary>What <c>brine prune</c> shows, as data: <c>{"brine": 1, "kind": "prune", …}</c>.</summary>
public static class PruneJson
{
    public static string Of(PlannedEntry entry, SnapshotsRetained retained, RetentionForecast? forecast,
        IReadOnlyDictionary<(string Series, string Name), long>? sizes) => ReportJson.WriteObject(json =>
    {
        var places = retained.Instances.ToDictionary(i => i.ToString(), StringComparer.Ordinal);
        json.WriteNumber("brine", 1);
        json.WriteString("kind", "prune");
        json.WriteString("pattern", retained.Pattern);
        json.WriteString("policy", retained.Policy.ToString());
        json.WriteString("timezone", retained.Policy.TimeZone);
        json.WriteStartArray("instances");
        foreach (var instance in retained.Instances)
            json.WriteStringValue(instance.ToString());
        json.WriteEndArray();
        json.WriteString("comment", entry.Comment);
        json.WriteStartArray("errors");
        foreach (var shortfall in entry.Shortfalls)
            json.WriteStringValue(shortfall);
        json.WriteEndArray();
        json.WritePropertyName("decision");
        if (entry.Retention is { } decision)
            RetentionJson.Write(json, decision, sizes, places);
        else
            json.WriteNullValue();
        if (forecast is null)
            return;
        json.WritePropertyName("forecast");
        RetentionJson.Write(json, forecast, places);
    });
}
