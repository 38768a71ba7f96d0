using System.Collections.Immutable;
using System.Text.Json;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Drills;
using Brine.Planner.Report.Files;
using Brine.Planner.Schedule;

namespace Brine.Planner.Report;

/// <summary>Snapshots as data; an API as <see cref="ReportJson"/> is.</summary>
public static class SnapshotJson
{
    /// <summary>What <c>list</c> tells of each, in the order given.</summary>
    public static string List(IEnumerable<KeyValuePair<InstanceAddress, ObservedInstance>> instances, DateTimeOffset now) =>
        ReportJson.WriteObject(json =>
    {
        json.WriteNumber("brine", 1);
        json.WriteString("kind", "snapshots");
        json.WriteStartArray("snapshots");
        foreach (var (address, instance) in instances)
            foreach (var snapshot in instance.Snapshots.Values
                .OrderBy(s => s.CreatedAt).ThenBy(s => s.Name, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                Basics(json, address, instance, snapshot, now);
                json.WriteEndObject();
            }

        json.WriteEndArray();
    });

    /// <summary>All that is known of one.</summary>
    public static string Of(InstanceAddress address, ObservedInstance instance, ObservedSnapshot snapshot, DateTimeOffset now) => ReportJson.WriteObject(json =>
    {
        json.WriteNumber("brine", 1);
        json.WriteString("kind", "snapshot");
        Basics(json, address, instance, snapshot, now);
        ReportJson.Texts(json, "profiles", snapshot.Profiles);
        Map(json, "config", snapshot.Config);
        json.WriteStartObject("devices");
        foreach (var (name, device) in snapshot.Devices)
            Map(json, name, device);
        json.WriteEndObject();
        if (SnapshotDrill.Of(snapshot) is { } drill)
            Map(json, "drill", drill.Told);
        else
            json.WriteNull("drill");
        Map(json, "machine_facts", SnapshotNote.Parse(snapshot.Description).Trailers);
    });

    public static string Of(ImmutableArray<SnapshotDifference> differences, FileComparison files, string from, string to) =>
        ReportJson.WriteObject(json =>
    {
        json.WriteNumber("brine", 1);
        json.WriteString("kind", "diff");
        json.WriteString("from", from);
        json.WriteString("to", to);
        json.WriteStartArray("differences");
        foreach (var found in differences)
        {
            json.WriteStartObject();
            json.WriteString("what", found.What);
            json.WriteString("from", found.From);
            json.WriteString("to", found.To);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        FileDiffText.Write(json, files);
    });

    private static void Basics(
        Utf8JsonWriter json, InstanceAddress address, ObservedInstance instance, ObservedSnapshot snapshot, DateTimeOffset now)
    {
        json.WriteString("remote", address.Remote);
        json.WriteString("project", address.Project);
        json.WriteString("instance", address.Name);
        json.WriteString("member", instance.Member);
        Times(json, snapshot);
        json.WriteBoolean("stateful", snapshot.Stateful);
        json.WriteString("description", SnapshotNote.Parse(snapshot.Description).Text);
        Pin(json, SnapshotPin.Of(snapshot, now));
        if (snapshot.Size is { } size)
            json.WriteNumber("size", size);
        else
            json.WriteNull("size");
    }

    internal static void Times(Utf8JsonWriter json, ObservedSnapshot snapshot)
    {
        json.WriteString("name", snapshot.Name);
        json.WriteString("created_at", Instants.Format(snapshot.CreatedAt));
        if (snapshot.ExpiresAt is { } at)
            json.WriteString("expires_at", Instants.Format(at));
        else
            json.WriteNull("expires_at");
    }

    internal static void Pin(Utf8JsonWriter json, SnapshotPin? pin)
    {
        if (pin is null)
        {
            json.WriteNull("pinned");
            return;
        }

        json.WriteStartObject("pinned");
        if (pin.Until is { } until)
            json.WriteString("until", Instants.Format(until));
        else
            json.WriteNull("until");
        json.WriteString("why", pin.Why);
        json.WriteEndObject();
    }

    private static void Map(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> map)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in map)
            json.WriteString(key, value);
        json.WriteEndObject();
    }
}
