using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Brine.Planner.Retention;

/// <summary>
/// Which snapshots a policy keeps and which it deletes, each with its reasons. The order of the input means nothing,
/// and what is left after the deletions is decided the same way again: a second run deletes nothing.
/// </summary>
public static class RetentionEngine
{
    /// <param name="zone">Whose calendar; what <see cref="RetentionPolicy.TimeZone"/> names.</param>
    public static RetentionDecision Decide(
        ImmutableArray<RetentionItem> items, RetentionPolicy policy, TimeZoneInfo zone, DateTimeOffset now)
    {
        var verdicts = new RetentionVerdict[items.Length];
        var defect = policy.Defect;
        var next = 0;
        foreach (var series in BySeries(items))
        {
            var walk = new SeriesWalk(policy, zone, now, defect is not null);
            foreach (var item in series)
                verdicts[next++] = walk.Decide(item);
        }

        GroupFold.Apply(verdicts);
        var refusal = defect is null ? TooMany(verdicts, policy) : $"Nothing is deleted: {defect}";
        return new RetentionDecision(ImmutableCollectionsMarshal.AsImmutableArray(verdicts), refusal);
    }

    private static IEnumerable<RetentionItem[]> BySeries(ImmutableArray<RetentionItem> items)
    {
        var series = new Dictionary<string, List<RetentionItem>>();
        foreach (var item in items)
        {
            if (!series.TryGetValue(item.Series, out var list))
                series.Add(item.Series, list = []);
            list.Add(item);
        }

        foreach (var (_, list) in series.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            var sorted = list.ToArray();
            ByTime.Sort(sorted, newestFirst: true);
            yield return sorted;
        }
    }

    private static string? TooMany(RetentionVerdict[] verdicts, RetentionPolicy policy)
    {
        var doomed = verdicts.Count(v => v.Answer == RetentionAnswer.Delete);
        return policy.MaxDelete is { } limit && doomed > limit
            ? string.Create(CultureInfo.InvariantCulture,
                $"Nothing is deleted: {doomed} snapshots would be, and max_delete allows {limit}; ")
              + "look at the list, then raise max_delete or keep more"
            : null;
    }
}
