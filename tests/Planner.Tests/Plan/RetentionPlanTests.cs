using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Plan;
using Brine.Planner.Report;
using Brine.Planner.Retention;
using static Brine.Planner.Tests.Plan.Policies;
using static Brine.Planner.Tests.Plan.World;

namespace Brine.Planner.Tests.Plan;

public sealed class RetentionPlanTests
{
    private static readonly RetentionPolicy ThreeDaily = new() { Daily = 3 };

    [Fact]
    public void Rotation_deletes_the_oldest_and_says_so_in_the_words_of_the_formula()
    {
        var one = One(Holding(Instance("c1").With(Dailies(5))), Rotated("c1", "daily-*", 3));

        Assert.Equal("Would delete 2 old snapshots matching pattern 'daily-*'", one.Comment);
        Assert.Equal("Deleted 2 old snapshots matching pattern 'daily-*'", one.DoneComment);
        Assert.Equal(["daily-20261119", "daily-20261120"], Deleted(one));
        var salt = SaltReturn.Of(one);
        Assert.Null(salt.Result);
        Assert.Equal("c1_rotate_daily-*", salt.Origin.ReturnName);
        var change = Assert.Single(salt.Changes);
        Assert.Equal(["deleted"], change.Path);
        Assert.Equal(["daily-20261119", "daily-20261120"], Listed(change.Old));
        Assert.Equal(ChangeValue.Nothing, change.New);
    }

    [Fact]
    public void Rotation_with_no_more_than_keep_holds()
    {
        var one = One(Holding(Instance("c1").With(Dailies(3))), Rotated("c1", "daily-*", 3));

        Assert.Equal(Verdict.Holds, one.Verdict);
        Assert.Equal("Snapshot rotation not needed: 3 snapshots (keeping 3)", one.Comment);
    }

    [Fact]
    public void What_this_run_takes_is_counted_and_a_second_run_has_nothing_to_do()
    {
        var world = Holding(Instance("c1").With(Dailies(4)[1..]));
        var entries = new DesiredEntry[] { Present("c1", "daily-20261123"), Rotated("c1", "daily-*", 3) };

        var plan = PlanOf(world, entries);

        Assert.Equal(["daily-20261120"], Deleted(plan.Entries[1]));
        var after = plan.Steps.Aggregate(world, (w, s) => Projection.After(w, s, Now));
        Assert.All(PlanMaker.Make(plan.Desired, after, Now.AddMinutes(5), new ScriptedChecks()).Entries, e => Assert.Equal(Verdict.Holds, e.Verdict));
    }

    [Fact]
    public void Names_that_do_not_match_are_left_alone() => Assert.Equal(["daily-20261121", "daily-20261122"],
        Deleted(One(Holding(Instance("c1").With([.. Dailies(3), .. Dailies(9, "weekly"), Snapshot("golden", Now.AddYears(-9))])), Rotated("c1", "daily-*", 1))));

