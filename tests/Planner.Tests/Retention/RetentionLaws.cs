using System.Collections.Immutable;
using Brine.Planner.Retention;
using Brine.Planner.Schedule;
using CsCheck;

namespace Brine.Planner.Tests.Retention;

/// <summary>What holds for every history and every policy.</summary>
public sealed class RetentionLaws
{
    private const int Tries = 400;

    private static readonly Gen<(ImmutableArray<RetentionItem>, RetentionPolicy)> Cases =
        Gen.Select(Histories.Any, Histories.Policies);

    private static readonly Gen<(ImmutableArray<RetentionItem>, RetentionPolicy)> FreeCases =
        Gen.Select(Histories.Free, Histories.Policies);

    [Fact]
    public void Every_snapshot_gets_one_answer_and_its_reasons() => Cases.Sample((items, policy) =>
    {
        var decision = items.Decide(policy);
        Assert.Equal(items.Select(i => i.ToString()).Order(StringComparer.Ordinal),
            decision.Verdicts.Select(v => v.Item.ToString()).Order(StringComparer.Ordinal));
        Assert.All(decision.Verdicts, v => Assert.NotEmpty(v.Reasons));
        Assert.Equal(Deleted(decision), decision.Deletions.Select(i => i.ToString()).ToHashSet());
        Assert.Equal(decision.Deletions.OrderBy(i => i.CreatedAt).ThenBy(i => i.Series, StringComparer.Ordinal)
            .ThenBy(i => i.Name, StringComparer.Ordinal), decision.Deletions);
        Assert.Null(decision.Refusal);
    }, iter: Tries);

    [Fact]
    public void A_run_that_was_stopped_is_finished_by_the_next_and_the_one_after_deletes_nothing() =>
        Gen.Select(Cases, Gen.Int[0, 100]).Sample((@case, percent) =>
        {
            var (items, policy) = @case;
            var first = items.Decide(policy);
            var done = first.Deletions.Take(first.Deletions.Length * percent / 100).ToHashSet();
            var next = items.Where(i => !done.Contains(i)).Decide(policy);
            Assert.Equal(first.Deletions.Where(i => !done.Contains(i)), next.Deletions);
            var after = items.Except(first.Deletions).Decide(policy);
            Assert.Empty(after.Deletions);
            Assert.Equal(first.Verdicts.Where(v => v.Answer != RetentionAnswer.Delete).Select(Text),
                after.Verdicts.Select(Text));
        }, iter: Tries);

    [Fact]
    public void The_newest_that_takes_part_stays_and_never_fewer_than_min() => Cases.Sample((items, policy) =>
    {
        foreach (var series in items.Decide(policy).Verdicts.GroupBy(v => v.Item.Series))
        {
            var part = series.Where(v => v.Answer != RetentionAnswer.Leave).ToList();
            Assert.DoesNotContain(RetentionAnswer.Delete, part.Take(policy.Min).Select(v => v.Answer));
        }
    }, iter: Tries);

    [Fact]
    public void What_is_protected_stays_and_says_why() => Cases.Sample((items, policy) =>
        Assert.All(items.Decide(policy).Verdicts.Where(v => v.Item.Protection is not null), v =>
        {
            Assert.NotEqual(RetentionAnswer.Delete, v.Answer);
            Assert.Contains(v.Item.Protection, v.Reasons);
        }), iter: Tries);

    [Fact]
    public void The_order_in_which_snapshots_come_means_nothing() =>
        Gen.Select(Cases, Gen.Int[0, 60]).Sample((@case, turn) =>
    {
        var (items, policy) = @case;
        var expected = items.Decide(policy).Verdicts.Select(Text).ToList();
        Assert.Equal(expected, items.Reverse().Decide(policy).Verdicts.Select(Text));
        Assert.Equal(expected, items.Skip(turn).Concat(items.Take(turn)).Decide(policy).Verdicts.Select(Text));
        Assert.Equal(expected, items.OrderBy(i => i.Name, StringComparer.Ordinal).Decide(policy).Verdicts.Select(Text));
    }, iter: Tries);

    [Fact]
    public void A_policy_that_asks_for_more_never_deletes_more() =>
        Gen.Select(Cases, Gen.Int[0, 7], Gen.Int[1, 5]).Sample((@case, rule, more) =>
        {
            var (items, policy) = @case;
            var wider = rule switch
            {
                0 => policy with { Last = (policy.Last ?? 0) + more },
                1 => policy with { Hourly = (policy.Hourly ?? 0) + more },
                2 => policy with { Daily = (policy.Daily ?? 0) + more },
                3 => policy with { Weekly = (policy.Weekly ?? 0) + more },
                4 => policy with { Monthly = (policy.Monthly ?? 0) + more },
                5 => policy with { Yearly = (policy.Yearly ?? 0) + more },
                6 => policy with { Within = ExpiryDuration.TryParse($"{more + 3}m") },
                _ => policy with { Min = policy.Min + more },
            };
            Assert.Subset(Deleted(items.Decide(policy)), Deleted(items.Decide(wider)));
        }, iter: Tries);

