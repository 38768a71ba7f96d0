using Brine.Planner.Plan;

namespace Brine.Planner.Report.Drills;

/// <summary>What the drills of a run came to, and how long each part took; only those that came to a result.</summary>
public static class DrillTable
{
    private static readonly (string Head, string Key)[] s_columns =
        [("RESULT", "result"), ("CLONED", "cloned_s"), ("STARTED", "started_s"), ("CHECKED", "checked_s"), ("REMOVED", "removed_s")];

    /// <summary>Null: there are none.</summary>
    public static StyledText? Of(RunReport report)
    {
        var rows = report.InOrder.Select(o => (o.Comment, Drill: o.Changes.FirstOrDefault(c => c.Path is ["drill"])?.New as ChangeValue.Map, Outcome: o))
            .Where(r => r.Drill is not null).Select(r => (Row: Cells(r.Outcome, r.Drill!), Passed: r.Outcome.Result)).ToList();
        if (rows.Count == 0)
            return null;
        string[] heads = ["SNAPSHOT", .. s_columns.Select(c => c.Head)];
        var widths = heads.Select((h, c) => rows.Select(r => r.Row[c].Length).Append(h.Length).Max()).ToArray();
        var text = new StyledWriter().Gap();
        Row(text, heads, widths, Style.Bold);
        foreach (var (row, passed) in rows)
            Row(text, row, widths, passed == true ? Style.Plain : Style.Error);
        return text.ToText();
    }

    private static string[] Cells(Outcome outcome, ChangeValue.Map drill)
    {
        string Of(string key) => drill.Items.FirstOrDefault(i => i.Key == key).Value is ChangeValue.Text text ? text.Value : "";
        return
        [
            StyledRun.Harmless($"{outcome.Entry.Label}/{Of("snapshot")}"),
            .. s_columns.Select(c => Of(c.Key) is not { Length: > 0 } value ? "-" : c.Key.EndsWith("_s", StringComparison.Ordinal) ? value + " s" : value),
        ];
    }

    private static void Row(StyledWriter text, string[] cells, int[] widths, Style style) =>
        text.Line(2, (string.Join("  ", cells.Select((c, i) => i < 2 ? c.PadRight(widths[i]) : c.PadLeft(widths[i]))).TrimEnd(), style));
}