    [Fact]
    public void What_is_declared_pinned_or_a_way_back_is_never_deleted()
    {
        var snapshots = Dailies(6);
        snapshots[3] = snapshots[3].Pinned();
        var safety = Snapshot("before-restore-20261001T000000Z", Now.AddDays(-50)) with { ExpiresAt = Now.AddDays(1) };
        var world = Holding(Instance("c1").With([.. snapshots, safety]));

        var plan = PlanOf(world, Present("c1", snapshots[4].Name), Restored("c1", snapshots[5].Name), Retained("*", new RetentionPolicy { Last = 1 }, "c1"));

        Assert.Equal([snapshots[2].Name, snapshots[1].Name], Deleted(plan.Entries[2]));
        Assert.Contains(plan.Entries[2].Notes, n => n.Contains(snapshots[3].Name, StringComparison.Ordinal) && n.Contains("pinned (audit)", StringComparison.Ordinal));
        Assert.Contains(plan.Entries[2].Notes, n => n.Contains("the safety snapshot of a restore, until 2026-11-24", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_pins_cannot_be_seen_nothing_is_deleted()
    {
        var unread = Holding(Instance("c1").With([.. Dailies(5).Select(s => s with { Description = null })]));
        var closed = Holding(Instance("c1").With(Dailies(5)));
        closed = closed with { Servers = closed.Servers.SetItem("local", closed.Servers["local"] with { MayEditVolumes = false }) };

        Assert.Empty(Deleted(One(unread, Rotated("c1", "*", 1))));
        var one = One(closed, Rotated("c1", "*", 1));
        Assert.Empty(Deleted(one));
        Assert.Contains(one.Notes, n => n.Contains("may not read storage volumes", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_policies_delete_only_what_both_let_go()
    {
        var world = Holding(Instance("c1").With(Dailies(6)));

        var plan = PlanOf(world, Rotated("c1", "daily-*", 2), Retained("daily-*", new RetentionPolicy { Last = 4 }, "c1"));

        Assert.Equal(["daily-20261118", "daily-20261119"], Deleted(plan.Entries[0]));
        Assert.Empty(Deleted(plan.Entries[1]));
        Assert.Contains(plan.Entries[0].Notes, n => n.Contains("kept by 'retention': last 3 of 4", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_several_instances_each_is_thinned_by_itself_and_named()
    {
        var world = Holding(Instance("web-1").With(Dailies(5)), Instance("web-2").With(Dailies(4)));

        var one = One(world, Retained("daily-*", ThreeDaily, "web-1", "web-2"));

        Assert.Equal("Would delete 3 old snapshots matching pattern 'daily-*', keeping 6 (3 daily)", one.Comment);
        Assert.Equal(["web-1/daily-20261119", "web-1/daily-20261120", "web-2/daily-20261120"], Listed(SaltReturn.Of(one).Changes[0].Old));
    }

    [Fact]
    public void An_instance_that_is_missing_or_unknown_fails_but_the_others_are_thinned()
    {
        var world = Holding(Instance("web-1").With(Dailies(5))).Lacking("web-2");
        world = world with { Instances = world.Instances.SetItem(Address("web-3"), new Sighting.Unknown("its cluster member m2 does not answer")) };

        var one = One(world, Retained("daily-*", ThreeDaily, "web-1", "web-2", "web-3"));

        Assert.Equal(2, one.Steps.Length);
        Assert.Equal(["Instance web-2 does not exist", "Instance web-3 could not be examined: its cluster member m2 does not answer"], one.Shortfalls);
        Assert.False(SaltReturn.Of(one).Result);
    }

    [Fact]
    public void A_single_instance_that_is_missing_is_refused_as_the_formula_does() =>
        Assert.Equal("Instance c1 does not exist", One(Holding().Lacking("c1"), Rotated("c1", "daily-*", 3)).Comment);

    [Fact]
    public void More_than_max_delete_deletes_nothing_and_says_how_many()
    {
        var one = One(Holding(Instance("c1").With(Dailies(9))), Retained("daily-*", ThreeDaily with { MaxDelete = 5 }, "c1"));

        Assert.Equal(Verdict.Refused, one.Verdict);
        Assert.Empty(one.Steps);
        Assert.Contains("6 snapshots would be, and max_delete allows 5", one.Comment, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_says_what_it_would_delete_and_holds()
    {
        var one = One(Holding(Instance("c1").With(Dailies(4))), Retained("daily-*", ThreeDaily, "c1") with { DryRun = true });

        Assert.Equal(Verdict.Holds, one.Verdict);
        Assert.Empty(one.Steps);
        Assert.Equal("Would delete 1 old snapshots matching pattern 'daily-*', keeping 3 (3 daily); dry_run: nothing is deleted", one.Comment);
        Assert.Contains(one.Notes, n => n.StartsWith("c1/daily-20261120 would be deleted: ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_set_stays_whole_while_a_member_is_kept_or_out_of_sight()
    {
        var old = Now.AddDays(-40);
        var web = Snapshot("nightly", old).InSet("nightly@1", "web", "db");
        var db = Snapshot("nightly", old.AddSeconds(1)).InSet("nightly@1", "db", "web");
        var world = Holding(Instance("web").With([web, .. Dailies(3)]), Instance("db").With([db.Pinned() with { Description = db.Description + "\n" + db.Pinned().Description }, .. Dailies(3)]));

        Assert.Empty(Deleted(One(world, Retained("nightly*", ThreeDaily, "web", "db"))));
        Assert.Empty(Deleted(One(world, Retained("*", ThreeDaily, "web"))));
        var free = Holding(Instance("web").With([web, .. Dailies(3)]), Instance("db").With([db, .. Dailies(3)]));
        Assert.Equal(["nightly", "nightly"], Deleted(One(free, Retained("*", ThreeDaily, "web", "db"))));
    }

    [Fact]
    public void A_glob_without_instances_holds_and_says_so()
    {
        var one = One(Holding(), Retained("daily-*", ThreeDaily, "nobody-*"));

        Assert.Equal(Verdict.Holds, one.Verdict);
        Assert.Contains("no instance matches nobody-*", one.Notes);
    }

    [Fact]
    public void A_saved_plan_is_refused_when_another_snapshot_came_in_between()
    {
        var entry = Rotated("c1", "daily-*", 3);
        var saved = PlanJson.Read(PlanJson.Write(PlanOf(Holding(Instance("c1").With(Dailies(5))), entry)));

        var drift = PlanDrift.Between(saved, PlanOf(Holding(Instance("c1").With([.. Dailies(5), Snapshot("daily-x", Now)])), entry));

        Assert.NotEmpty(drift);
    }
}
