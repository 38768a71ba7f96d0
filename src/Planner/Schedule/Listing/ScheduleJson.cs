using System.Collections.Immutable;
using System.Text.Json;
using Brine.Planner.Report;

namespace Brine.Planner.Schedule.Listing;

/// <summary>Schedules as data; an API as <see cref="ReportJson"/> is.</summary>
public static class ScheduleJson
{
    public static string Of(ImmutableArray<ScheduleEntry> entries) => ReportJson.WriteObject(json =>
    {
        Head(json, "schedules");
        json.WriteStartArray("schedules");
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            Entry(json, entry);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <param name="refusal">Null: Incus takes it.</param>
    public static string Of(ScheduleProbe probe, string? refusal) => ReportJson.WriteObject(json =>
    {
        Head(json, "schedule-check");
        Zone(json, probe.Zone);
        json.WriteString("schedule", probe.Text);
        json.WriteBoolean("valid", refusal is null);
        json.WriteString("reason", refusal);
        json.WriteBoolean("two_meanings", probe.MeansTwoThings);
        Runs(json, probe.Next);
        json.WritePropertyName("interval_seconds");
        if (probe.Interval is { } interval)
        {
            json.WriteStartObject();
            json.WriteNumber("least", (long)interval.Least.TotalSeconds);
            json.WriteNumber("most", (long)interval.Most.TotalSeconds);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNullValue();
        }
    });

    private static void Head(Utf8JsonWriter json, string kind)
    {
        json.WriteNumber("brine", 1);
        json.WriteString("kind", kind);
    }

    private static void Zone(Utf8JsonWriter json, ZoneUsed zone)
    {
        json.WriteString("timezone", zone.Zone.Id);
        json.WriteString("timezone_from", zone.Why);
    }

    private static void Entry(Utf8JsonWriter json, ScheduleEntry entry)
    {
        var facts = entry.Facts;
        json.WriteString("remote", facts.Instance.Remote);
        json.WriteString("project", facts.Instance.Project);
        json.WriteString("instance", facts.Instance.Name);
        json.WriteString("status", facts.Status);
        Zone(json, entry.Zone);
        json.WriteString("schedule", facts.Schedule);
        Runs(json, entry.Next);
        json.WriteString("pattern", facts.Pattern.Length == 0 ? "snap%d" : facts.Pattern);
        json.WriteString("example", entry.Example);
        json.WriteString("expiry", Null(facts.Expiry));
        json.WriteString("expiry_manual", Null(facts.ManualExpiry));
        json.WriteBoolean("schedule_stopped", facts.TakesStopped);
        json.WritePropertyName("last");
        if (entry.Last is { } last)
        {
            json.WriteStartObject();
            json.WriteString("name", last.Name);
            json.WriteString("created_at", Instants.Format(last.CreatedAt));
            json.WriteEndObject();
        }
        else
        {
            json.WriteNullValue();
        }

        json.WritePropertyName("smear");
        if (entry.Smear is { } smear)
        {
            json.WriteStartObject();
            json.WriteNumber("minute", smear.Minute);
            json.WriteStartArray("hours");
            foreach (var hour in smear.PossibleHours)
                json.WriteNumberValue(hour);
            json.WriteEndArray();
            json.WriteNumber("seen", smear.Seen);
            json.WriteNumber("of", smear.Of);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteStartArray("conflicts");
        foreach (var conflict in entry.Conflicts)
        {
            json.WriteStartObject();
            json.WriteString("name", conflict.Name);
            json.WriteString("severity", ScheduleTable.Word(conflict.Weight).Word);
            json.WriteString("message", conflict.What);
            json.WriteString("remedy", conflict.Remedy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Runs(Utf8JsonWriter json, ImmutableArray<ScheduledRun> runs)
    {
        json.WriteStartArray("next");
        foreach (var run in runs)
        {
            json.WriteStartObject();
            json.WriteString("by", run.By);
            json.WriteString("earliest", Instants.Format(run.Earliest));
            json.WriteString("latest", Instants.Format(run.Latest));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string? Null(string text) => text.Length == 0 ? null : text;
}