    [Fact]
    public void Pinning_one_changes_only_that_one() => Gen.Select(FreeCases, Gen.Int[0, 59]).Sample((@case, pick) =>
    {
        var (items, policy) = @case;
        if (items.IsEmpty)
            return;
        var pinned = items[pick % items.Length];
        var after = items.Replace(pinned, pinned with { Protection = "pinned" }).Decide(policy);
        Assert.Equal(Others(items.Decide(policy), pinned), Others(after, pinned));
    }, iter: Tries);

    [Fact]
    public void Snapshots_that_take_no_part_change_nothing_for_the_others() =>
        Gen.Select(FreeCases, Gen.Int[0, 2], Gen.Int[1, 4]).Sample((@case, kind, count) =>
        {
            var (items, policy) = @case;
            var strangers = Enumerable.Range(0, count).Select(i => new RetentionItem("c1", $"stranger{i}", kind switch
            {
                0 => Histories.Now.AddMinutes(6 + i),
                1 => DateTimeOffset.MinValue,
                _ => Histories.Now.AddMinutes(-i),
            }) { ExpiresAt = kind == 2 ? Histories.Now : null });
            var decision = items.Concat(strangers).Decide(policy);
            Assert.Equal(items.Decide(policy).Verdicts.Select(Text),
                decision.Verdicts.Where(v => !v.Item.Name.StartsWith('s') || v.Item.Name[1] != 't').Select(Text));
            Assert.Equal(count, decision.Count(RetentionAnswer.Leave));
        }, iter: Tries);

    [Fact]
    public void A_group_is_whole_or_gone() => Cases.Sample((items, policy) =>
        Assert.All(items.Decide(policy).Verdicts.Where(v => v.Item.Group is not null).GroupBy(v => v.Item.Group),
            group => Assert.Single(group.Select(v => v.Answer == RetentionAnswer.Delete).Distinct())), iter: Tries);

    [Fact]
    public void Without_groups_each_series_is_decided_as_if_it_were_alone() => FreeCases.Sample((items, policy) =>
        Assert.Equal(
            items.GroupBy(i => i.Series).OrderBy(s => s.Key, StringComparer.Ordinal).SelectMany(s =>
                s.Decide(policy).Verdicts).Select(Text),
            items.Decide(policy).Verdicts.Select(Text)), iter: Tries);

    /// <summary>The same said in another way: no walk, just the calendar.</summary>
    [Fact]
    public void What_is_kept_is_the_newest_of_each_of_the_newest_periods() => FreeCases.Sample((items, policy) =>
    {
        var zone = Zones.Find(policy.TimeZone)!;
        var kept = new HashSet<string>();
        foreach (var series in items.GroupBy(i => i.Series))
        {
            var newestFirst = series.OrderByDescending(i => i.CreatedAt).ThenBy(i => i.Name,
                StringComparer.Ordinal).ToList();
            kept.UnionWith(newestFirst.Take(Math.Max(policy.Last ?? 0, policy.Min)).Select(i => i.ToString()));
            kept.UnionWith(newestFirst.Where(i => i.ExpiresAt is not { } at || at > Histories.Now.AddDays(1)).Take(policy.Min).Select(i => i.ToString()));
            if (policy.Within is { } within)
                kept.UnionWith(newestFirst.Where(i => within.AddTo(i.CreatedAt) >= Histories.Now).Select(i =>
                    i.ToString()));
            Newest(policy.Hourly, t => (t.Date, t.Hour, t.Offset));
            Newest(policy.Daily, t => t.Date);
            Newest(policy.Weekly, t => (System.Globalization.ISOWeek.GetYear(t.Date),
                System.Globalization.ISOWeek.GetWeekOfYear(t.Date)));
            Newest(policy.Monthly, t => (t.Year, t.Month));
            Newest(policy.Yearly, t => t.Year);

            void Newest<T>(int? count, Func<DateTimeOffset, T> period) => kept.UnionWith(newestFirst
                .GroupBy(i => period(TimeZoneInfo.ConvertTime(i.CreatedAt, zone))).OrderByDescending(p =>
                    p.Max(i => i.CreatedAt))
                .Take(count ?? 0).Select(p => p.First().ToString()));
        }

        Assert.Equal(kept, items.Decide(policy).Verdicts.Where(v => v.Answer == RetentionAnswer.Keep).Select(v =>
            v.Item.ToString()).ToHashSet());
    }, iter: Tries);

    private static HashSet<string> Deleted(RetentionDecision decision) =>
        decision.Verdicts.Where(v => v.Answer == RetentionAnswer.Delete).Select(v => v.Item.ToString()).ToHashSet();

    private static List<string> Others(RetentionDecision decision, RetentionItem one) =>
        decision.Verdicts.Where(v => v.Item.ToString() != one.ToString()).Select(Text).ToList();

    private static string Text(RetentionVerdict verdict) =>
        $"{verdict.Item} {verdict.Answer} {string.Join("; ", verdict.Reasons)}";
}
