using Brine.Planner.Report;
using Brine.Planner.Schedule;

namespace Brine.Planner.Timers;

/// <summary>Timers as data; an API as <see cref="ReportJson"/> is.</summary>
public static class TimerJson
{
    public static string Of(IEnumerable<(TimerSpec Spec, string Path, DateTimeOffset? Next)> timers) => ReportJson.WriteObject(json =>
    {
        json.WriteNumber("brine", 1);
        json.WriteString("kind", "timers");
        json.WriteStartArray("timers");
        foreach (var (spec, path, next) in timers)
        {
            json.WriteStartObject();
            json.WriteString("name", spec.Name);
            json.WriteString("unit", path);
            json.WriteString("on", spec.When.Text);
            json.WriteStartArray("on_calendar");
            foreach (var calendar in spec.When.Calendars)
                json.WriteStringValue(calendar);
            json.WriteEndArray();
            json.WriteStartArray("command");
            foreach (var word in spec.Arguments.Prepend(spec.Program))
                json.WriteStringValue(word);
            json.WriteEndArray();
            json.WriteStartObject("environment");
            foreach (var (key, value) in spec.Environment)
                json.WriteString(key, value);
            json.WriteEndObject();
            json.WriteBoolean("catch_up", spec.CatchesUp);
            json.WriteNumber("delay_seconds", (long)spec.Delay.TotalSeconds);
            json.WriteNumber("nice", spec.Nice);
            json.WriteBoolean("user", spec.IsUser);
            json.WriteString("next", next is { } at ? Instants.Format(at) : null);
            json.WriteStartArray("cron");
            foreach (var line in OtherSchedulers.Cron(spec))
                json.WriteStringValue(line);
            json.WriteEndArray();
            json.WriteString("salt", OtherSchedulers.Salt(spec));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
