using System.Collections.Immutable;
using Brine.Planner.Report;
using Brine.Planner.Schedule.Conflicts;

namespace Brine.Planner.Schedule.Listing;

/// <summary>The schedules of instances, a line each, and below it what is wrong; fits 80 columns where names are short.</summary>
public static class ScheduleTable
{
    private static readonly string[] Heads = ["INSTANCE", "SCHEDULE", "NEXT RUN", "EXPIRES", "LAST TAKEN"];

    public static StyledText Of(ImmutableArray<ScheduleEntry> entries)
    {
        var text = new StyledWriter();
        foreach (var server in entries.GroupBy(e => e.Zone))
        {
            text.Gap();
            Of([.. server], server.Key, text);
        }

        return text.ToText();
    }

    private static void Of(ImmutableArray<ScheduleEntry> entries, ZoneUsed zone, StyledWriter text)
    {
        var rows = entries.Select(Cells).ToList();
        var widths = Heads.Select((h, c) => rows.Select(r => r[c].Length).Append(h.Length).Max()).ToArray();
        text.Line(0, (Row(Heads, widths), Style.Bold));
        for (var i = 0; i < rows.Count; i++)
        {
            text.Line(0, Row(rows[i], widths));
            Troubles(text, 2, entries[i].Conflicts);
        }

        text.Gap();
        text.Hanging(0, 2, (RunTimes.Legend(zone), Style.Dim));
        if (entries.Any(e => e.Next is [{ IsExact: false }, ..]))
            text.Hanging(0, 2, (RunTimes.Unknown + ".", Style.Dim));
    }

    internal static void Troubles(StyledWriter text, int indent, ImmutableArray<ScheduleConflict> conflicts)
    {
        foreach (var conflict in conflicts)
        {
            var (word, style) = Word(conflict.Weight);
            text.Hanging(indent, indent + 9, ($"{word}:".PadRight(9), style), conflict.What);
            // A command is there to be copied.
            if (conflict.Remedy is { } remedy)
                text.Whole(indent + 9, (remedy, Style.Dim));
        }
    }

    internal static (string Word, Style Style) Word(ConflictWeight weight) => weight switch
    {
        ConflictWeight.Error => ("error", Style.Error),
        ConflictWeight.Warning => ("warning", Style.Warning),
        _ => ("note", Style.Dim),
    };

    private static string[] Cells(ScheduleEntry entry) =>
    [
        StyledRun.Harmless(entry.Facts.Instance.ToString()), entry.Facts.Schedule.Length == 0 ? "none" : StyledRun.Harmless(entry.Facts.Schedule),
        entry.Next is [var next, ..] ? RunTimes.Of(next, entry.Facts.Zone) : "never",
        entry.Facts.Expiry.Length == 0 ? "never" : "after " + StyledRun.Harmless(entry.Facts.Expiry),
        entry.Last is { } last ? RunTimes.Of(last.CreatedAt, entry.Facts.Zone) : "none seen",
    ];

    private static string Row(string[] cells, int[] widths) =>
        string.Join("  ", cells.Select((c, i) => c.PadRight(widths[i]))).TrimEnd();
}
