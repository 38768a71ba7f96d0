using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Report;

namespace Brine.Planner.Retention.Report;

/// <summary>The columns of a <see cref="RetentionTable"/>, one set of widths for all instances.</summary>
internal sealed class TableRows
{
    private readonly DateTimeOffset _now;
    private readonly IReadOnlyDictionary<(string Series, string Name), long>? _sizes;
    private readonly TimeZoneInfo _zone;
    private readonly int[] _widths;

    public TableRows(ImmutableArray<RetentionVerdict> verdicts, DateTimeOffset now,
        IReadOnlyDictionary<(string Series, string Name), long>? sizes, TimeZoneInfo zone)
    {
        (_now, _zone) = (now, zone);
        _sizes = sizes is not null && verdicts.Any(v => sizes.ContainsKey((v.Item.Series, v.Item.Name))) ? sizes : null;
        Heads = ["SNAPSHOT", $"CREATED ({Place(zone)})", "AGE", .. _sizes is null ? (string[])[] : ["SIZE"]];
        _widths = [.. Heads.Select(h => h.Length)];
        foreach (var verdict in verdicts)
            foreach (var (cell, i) in Cells(verdict.Item).Select((c, i) => (c, i)))
                _widths[i] = Math.Max(_widths[i], cell.Length);
    }

    public string[] Heads { get; }

    public string[] Cells(RetentionItem item) =>
    [
        StyledRun.Harmless(item.Name),
        item.IsDated ? Local(item).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "unknown",
        item.IsDated && item.CreatedAt <= _now ? SnapshotTable.Roughly(_now - item.CreatedAt) : "",
        .. _sizes is null ? (string[])[]
            : [_sizes.TryGetValue((item.Series, item.Name), out var size) ? SnapshotSheet.Bytes(size) : ""],
    ];

    /// <summary>Ages and sizes stand to the right, as numbers do. Two spaces after the last column.</summary>
    public string Line(string[] cells) =>
        string.Concat(cells.Select((c, i) => (i < 2 ? c.PadRight(_widths[i]) : c.PadLeft(_widths[i])) + "  "));

    private DateTimeOffset Local(RetentionItem item) => TimeZoneInfo.ConvertTime(item.CreatedAt, _zone);

    /// <summary>The town alone: <c>Berlin</c>.</summary>
    private static string Place(TimeZoneInfo zone) =>
        zone.Equals(TimeZoneInfo.Utc) ? "UTC" : zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');
}
