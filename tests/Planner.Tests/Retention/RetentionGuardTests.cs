using System.Text.Json;
using System.Text.Json.Serialization;
using Brine.Planner.Retention;
using Brine.Planner.Schedule;
using static Brine.Planner.Tests.Retention.Histories;

namespace Brine.Planner.Tests.Retention;

/// <summary>What stands between a policy and somebody's data, and what is said of it.</summary>
public sealed partial class RetentionGuardTests
{
    private static readonly RetentionItem[] Three =
    [
        Taken("2026-11-20T00:00:00Z", "a"), Taken("2026-11-19T00:00:00Z", "b"), Taken("2026-11-18T00:00:00Z", "c"),
    ];

    // salt-incus-formula (B1 12): keep: 0 deletes everything that matches; restic wants --unsafe-allow-remove-all.
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Keep_nothing_is_refused_and_not_carried_out(int count)
    {
        var decision = Three.Decide(new RetentionPolicy { Last = count });
        Assert.Empty(decision.Deletions);
        Assert.Equal($"Nothing is deleted: last is {count}: it must be at least 1; leave it out if it is not wanted",
            decision.Refusal);
        Assert.Equal("a b c", decision.Kept());
    }

    [Fact]
    public void What_expires_within_a_day_does_not_count_for_min_so_that_something_is_left_tomorrow()
    {
        RetentionItem[] dying = [Three[0] with { ExpiresAt = Now.AddHours(2) }, Three[1] with { ExpiresAt = Now.AddHours(23) }, Three[2]];

        var decision = dying.Decide(new RetentionPolicy { Last = 1 });

        Assert.Equal("a c", decision.Kept());
        Assert.Equal(["the newer ones expire within a day"], decision.Verdicts.Single(v => v.Item.Name == "c").Reasons);
    }

    [Fact]
    public void A_policy_that_says_nothing_is_refused()
    {
        var decision = Three.Decide(new RetentionPolicy { Min = 2 });
        Assert.Empty(decision.Deletions);
        Assert.Equal("Nothing is deleted: the policy does not say what to keep: give at least one of last, hourly, "
            + "daily, weekly, monthly, yearly, within", decision.Refusal);
        Assert.True(new RetentionPolicy { Min = 2, MaxDelete = 3 }.IsEmpty);
    }

    [Fact]
    public void Each_number_that_makes_no_sense_is_named()
    {
        Assert.StartsWith("hourly is 0", new RetentionPolicy { Last = 3, Hourly = 0 }.Defect, StringComparison.Ordinal);
        Assert.StartsWith("yearly is -2", new RetentionPolicy { Yearly = -2 }.Defect, StringComparison.Ordinal);
        Assert.StartsWith("within is 0d, which keeps nothing",
            new RetentionPolicy { Within = ExpiryDuration.TryParse("0d") }.Defect, StringComparison.Ordinal);
        Assert.StartsWith("min is 0", new RetentionPolicy { Last = 3, Min = 0 }.Defect, StringComparison.Ordinal);
        Assert.StartsWith("max_delete is -1", new RetentionPolicy { Last = 3, MaxDelete = -1 }.Defect,
            StringComparison.Ordinal);
        Assert.Null(new RetentionPolicy { Last = 3, MaxDelete = 0 }.Defect);
    }

    [Fact]
    public void More_than_max_delete_deletes_nothing_and_says_how_many_it_would_be()
    {
        var decision = Three.Decide(new RetentionPolicy { Last = 1, MaxDelete = 1 });
        Assert.Empty(decision.Deletions);
        Assert.Equal("b c", decision.Names(RetentionAnswer.Delete));
        Assert.Equal("Nothing is deleted: 2 snapshots would be, and max_delete allows 1; look at the list, "
            + "then raise max_delete or keep more", decision.Refusal);
        Assert.Equal(["c", "b"], Three.Decide(new RetentionPolicy { Last = 1, MaxDelete = 2 }).Deletions.Select(i =>
            i.Name));
    }

    [Fact]
    public void Min_keeps_what_no_rule_does()
    {
        var decision = Three.Decide(new RetentionPolicy { Within = ExpiryDuration.TryParse("1H"), Min = 2 });
        Assert.Equal("a b", decision.Kept());
        Assert.Equal("newest 2 of 2", decision.Reasons("b"));
        Assert.Equal("2 newer ones are kept; older than 1H", decision.Reasons("c"));
    }

    // snapper#815, restic#3459, cv4pve#92: one snapshot that stays whatever the rules say.
    [Fact]
    public void What_is_protected_stays_for_that_reason()
    {
        var decision = Three.Select(i => i.Name == "c" ? i with { Protection = "pinned (audit)" }
            : i).Decide(new RetentionPolicy { Last = 1 });
        Assert.Equal("a c", decision.Kept());
        Assert.Equal("pinned (audit)", decision.Reasons("c"));
        Assert.Equal("a newer one is kept", decision.Reasons("b"));
    }

