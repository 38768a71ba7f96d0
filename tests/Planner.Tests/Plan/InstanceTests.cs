using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Plan;
using static Brine.Planner.Tests.Plan.World;

namespace Brine.Planner.Tests.Plan;

public sealed class InstanceTests
{
    [Fact]
    public void A_missing_instance_is_created_and_can_have_a_snapshot_in_the_same_run()
    {
        var plan = PlanOf(Holding().Lacking("c1"), Declared("c1"), Running("c1"), Present("c1", "a"));

        Assert.Equal(
            ["Instance c1 would be created", "Instance c1 would be started", "Snapshot a would be created for instance c1"],
            plan.Entries.Select(e => e.Comment));
        Assert.Equal(Change.Of("instance", null, "c1"), Assert.Single(plan.Entries[0].Steps[0].Changes));
    }

    [Fact]
    public void Without_a_source_nothing_is_created()
    {
        var planned = One(Holding().Lacking("c1"), Declared("c1") with { Source = null });

        Assert.True(planned.Failed);
        Assert.Contains("no source is declared", planned.Comment, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_declared_keys_are_compared()
    {
        var instance = Instance("c1") with { Config = Maps.Text.Add("limits.cpu", "1").Add("user.mine", "x") };

        var planned = One(Holding(instance), Declared("c1", ("limits.cpu", "2"), ("user.gone", "")));

        var update = Assert.IsType<UpdateInstance>(Assert.Single(planned.Steps));
        Assert.Equal(["limits.cpu"], update.Config.Keys);
        Assert.Equal(["config", "limits.cpu"], Assert.Single(update.Changes).Path);
        Assert.Equal("Instance c1 would be updated", planned.Comment);
    }

    [Fact]
    public void Declared_properties_are_merged_into_a_device()
    {
        var instance = Instance("c1") with { Devices = Maps.Devices.Add("root", Maps.Text.Add("path", "/").Add("size", "1GiB")) };
        var declared = Declared("c1") with { Devices = Maps.Devices.Add("root", Maps.Text.Add("size", "2GiB")) };

        var update = Assert.IsType<UpdateInstance>(Assert.Single(One(Holding(instance), declared).Steps));

        Assert.Equal("/", update.Devices["root"]["path"]);
        Assert.Equal("2GiB", update.Devices["root"]["size"]);
    }

    [Fact]
    public void Another_type_is_refused() =>
        Assert.True(One(Holding(Instance("c1")), Declared("c1") with { Type = "virtual-machine" }).Failed);

    [Theory]
    [InlineData("Running", false, "it is Running; stop it, or declare force: true")]
    [InlineData("Stopped", false, null)]
    [InlineData("Running", true, null)]
    public void An_instance_that_runs_is_deleted_only_by_force(string status, bool force, string? complaint)
    {
        var planned = One(Holding(Instance("c1", status).With(Snapshot("a"))), Gone("c1", force));

        Assert.Equal(complaint is not null, planned.Failed);
        Assert.Contains(complaint ?? "Instance c1 would be deleted", planned.Comment, StringComparison.Ordinal);
        if (complaint is null)
            Assert.Equal("its snapshot a goes with it", planned.Steps[^1].Reason);
    }

    [Fact]
    public void A_protected_instance_is_not_deleted() =>
        Assert.True(One(Holding(Instance("c1") with { ExpandedConfig = Maps.Text.Add("security.protection.delete", "true") }), Gone("c1", true)).Failed);

    [Fact]
    public void An_absent_instance_and_its_snapshots_are_absent()
    {
        Assert.Equal("Instance c1 already absent", One(Holding().Lacking("c1"), Gone("c1")).Comment);
        Assert.Equal("Snapshot a already absent from instance c1", One(Holding().Lacking("c1"), Absent("c1", "a")).Comment);
        Assert.Equal("Snapshot a already absent from instance c1", One(Holding(Instance("c1")), Absent("c1", "a")).Comment);
    }

    [Fact]
    public void A_snapshot_is_deleted_as_the_one_that_was_seen()
    {
        var planned = One(Holding(Instance("c1").With(Snapshot("a"))), Absent("c1", "a"));

        Assert.Equal(Yesterday, Assert.IsType<DeleteSnapshot>(Assert.Single(planned.Steps)).CreatedAt);
        Assert.Equal("Snapshot a deleted from instance c1", planned.DoneComment);
    }

    [Theory]
    [InlineData("Running", "Instance c1 is already running", null)]
    [InlineData("Stopped", "Instance c1 would be started", PowerAction.Start)]
    [InlineData("Frozen", "Instance c1 would be started", PowerAction.Thaw)]
    public void Running_starts_or_thaws(string status, string comment, PowerAction? action)
    {
        var planned = One(Holding(Instance("c1", status)), Running("c1"));

        Assert.Equal(comment, planned.Comment);
        Assert.Equal(action, planned.Steps.OfType<SetPower>().SingleOrDefault()?.Action);
    }

    [Fact]
    public void On_an_evacuated_member_nothing_is_started_and_what_runs_elsewhere_is_not_concerned()
    {
        var stopped = Instance("c1", "Stopped") with { Location = "m2" };
        string Of(ObservedInstance instance) => One(Holding(instance).On(("m1", "Online"), ("m2", "Evacuated")), Running("c1")).Comment;

        Assert.Equal("Failed to start instance c1: its cluster member m2 is evacuated and starts nothing; "
            + "bring it back (incus cluster restore m2), or move the instance", Of(stopped));
        Assert.Equal("Instance c1 would be started", Of(stopped with { Location = "m1" }));
        Assert.Equal("Instance c1 would be started", Of(stopped with { Location = "none" }));
    }

    [Fact]
    public void A_broken_instance_is_not_started() =>
        Assert.Contains("its status is Error", One(Holding(Instance("c1", "Error")), Running("c1")).Comment, StringComparison.Ordinal);

    [Fact]
    public void A_frozen_instance_is_thawed_before_it_is_asked_to_stop() =>
        Assert.Equal([PowerAction.Thaw, PowerAction.Stop], One(Holding(Instance("c1", "Frozen")), Stopped("c1")).Steps.Cast<SetPower>().Select(s => s.Action));

    [Fact]
    public void Stopped_and_missing_instances_are_told_apart()
    {
        Assert.Equal("Instance c1 is already stopped", One(Holding(Instance("c1")), Stopped("c1")).Comment);
        Assert.Equal("Instance c1 does not exist", One(Holding().Lacking("c1"), Stopped("c1")).Comment);
    }

    [Fact]
    public void Requisites_gate_the_plan()
    {
        var world = Holding(Instance("c1")).Lacking("gone");
        var plan = PlanOf(world, Present("gone", "a"),
            Present("c1", "a") with { Dependencies = [new Dependency(0, DependencyKind.Success)] },
            Present("c1", "b") with { Dependencies = [new Dependency(0, DependencyKind.Failure)] },
            Present("c1", "c") with { Dependencies = [new Dependency(1, DependencyKind.Failure), new Dependency(4, DependencyKind.Changes)] },
            Absent("c1", "zz"));

        Assert.Equal("One or more requisite failed: test.instance_snapshot_present-gone/a", plan.Entries[1].Comment);
        Assert.True(plan.Entries[1].Failed);
        Assert.Equal(Verdict.Change, plan.Entries[2].Verdict);
        Assert.Equal("State was not run because none of the onchanges reqs changed", plan.Entries[3].Comment);
    }
}
