using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Schedule;

namespace Brine.Planner.Report;

/// <summary>
/// The snapshots of instances as a table that fits the screen: descriptions stand beside the row where there is room,
/// and below it where there is none. Names are never cut.
/// </summary>
public static class SnapshotTable
{
    private const int LeastDescription = 24;
    private const int Stateful = 4;
    private static readonly string[] AllHeads = ["SNAPSHOT", "CREATED (UTC)", "AGE", "EXPIRES", "STATEFUL", "DESCRIPTION"];

    /// <param name="withProjects">The project of each beside it, also where it is the usual one.</param>
    public static StyledText Of(
        IEnumerable<KeyValuePair<InstanceAddress, ObservedInstance>> instances, DateTimeOffset now, int width, bool withProjects = false) =>
        Of(instances.Select(i => (withProjects ? i.Key.OnServer : i.Key.ToString(),
            (withProjects ? $"project {i.Key.Project}  " : "") + i.Value.Status + (i.Value.Member is { } member ? $", on {member}" : ""),
            i.Value.Snapshots.Values)), hasMemory: true, now, width);

    /// <summary>The same of anything that has snapshots: its name, what stands beside it, and they.</summary>
    /// <param name="hasMemory">A snapshot of it may hold memory.</param>
    internal static StyledText Of(
        IEnumerable<(string Name, string Beside, IEnumerable<ObservedSnapshot> Snapshots)> things, bool hasMemory, DateTimeOffset now,
        int width)
    {
        var text = new StyledWriter();
        string[] Fit(string[] cells) => hasMemory ? cells : [.. cells.Where((_, i) => i != Stateful)];
        var heads = Fit(AllHeads);
        var shown = things.Where(t => t.Snapshots.Any()).ToList();
        var rows = shown.ConvertAll(t => t.Snapshots.OrderBy(s => s.CreatedAt)
            .ThenBy(s => s.Name, StringComparer.Ordinal).Select(s => Fit(Cells(s, now))).ToList());
        // One set of widths for all: the columns stand under each other.
        var widths = Enumerable.Range(0, heads.Length - 1)
            .Select(c => rows.SelectMany(r => r).Select(r => r[c].Length).Append(heads[c].Length).Max()).ToArray();
        for (var i = 0; i < shown.Count; i++)
        {
            if (i == 0)
                Row(text, heads, widths, width, Style.Bold);
            text.Line(0, (shown[i].Name, Style.Heading), ($"  {shown[i].Beside}", Style.Dim));
            foreach (var row in rows[i])
                Row(text, row, widths, width, Style.Plain);
        }

        return text.ToText();
    }

    /// <summary>A span with its largest unit only: <c>3d</c>.</summary>
    public static string Roughly(TimeSpan span) => Instants.Span(span).Split(' ')[0];

    private static string[] Cells(ObservedSnapshot snapshot, DateTimeOffset now) =>
    [
        StyledRun.Harmless(snapshot.Name),
        IsDated(snapshot) ? snapshot.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            : "unknown",
        IsDated(snapshot) ? Roughly(now - snapshot.CreatedAt) : "",
        Expires(snapshot, now),
        snapshot.Stateful ? "yes" : "no",
        SnapshotNote.Parse(snapshot.Description).Text.ReplaceLineEndings(" "),
    ];

    private static string Expires(ObservedSnapshot snapshot, DateTimeOffset now)
    {
        var pin = SnapshotPin.Of(snapshot, now);
        if (snapshot.ExpiresAt is not { } at)
            return pin is null ? "never" : pin.Until is { } until ? "pinned " + Roughly(until - now) : "pinned";
        // Incus knows of no pin: an expiry that somebody set on a pinned one is shown beside it.
        return (at <= now ? "now" : "in " + Roughly(at - now)) + (pin is null ? "" : ", pinned");
    }

    private static bool IsDated(ObservedSnapshot snapshot) => snapshot.CreatedAt.Year > 1;

    private static void Row(StyledWriter text, string[] cells, int[] widths, int width, Style style)
    {
        var front = string.Join("  ", cells.Take(widths.Length).Select((c, i) => c.PadRight(widths[i])));
        var room = width - 2 - front.Length - 2;
        var description = cells[^1];
        if (room >= LeastDescription)
            text.Hanging(2, front.Length + 4, (description.Length == 0 ? front.TrimEnd() : front + "  ", style),
                (description, style == Style.Bold ? Style.Bold : Style.Dim));
        else
        {
            text.Line(2, (front.TrimEnd(), style));
            if (description.Length > 0 && style != Style.Bold)
                text.Line(6, (description, Style.Dim));
        }
    }
}
