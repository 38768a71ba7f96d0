using System.Globalization;
using Brine.Planner.Schedule;

namespace Brine.Planner.Retention;

/// <summary>
/// One rule of a policy on its walk through one series, newest first. Each looks at every snapshot that takes part and
/// knows nothing of the other rules: what is kept is the union.
/// </summary>
internal abstract class KeepRule
{
    /// <summary>Why the rule keeps it; null: it does not.</summary>
    public abstract string? Keep(in Candidate candidate);

    /// <summary>
    /// Why the rule does not keep what it was just asked about. The same object as long as it is the same reason.
    /// </summary>
    public abstract Loss Loss { get; }

    public static KeepRule[] Of(RetentionPolicy policy, DateTimeOffset now)
    {
        var rules = new List<KeepRule>();
        if (policy.Last is { } last)
            rules.Add(new LastRule(last));
        foreach (var (period, count) in new[]
        {
            (Period.Hour, policy.Hourly), (Period.Day, policy.Daily), (Period.Week, policy.Weekly),
            (Period.Month, policy.Monthly), (Period.Year, policy.Yearly),
        })
            if (count is { } wanted)
                rules.Add(new PeriodRule(period, wanted));
        if (policy.Within is { } within)
            rules.Add(new WithinRule(within, now));
        return [.. rules];
    }

    protected static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Rank">1 for the newest that takes part.</param>
/// <param name="Local">Its time by the clocks of the policy's zone, with their offset from UTC at that instant.</param>
internal readonly record struct Candidate(RetentionItem Item, int Rank, DateTimeOffset Local);

internal sealed class LastRule(int count) : KeepRule
{
    public override Loss Loss { get; } = new Loss.Beyond(count, "one");

    public override string? Keep(in Candidate candidate) =>
        candidate.Rank <= count ? Invariant($"last {candidate.Rank} of {count}") : null;
}

internal sealed class WithinRule(ExpiryDuration within, DateTimeOffset now) : KeepRule
{
    private readonly DateTimeOffset _start = within.SubtractFrom(now);

    private readonly string _reason = "within " + within.Text;

    public override Loss Loss { get; } = new Loss.Other("older than " + within.Text);

    public override string? Keep(in Candidate candidate) => candidate.Item.CreatedAt >= _start ? _reason : null;
}

/// <summary>The newest of each of the newest periods that have a snapshot.</summary>
internal sealed class PeriodRule(Period period, int count) : KeepRule
{
    private readonly Loss _beyond = new Loss.Beyond(count, period.Noun);

    private int _kept;

    /// <summary>
    /// The period walked through. Only an earlier one is another: where clocks were set back over midnight
    /// (Newfoundland did so), a day comes again behind the day before it, and has its snapshot already.
    /// </summary>
    private long _current = long.MaxValue;

    private string _newest = "";

    private DateTimeOffset _at;

    /// <summary>Why the period walked through takes no other; made when first asked for.</summary>
    private Loss? _taken;

    private Loss? _passed;

    public override Loss Loss => _passed ?? (_taken ??= new Loss.Taken(_newest, period.Label(_at)));

    public override string? Keep(in Candidate candidate)
    {
        var key = period.Key(candidate.Local);
        _passed = key > _current ? new Loss.Other($"the newest of {period.Label(candidate.Local)} is kept") : null;
        if (key >= _current)
            return null;
        if (_kept == count)
        {
            _passed = _beyond;
            return null;
        }

        _kept++;
        _current = key;
        _newest = candidate.Item.Name;
        _at = candidate.Local;
        _taken = null;
        return Invariant($"{period.Adjective} {_kept} of {count} ({period.Label(candidate.Local)})");
    }
}