    // lxc/incus#2176: what a policy keeps, an inherited expiry may take all the same.
    [Fact]
    public void A_kept_one_that_expires_says_so()
    {
        var decision = Three.Select(i => i with { ExpiresAt = Instant("2026-11-27T00:00:00Z"),
            Protection = i.Name == "c" ? "pinned" : null })
            .Decide(new RetentionPolicy { Last = 1 });
        Assert.Equal("last 1 of 1; but Incus deletes it at 2026-11-27 00:00 UTC", decision.Reasons("a"));
        Assert.Equal("a newer one is kept", decision.Reasons("b"));
        Assert.Equal("pinned; but Incus deletes it at 2026-11-27 00:00 UTC", decision.Reasons("c"));
    }

    [Fact]
    public void What_has_expired_counts_as_gone()
    {
        var decision = Three.Select(i => i.Name == "a" ? i with { ExpiresAt = Now }
            : i).Decide(new RetentionPolicy { Last = 1 });
        Assert.Equal("a", decision.Names(RetentionAnswer.Leave));
        Assert.Equal("expired 2026-11-23 12:00 UTC: Incus deletes it", decision.Reasons("a"));
        Assert.Equal("b", decision.Kept());
    }

    [Fact]
    public void One_that_stays_keeps_its_group_in_every_instance()
    {
        var pair = new[]
        {
            Taken("2026-11-20T00:00:00Z", "set-2", "web-1") with { Group = "2" },
                Taken("2026-11-18T00:00:00Z", "set-1", "web-1") with { Group = "1" },
            Taken("2026-11-21T00:00:00Z", "own", "web-2"), Taken("2026-11-20T00:00:00Z", "set-2", "web-2")
                with { Group = "2" },
            Taken("2026-11-18T00:00:00Z", "set-1", "web-2") with { Group = "1" },
        };
        var decision = pair.Decide(new RetentionPolicy { Last = 1 });
        Assert.Equal(["web-1/set-1", "web-2/set-1"], decision.Deletions.Select(i => i.ToString()));
        Assert.Equal("its group is kept: web-1/set-2", Assert.Single(Assert.Single(decision.Verdicts,
            v => v.Item.ToString() == "web-2/set-2").Reasons));
    }

    [Fact]
    public void A_member_that_no_policy_deletes_keeps_its_group_too()
    {
        var pair = new[]
        {
            Taken("2026-11-20T00:00:00Z", "new", "web-1"), Taken("2026-11-18T00:00:00Z", "old", "web-1")
                with { Group = "1" },
            Taken("2027-11-18T00:00:00Z", "skewed", "web-2") with { Group = "1" },
        };
        Assert.Equal("its group is kept: web-2/skewed, which no policy deletes",
            pair.Decide(new RetentionPolicy { Last = 1 }).Reasons("old"));
    }

    [Fact]
    public void Each_rule_says_why_it_does_not_keep_one()
    {
        var decision = new[]
        {
            Taken("2026-11-20T12:00:00Z", "noon"), Taken("2026-11-20T00:00:00Z", "midnight"),
                Taken("2026-11-19T00:00:00Z", "before"),
            Taken("2026-11-16T00:00:00Z", "monday"), Taken("2026-11-15T00:00:00Z", "sunday"),
        }.Decide(new RetentionPolicy { Last = 1, Daily = 2, Weekly = 1, Within = ExpiryDuration.TryParse("2d") });
        Assert.Equal("last 1 of 1; daily 1 of 2 (2026-11-20); weekly 1 of 1 (2026-W47)", decision.Reasons("noon"));
        Assert.Equal("noon is the newest of 2026-11-20 and 2026-W47; a newer one is kept; older than 2d",
            decision.Reasons("midnight"));
        Assert.Equal("daily 2 of 2 (2026-11-19)", decision.Reasons("before"));
        Assert.Equal("noon is the newest of 2026-W47; a newer one and 2 newer days are kept; older than 2d",
            decision.Reasons("monday"));
        Assert.Equal("a newer one, 2 newer days and a newer week are kept; older than 2d", decision.Reasons("sunday"));
    }

    [Fact]
    public void A_policy_reads_as_one_would_say_it()
    {
        var policy = new RetentionPolicy { Last = 3, Daily = 7, Weekly = 4, Within = ExpiryDuration.TryParse("2d"),
            MaxDelete = 10 };
        Assert.Equal("3 last, 7 daily, 4 weekly, within 2d", policy.ToString());
        Assert.Equal("3 last, 7 daily, 4 weekly, within 2d, min 2 (Europe/Berlin)",
            (policy with { Min = 2, TimeZone = "Europe/Berlin" }).ToString());
        Assert.Equal("nothing", new RetentionPolicy().ToString());
    }

    [Fact]
    public void A_policy_goes_into_a_file_and_comes_back()
    {
        var policy = new RetentionPolicy { Last = 3, Yearly = 2, Within = ExpiryDuration.TryParse("1m 2d"), Min = 2,
            TimeZone = "Europe/Berlin", MaxDelete = 9 };
        var json = JsonSerializer.Serialize(policy, PolicyJson.Default.RetentionPolicy);
        Assert.Equal(policy, JsonSerializer.Deserialize(json, PolicyJson.Default.RetentionPolicy));
        Assert.DoesNotContain("Defect", json, StringComparison.Ordinal);
        Assert.DoesNotContain("IsEmpty", json, StringComparison.Ordinal);
    }

    [JsonSerializable(typeof(RetentionPolicy))]
    private sealed partial class PolicyJson : JsonSerializerContext;
}
