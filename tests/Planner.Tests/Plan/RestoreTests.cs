using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Plan;
using static Brine.Planner.Tests.Plan.World;

namespace Brine.Planner.Tests.Plan;

public sealed class RestoreTests
{
    private static ObservedInstance Ledgered(ObservedInstance instance, string snapshot, string generation = "g1", string? trigger = null) =>
        instance with
        {
            Config = instance.Config.SetItem(RestoreLedger.Key, new RestoreLedger(snapshot, Yesterday, trigger, generation, Now.AddHours(-2)).Format()),
        };

    private static RestoreSnapshot StepOf(PlannedEntry planned) => Assert.IsType<RestoreSnapshot>(planned.Steps[0]);

    [Fact]
    public void A_restore_says_what_is_lost()
    {
        var snapshot = Snapshot("a") with { Config = Maps.Text.Add("limits.cpu", "1"), Profiles = ["default", "old"] };
        var instance = Instance("c1", "Running").With(snapshot);
        instance = instance with { Config = instance.Config.Add("limits.cpu", "4").Add("snapshots.schedule", "@daily") };

        var planned = One(Holding(instance), Restored("c1", "a"));

        Assert.Equal("Instance c1 would be restored to snapshot a", planned.Comment);
        Assert.Equal(
            [
                "all that was written since 2026-11-22 12:00 UTC is lost",
                "c1 is running: it is stopped hard, without a shutdown, and started again",
                "config limits.cpu goes back from 4 to 1",
                "config snapshots.schedule is removed (now @daily)",
                "profiles goes back from default to default, old",
            ],
            StepOf(planned).Losses);
    }

    [Fact]
    public void A_restore_recorded_for_this_generation_holds()
    {
        var planned = One(Holding(Ledgered(Instance("c1").With(Snapshot("a")), "a")), Restored("c1", "a"));

        Assert.Equal(Verdict.Holds, planned.Verdict);
        Assert.Contains("already restored to snapshot a at 2026-11-23 10:00 UTC", planned.Comment, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "g0", null, null, false)] // another restore since
    [InlineData("b", "g1", null, null, false)] // the latest was to another
    [InlineData("a", "g1", "t1", "t2", false)] // a new trigger
    [InlineData("a", "g1", null, null, true)] // asked for again
    public void A_restore_is_due_when_the_ledger_speaks_of_another(string snapshot, string generation, string? then, string? now, bool again) =>
        Assert.Equal(Verdict.Change,
            One(Holding(Ledgered(Instance("c1").With(Snapshot("a")), snapshot, generation, then)), Restored("c1", "a", trigger: now, again: again)).Verdict);

    [Fact]
    public void A_snapshot_taken_anew_is_another_snapshot() =>
        Assert.Equal(Verdict.Change, One(Holding(Ledgered(Instance("c1").With(Snapshot("a", Now.AddHours(-1))), "a")), Restored("c1", "a")).Verdict);

    [Fact]
    public void A_missing_snapshot_is_refused() =>
        Assert.Equal("Snapshot a does not exist for instance c1", One(Holding(Instance("c1")), Restored("c1", "a")).Comment);

    [Fact]
    public void A_stateful_restore_of_a_stateless_snapshot_is_refused_before_anything_is_touched()
    {
        var planned = One(Holding(Instance("c1", "Running").With(Snapshot("a"))), Restored("c1", "a", stateful: true));

        Assert.True(planned.Failed);
        Assert.Empty(planned.Steps);
    }

    [Fact]
    public void Disk_only_is_refused_where_the_server_would_ignore_it()
    {
        var world = Holding(Instance("c1").With(Snapshot("a")));

        Assert.True(One(world, Restored("c1", "a", diskOnly: true)).Failed);
        world = world with
        {
            Servers = world.Servers.SetItem("local", world.Server("local") with { Extensions = ["instance_snapshot_disk_only_restore"] }),
        };
        Assert.True(StepOf(One(world, Restored("c1", "a", diskOnly: true))).DiskOnly);
    }

    [Theory]
    [InlineData("btrfs", SafetyAnswer.Auto, true)]
    [InlineData("lvm", SafetyAnswer.Auto, true)]
    [InlineData("ceph", SafetyAnswer.Auto, true)]
    [InlineData("dir", SafetyAnswer.Auto, false)]
    [InlineData("zfs", SafetyAnswer.Auto, false)]
    [InlineData("dir", SafetyAnswer.Yes, true)]
    [InlineData("btrfs", SafetyAnswer.No, false)]
    public void A_safety_snapshot_is_taken_where_it_is_cheap_and_survives(string driver, SafetyAnswer asked, bool taken) =>
        Assert.Equal(taken, StepOf(One(Holding(Instance("c1", driver: driver).With(Snapshot("a"))), Restored("c1", "a", safety: asked))).TakeSafetySnapshot);

