using System.Globalization;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;

namespace Brine.Planner.Report.Sets;

/// <summary>Sets as a table; the members of each stand below it.</summary>
public static class SetTable
{
    private static readonly string[] Heads = ["SET", "CREATED (UTC)", "AGE", "FROZEN", "SKEW"];

    public static StyledText Of(IReadOnlyCollection<ObservedSet> sets, DateTimeOffset now)
    {
        var text = new StyledWriter();
        var rows = sets.Select(s => Cells(s, now)).ToList();
        var widths = Heads.Select((h, c) => rows.Select(r => r[c].Length).Append(h.Length).Max()).ToArray();
        Row(text, Heads, widths, Style.Bold);
        foreach (var (set, row) in sets.Zip(rows))
        {
            Row(text, row, widths, Style.Plain);
            text.Hanging(2, 4, ("of ", Style.Dim), (set.Label + Volumes(set), Style.Dim));
            var gone = set.Gone.Select(g => g.ToString()).Concat(set.Volumes.Where(v => v.IsGone).Select(v => v.At.ToString())).ToList();
            if (gone.Count > 0)
                text.Hanging(2, 4, ("x ", Style.Error), ($"in parts: {string.Join(", ", gone)} {(gone.Count == 1 ? "has" : "have")} it no more", Style.Error));
            if (set.Text.Length > 0)
                text.Hanging(2, 4, (set.Text.ReplaceLineEndings(" "), Style.Dim));
        }

        return text.ToText();
    }

    private static string Volumes(ObservedSet set) =>
        set.Volumes.IsEmpty ? "" : " with " + string.Join(", ", set.Volumes.Select(v => Names.MemberWords.Of(set.Members)[v.At]));

    private static string[] Cells(ObservedSet set, DateTimeOffset now) =>
    [
        StyledRun.Harmless(set.Name), set.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        SnapshotTable.Roughly(now - set.CreatedAt), Milliseconds(set.Times?.Frozen), Milliseconds(set.Times?.Skew),
    ];

    internal static string Milliseconds(long? time) => time is { } ms ? string.Create(CultureInfo.InvariantCulture, $"{ms} ms") : "-";

    private static void Row(StyledWriter text, string[] cells, int[] widths, Style style) =>
        text.Line(0, (string.Join("  ", cells.Select((c, i) => c.PadRight(widths[i]))).TrimEnd(), style));
}
