using System.Collections.Immutable;

namespace Brine.Planner.Retention.Forecast;

/// <summary>The snapshots that stand, and those to come, while the days go by.</summary>
internal sealed class ForecastWorld(ForecastInput input)
{
    private readonly ImmutableArray<RetentionItem> _coming = Coming(input);

    private List<RetentionItem> _standing = [.. input.Items];

    private int _next;

    /// <summary>Within one minute Incus first deletes what expired, then takes.</summary>
    public ForecastDay Live(DateOnly date, DateTimeOffset prune, DateTimeOffset end)
    {
        var taken = ImmutableArray.CreateBuilder<RetentionItem>();
        var expired = new List<RetentionItem>();
        Take(taken, item => item.CreatedAt <= prune);
        // What has expired before the policy runs is gone already; only at the very start Incus may not have got to it.
        if (prune > input.Now)
            Expire(expired, at => at <= prune);
        var decision = RetentionEngine.Decide([.. _standing], input.Policy, input.Zone, prune);
        if (decision.Deletions.Length > 0)
        {
            var deleted = decision.Deletions.ToHashSet(ReferenceEqualityComparer.Instance);
            _standing = _standing.FindAll(i => !deleted.Contains(i));
        }

        Take(taken, item => item.CreatedAt < end);
        Expire(expired, at => at < end);
        return new ForecastDay(date, taken.ToImmutable(), decision.Deletions, Sorted(expired), Standing(),
            decision.Refusal);
    }

    private void Take(ImmutableArray<RetentionItem>.Builder taken, Func<RetentionItem, bool> isDue)
    {
        for (; _next < _coming.Length && isDue(_coming[_next]); _next++)
        {
            taken.Add(_coming[_next]);
            _standing.Add(_coming[_next]);
        }
    }

    private void Expire(List<RetentionItem> expired, Func<DateTimeOffset, bool> isDue)
    {
        expired.AddRange(_standing.Where(i => i.ExpiresAt is { } at && isDue(at)));
        _standing.RemoveAll(i => i.ExpiresAt is { } at && isDue(at));
    }

    private static ImmutableArray<RetentionItem> Sorted(List<RetentionItem> expired) =>
        [.. expired.OrderBy(i => i.ExpiresAt).ThenBy(i => i.Series, StringComparer.Ordinal)
            .ThenBy(i => i.Name, StringComparer.Ordinal)];

    private ImmutableArray<RetentionItem> Standing() =>
        [.. _standing.OrderBy(i => i.Series, StringComparer.Ordinal).ThenByDescending(i => i.CreatedAt)
            .ThenBy(i => i.Name, StringComparer.Ordinal)];

    private static ImmutableArray<RetentionItem> Coming(ForecastInput input)
    {
        var runs = input.Scheduled.SelectMany(
            s => s.Value.Where(at => at > input.Now).Distinct().Select(at => (Series: s.Key, At: at)));
        var items = runs.Select(run => new RetentionItem(run.Series, input.NameOf(run.Series, run.At), run.At)
        {
            ExpiresAt = input.Expiries.TryGetValue(run.Series, out var expiry) ? expiry.AddTo(run.At) : null,
        }).ToArray();
        ByTime.Sort(items, newestFirst: false);
        return [.. items];
    }
}
