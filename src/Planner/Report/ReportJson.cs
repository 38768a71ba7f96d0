using System.Buffers;
using System.Text.Encodings.Web;
using System.Text;
using System.Text.Json;
using Brine.Planner.Plan;
using Brine.Planner.Schedule;

namespace Brine.Planner.Report;

/// <summary>
/// A plan or a run as data, <c>{"brine": 1, "kind": "plan" | "run", …, "declarations": […]}</c>.
/// The shape is an API: keys are added, never renamed or removed while <c>brine</c> is 1.
/// </summary>
public static class ReportJson
{
    public static string Of(Plan.Plan plan) => Write(json =>
    {
        json.WriteString("kind", "plan");
        json.WriteString("made_at", Instants.Format(plan.MadeAt));
        Summary(json, Tally.Of(plan));
        json.WriteStartArray("declarations");
        foreach (var entry in plan.Entries)
        {
            json.WriteStartObject();
            Declaration(json, SaltReturn.Of(entry), entry.Entry);
            json.WriteString("verdict", entry.Verdict switch
            {
                Verdict.Holds => "holds",
                Verdict.Change => "change",
                Verdict.Refused => "refused",
                _ => "skipped",
            });
            Steps(json, entry);
            Texts(json, "notes", entry.Entry.Notes.Concat(entry.Notes).Concat(entry.Ahead).Distinct());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <param name="plan">The plan that was carried out; null leaves the steps out.</param>
    public static string Of(RunReport report, Plan.Plan? plan = null) => Write(json =>
    {
        json.WriteString("kind", "run");
        json.WriteString("started_at", Instants.Format(report.StartedAt));
        json.WriteNumber("duration_ms", Milliseconds(report.Duration));
        json.WriteBoolean("interrupted", report.Interrupted);
        Summary(json, Tally.Of(report));
        json.WriteStartArray("declarations");
        for (var i = 0; i < report.Outcomes.Length; i++)
        {
            var outcome = report.Outcomes[i];
            json.WriteStartObject();
            Declaration(json, SaltReturn.Of(outcome), outcome.Entry);
            json.WriteBoolean("reached", !outcome.NotReached);
            json.WriteString("started_at", Instants.Format(outcome.StartedAt));
            json.WriteNumber("duration_ms", Milliseconds(outcome.Duration));
            if (plan is not null && i < plan.Entries.Length)
                Steps(json, plan.Entries[i]);
            Texts(json, "notes", outcome.Notes.Distinct());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Salt's return dictionary of one state, with exactly Salt's keys.</summary>
    public static string OfState(SaltReturn item) => WriteObject(json => WriteState(json, item));

    /// <summary>The keys of Salt's return dictionary into an object that is open.</summary>
    public static void WriteState(Utf8JsonWriter json, SaltReturn item)
    {
        json.WriteString("name", item.Origin.ReturnName);
        Result(json, item.Result);
        Changes(json, item);
        json.WriteString("comment", item.Comment);
    }

    private static void Declaration(Utf8JsonWriter json, SaltReturn item, Desired.DesiredEntry entry)
    {
        json.WriteString("id", item.Origin.Id);
        json.WriteString("sls", item.Origin.Sls);
        json.WriteString("function", item.Origin.Function);
        json.WriteString("name", item.Origin.ReturnName);
        Place(json, entry);
        if (item.Origin.Span is { } span)
        {
            json.WriteString("file", span.File);
            json.WriteNumber("line", span.Line);
        }
        else
        {
            json.WriteNull("file");
            json.WriteNull("line");
        }

        Result(json, item.Result);
        Changes(json, item);
        json.WriteString("comment", item.Comment);
    }

    private static void Place(Utf8JsonWriter json, Desired.DesiredEntry entry)
    {
        if (entry is Desired.InstanceEntry { Instance: var at })
        {
            json.WriteString("remote", at.Remote);
            json.WriteString("project", at.Project);
            json.WriteString("instance", at.Name);
            return;
        }

        if (entry is Desired.VolumeEntry { Volume: var volume })
        {
            json.WriteString("remote", volume.Remote);
            json.WriteString("project", volume.Project);
            json.WriteString("pool", volume.Pool);
            json.WriteString("volume", volume.Name);
            return;
        }

        json.WriteStartArray("instances");
        foreach (var one in entry.Instances)
        {
            json.WriteStartObject();
            json.WriteString("remote", one.Remote);
            json.WriteString("project", one.Project);
            json.WriteString("instance", one.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Summary(Utf8JsonWriter json, Tally tally)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("total", tally.Total);
        json.WriteNumber("create", tally.Create);
        json.WriteNumber("change", tally.Change);
        json.WriteNumber("restore", tally.Restore);
        json.WriteNumber("delete", tally.Delete);
        json.WriteNumber("power", tally.Power);
        json.WriteNumber("as_declared", tally.AsDeclared);
        json.WriteNumber("failed", tally.Refused);
        json.WriteNumber("skipped", tally.Skipped);
        json.WriteNumber("not_reached", tally.NotReached);
        json.WriteEndObject();
    }

    private static void Steps(Utf8JsonWriter json, PlannedEntry entry)
    {
        json.WriteStartArray("steps");
        foreach (var step in entry.Steps)
            StepJson.Write(json, step, entry.Entry.Instances.Length > 1);
        json.WriteEndArray();
    }

    private static void Result(Utf8JsonWriter json, bool? result)
    {
        if (result is { } known)
            json.WriteBoolean("result", known);
        else
            json.WriteNull("result");
    }

    private static void Changes(Utf8JsonWriter json, SaltReturn item)
    {
        json.WritePropertyName("changes");
        Tree(json, ChangeTree.Of(item.Changes));
    }

    private static void Tree(Utf8JsonWriter json, ChangeTree tree)
    {
        switch (tree.Leaf)
        {
            case null:
                json.WriteStartObject();
                foreach (var (key, child) in tree.Children)
                {
                    json.WritePropertyName(key);
                    Tree(json, child);
                }

                json.WriteEndObject();
                break;
            case ChangeValue.Map map:
                Tree(json, ChangeTree.Of(map));
                break;
            case ChangeValue.List list:
                Items(json, list.Items);
                break;
            case ChangeValue.Names names:
                Items(json, names.Items);
                break;
            case ChangeValue.Text words:
                json.WriteStringValue(words.Value);
                break;
            case ChangeValue.Flag flag:
                json.WriteBooleanValue(flag.Value);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private static void Items(Utf8JsonWriter json, IEnumerable<string> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
            json.WriteStringValue(item);
        json.WriteEndArray();
    }

    /// <summary>A list of texts into an object that is open.</summary>
    public static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static double Milliseconds(TimeSpan span) => Math.Round(span.TotalMilliseconds, 3);

    private static string Write(Action<Utf8JsonWriter> content) => WriteObject(json =>
    {
        json.WriteNumber("brine", 1);
        content(json);
    });

    /// <summary>One indented object and a line end.</summary>
    public static string WriteObject(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    // Names and descriptions stay readable; this goes to files and terminals, never into HTML.
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