    [Fact]
    public void On_zfs_a_safety_snapshot_would_block_the_restore_and_is_refused() =>
        Assert.Contains("would be newer than a", One(Holding(Instance("c1", driver: "zfs").With(Snapshot("a"))), Restored("c1", "a", safety: SafetyAnswer.Yes)).Comment,
            StringComparison.Ordinal);

    [Fact]
    public void On_zfs_newer_snapshots_refuse_or_are_listed_as_lost()
    {
        var instance = Instance("c1", driver: "zfs").With(Snapshot("a"), Snapshot("b", Now));

        Assert.Contains("b is newer", One(Holding(instance), Restored("c1", "a")).Comment, StringComparison.Ordinal);
        var allowed = instance with { Pool = instance.Pool! with { RemovesNewerSnapshots = true } };
        var plan = PlanOf(Holding(allowed), Restored("c1", "a"), Present("c1", "b"));
        Assert.Contains(StepOf(plan.Entries[0]).Losses, l => l.StartsWith("snapshot b of", StringComparison.Ordinal));
        Assert.IsType<CreateSnapshot>(plan.Entries[1].Steps[0]); // declared present behind it: taken again
    }

    [Fact]
    public void A_profile_that_is_gone_refuses_the_restore()
    {
        var world = Holding(Instance("c1").With(Snapshot("a") with { Profiles = ["default", "gone"] }));
        world = world with
        {
            Servers = world.Servers.SetItem("local", world.Server("local") with { Profiles = world.Server("local").Profiles.Add("default", ["default"]) }),
        };

        Assert.Contains("gone", One(world, Restored("c1", "a")).Comment, StringComparison.Ordinal);
    }

    [Fact]
    public void Declared_config_is_put_back_behind_a_restore()
    {
        var instance = Instance("c1").With(Snapshot("a"));
        instance = instance with { Config = instance.Config.Add("limits.cpu", "2") };

        var plan = PlanOf(Holding(instance), Declared("c1", ("limits.cpu", "2")), Restored("c1", "a"));

        Assert.Equal(Verdict.Holds, plan.Entries[0].Verdict);
        var update = Assert.IsType<UpdateInstance>(plan.Entries[1].Steps[1]);
        Assert.Equal("2", update.Config["limits.cpu"]);
    }

    [Fact]
    public void A_restore_that_a_killed_run_did_carry_out_is_recorded_and_not_repeated()
    {
        var cut = new Interruption.Restoring(Address("c1"), "a", Yesterday, null, "g0", null, "Running", 7, Now.AddMinutes(-5));
        var world = Holding(Instance("c1").With(Snapshot("a"))) with { Interruptions = [cut] };

        Assert.Collection(One(world, Restored("c1", "a")).Steps,
            s => Assert.IsType<RecordRestore>(s), s => Assert.Equal(PowerAction.Start, Assert.IsType<SetPower>(s).Action));
    }

    [Fact]
    public void A_restore_that_a_killed_run_did_not_carry_out_keeps_its_safety_snapshot_and_the_power_state()
    {
        var cut = new Interruption.Restoring(Address("c1"), "a", Yesterday, null, "g1", "before-restore-x", "Running", 7, Now.AddMinutes(-5));
        var world = Holding(Instance("c1").With(Snapshot("a"), Snapshot("before-restore-x"))) with { Interruptions = [cut] };

        var planned = One(world, Restored("c1", "a"));

        Assert.False(StepOf(planned).TakeSafetySnapshot);
        Assert.Equal("before-restore-x", StepOf(planned).ExistingSafetySnapshot);
        Assert.Equal(PowerAction.Start, Assert.IsType<SetPower>(planned.Steps[1]).Action);
    }

    [Theory]
    [InlineData(7, "before-restore-x")]
    [InlineData(8, null)] // the daemon is another one since: it may hold no data
    public void A_safety_snapshot_that_was_being_taken_is_kept_only_if_the_daemon_lived_on(int processThen, string? kept)
    {
        var world = Holding(Instance("c1").With(Snapshot("a"), Snapshot("before-restore-x"))) with
        {
            Interruptions =
            [
                new Interruption.Restoring(Address("c1"), "a", Yesterday, null, "g1", "before-restore-x", "Running", processThen, Now.AddMinutes(-5)),
                new Interruption.CreatingSnapshot(Address("c1"), "before-restore-x", "Running", processThen, Now.AddMinutes(-5)),
            ],
        };

        var step = StepOf(One(world, Restored("c1", "a")));

        Assert.Equal(kept, step.ExistingSafetySnapshot);
        Assert.Equal(kept is null, step.TakeSafetySnapshot);
    }

    [Fact]
    public void A_snapshot_made_in_the_same_run_can_be_restored()
    {
        var plan = PlanOf(Holding(Instance("c1")), Present("c1", "a"), Restored("c1", "a"));

        Assert.Equal(Verdict.Change, plan.Entries[1].Verdict);
    }
}
