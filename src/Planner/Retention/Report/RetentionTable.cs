using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Report;
using Brine.Planner.Schedule;

namespace Brine.Planner.Retention.Report;

/// <summary>
/// A decision for people: a row a snapshot with its mark (<c>+</c> stays, <c>-</c> goes, <c>o</c> is left alone) and
/// why. Names are never cut.
/// </summary>
public static class RetentionTable
{
    private const int LeastReasons = 28;
    private static readonly string[] Adjectives =
        [.. new[] { Period.Hour, Period.Day, Period.Week, Period.Month, Period.Year }
        .Select(p => p.Adjective + " ")];

    /// <param name="sizes">In bytes, of those whose driver tells; the column stands only where one does.</param>
    /// <param name="zone">Whose clocks the dates are read by; null: UTC.</param>
    public static StyledText Of(RetentionDecision decision, DateTimeOffset now, int width,
        IReadOnlyDictionary<(string Series, string Name), long>? sizes = null, TimeZoneInfo? zone = null)
    {
        var text = new StyledWriter();
        if (decision.Verdicts.IsEmpty)
            return StyledText.Empty;
        var rows = new TableRows(decision.Verdicts, now, sizes, zone ?? TimeZoneInfo.Utc);
        text.Line(4, (rows.Line(rows.Heads) + "WHY", Style.Bold));
        foreach (var series in decision.Verdicts.GroupBy(v => v.Item.Series))
        {
            Heading(text, series.Key, [.. series], sizes);
            RetentionVerdict? above = null;
            foreach (var verdict in series)
            {
                Row(text, rows.Line(rows.Cells(verdict.Item)), verdict, IsDitto(above, verdict), width);
                above = verdict;
            }
        }

        if (decision.Refusal is { } refusal)
            text.Gap().Line(0, (refusal, Style.Error));
        return text.ToText();
    }

    private static void Heading(StyledWriter text, string series, ImmutableArray<RetentionVerdict> verdicts,
        IReadOnlyDictionary<(string Series, string Name), long>? sizes)
    {
        int Count(RetentionAnswer answer) => verdicts.Count(v => v.Answer == answer);
        var (deleted, left) = (Count(RetentionAnswer.Delete), Count(RetentionAnswer.Leave));
        var freed = verdicts.Where(v => v.Answer == RetentionAnswer.Delete)
            .Select(v => sizes is not null && sizes.TryGetValue((series, v.Item.Name), out var size) ? size : -1)
            .ToList();
        text.Gap().Line(0, (series, Style.Heading),
            (Invariant($"  keeps {Count(RetentionAnswer.Keep)} of {verdicts.Length}"), Style.Plain),
            deleted > 0 ? (Invariant($", deletes {deleted}"), Style.Delete) : ", deletes none",
            (left > 0 ? Invariant($", leaves {left} alone") : "", Style.Plain),
            (deleted > 0 && freed.TrueForAll(f => f >= 0) ? $", frees about {SnapshotSheet.Bytes(freed.Sum())}" : "",
                Style.Plain));
    }

    private static void Row(StyledWriter text, string front, RetentionVerdict verdict, bool isDitto, int width)
    {
        var (mark, style) = verdict.Answer switch
        {
            RetentionAnswer.Delete => ("- ", Style.Delete),
            RetentionAnswer.Leave => ("o ", Style.Warning),
            _ => ("+ ", Style.Plain),
        };
        var reasons = isDitto ? "\"" : string.Join("; ", verdict.Reasons.Select(r => Shown(verdict, r)));
        var hang = 4 + front.Length;
        if (isDitto || width - hang >= LeastReasons)
            text.Hanging(2, hang, (mark + front, style), (reasons, Style.Dim));
        else
            text.Line(2, (mark + front.TrimEnd(), style)).Line(6, (reasons, Style.Dim));
    }

    /// <summary>Neighbours mostly go for the same reason: it is said once.</summary>
    private static bool IsDitto(RetentionVerdict? above, RetentionVerdict verdict) =>
        above is { Answer: RetentionAnswer.Delete } && verdict.Answer == RetentionAnswer.Delete
        && above.Reasons.SequenceEqual(verdict.Reasons);

    /// <summary>Which day or month a kept one stands for is to be seen from its date.</summary>
    private static string Shown(RetentionVerdict verdict, string reason) =>
        verdict.Answer == RetentionAnswer.Keep && reason.EndsWith(')') && Array.Exists(Adjectives,
            a => reason.StartsWith(a, StringComparison.Ordinal))
                ? reason[..reason.LastIndexOf(" (", StringComparison.Ordinal)] : reason;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
