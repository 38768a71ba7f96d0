using System.Globalization;
using System.Text.Json;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;
using Brine.Planner.Schedule;

namespace Brine.Planner.Report.Sets;

/// <summary>Sets as data.</summary>
public static class SetJson
{
    public static string List(IEnumerable<ObservedSet> sets) => ReportJson.WriteObject(json =>
    {
        json.WriteNumber("brine", 1);
        json.WriteString("kind", "snapshot_sets");
        json.WriteStartArray("sets");
        foreach (var set in sets)
        {
            json.WriteStartObject();
            Write(json, set);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static string Of(ObservedSet set) => ReportJson.WriteObject(json =>
    {
        json.WriteNumber("brine", 1);
        json.WriteString("kind", "snapshot_set");
        Write(json, set);
    });

    private static void Write(Utf8JsonWriter json, ObservedSet set)
    {
        json.WriteString("id", set.Id);
        json.WriteString("name", set.Name);
        json.WriteString("created_at", Instants.Format(set.CreatedAt));
        Number(json, "frozen_ms", set.Times?.Frozen);
        Number(json, "skew_ms", set.Times?.Skew);
        json.WriteString("description", set.Text);
        json.WriteBoolean("whole", set.IsWhole);
        json.WriteStartArray("members");
        foreach (var member in set.Members)
        {
            json.WriteStartObject();
            json.WriteString("remote", member.Remote);
            json.WriteString("project", member.Project);
            json.WriteString("instance", member.Name);
            if (set.Found.Where(f => f.Key == member).Select(f => f.Value).FirstOrDefault() is { } found)
                Created(json, found);
            else
                json.WriteNull("created_at");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("volumes");
        foreach (var volume in set.Volumes)
        {
            json.WriteStartObject();
            json.WriteString("remote", volume.At.Remote);
            json.WriteString("project", volume.At.Project);
            json.WriteString("pool", volume.At.Pool);
            json.WriteString("volume", volume.At.Name);
            if (volume.Snapshot is { } found)
                Created(json, found);
            else
                json.WriteNull("created_at");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>To the millisecond, and not to the second as elsewhere: the skew is what it is about.</summary>
    private static void Created(Utf8JsonWriter json, ObservedSnapshot found) =>
        json.WriteString("created_at", found.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    private static void Number(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
