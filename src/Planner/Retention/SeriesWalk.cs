using System.Collections.Immutable;
using Brine.Planner.Schedule;

namespace Brine.Planner.Retention;

/// <summary>One series from its newest snapshot to its oldest.</summary>
internal sealed class SeriesWalk(RetentionPolicy policy, TimeZoneInfo zone, DateTimeOffset now, bool keepsAll)
{
    /// <summary>Clocks of two machines may differ by so much; what is dated later than that has a wrong date.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>Policies run once a day: what goes sooner is as good as gone when <c>min</c> is counted.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromDays(1);

    private readonly KeepRule[] _rules = keepsAll ? [] : KeepRule.Of(policy, now);

    /// <summary>Said where min reaches further than last; min 1 goes without saying.</summary>
    private readonly Loss? _notNewest =
        policy.Min > Math.Max(policy.Last ?? 1, 1) ? new Loss.Beyond(policy.Min, "one") : null;

    private Loss[] _losses = [];

    private ImmutableArray<string> _said = [];

    private int _rank;

    private int _lasting;

    public static string ExpiryWarning(DateTimeOffset at) => $"but Incus deletes it at {Instants.Readable(at)}";

    public RetentionVerdict Decide(RetentionItem item)
    {
        if (Absence(item) is { } absence)
            return Standing(item, RetentionAnswer.Leave, [absence]);
        var candidate = new Candidate(item, ++_rank, TimeZoneInfo.ConvertTime(item.CreatedAt, zone));
        List<string>? reasons = null;
        foreach (var rule in _rules)
            if (rule.Keep(candidate) is { } reason)
                (reasons ??= []).Add(reason);
        if (reasons is null && _rank <= policy.Min)
            reasons = [_rank == 1 ? "the newest" : FormattableString.Invariant($"newest {_rank} of {policy.Min}")];
        if ((item.ExpiresAt is not { } end || end > now + Soon) && ++_lasting <= policy.Min)
            reasons ??= ["the newer ones expire within a day"];
        if (keepsAll)
            reasons = ["the policy is refused"];
        return reasons is null && item.ProtectionAt(now) is null
            ? new RetentionVerdict(item, RetentionAnswer.Delete, Losses())
            : Standing(item, RetentionAnswer.Keep, reasons ?? []);
    }

    /// <summary>
    /// Why it does not take part: it takes no place of another, and no rule deletes it. Null: it takes part.
    /// </summary>
    private string? Absence(RetentionItem item) =>
        !item.IsDated ? "the server tells no date of it"
        : item.CreatedAt > now + Skew
            ? $"created in the future, {Instants.Readable(item.CreatedAt)}: one of the clocks is wrong"
        : item.ExpiresAt <= now ? $"expired {Instants.Readable(item.ExpiresAt.Value)}: Incus deletes it"
        : null;

    private RetentionVerdict Standing(RetentionItem item, RetentionAnswer answer, List<string> reasons)
    {
        var isSpared = answer == RetentionAnswer.Keep && reasons.Count == 0;
        if (item.ProtectionAt(now) is { } protection)
            reasons.Add(protection);
        if (item.ExpiresAt is { } at && at > now)
            reasons.Add(ExpiryWarning(at));
        return new RetentionVerdict(item, answer, [.. reasons]) { IsSpared = isSpared };
    }

    /// <summary>Neighbours are mostly lost for the same reasons; they share one list.</summary>
    private ImmutableArray<string> Losses()
    {
        var isSame = _losses.Length == _rules.Length;
        for (var i = 0; isSame && i < _rules.Length; i++)
            isSame = ReferenceEquals(_losses[i], _rules[i].Loss);
        if (isSame)
            return _said;
        _losses = Array.ConvertAll(_rules, r => r.Loss);
        return _said = Loss.Say(_notNewest is null
            ? _losses : [_notNewest, .. _losses.Where(l => l is not Loss.Beyond { What: "one" })]);
    }
}
