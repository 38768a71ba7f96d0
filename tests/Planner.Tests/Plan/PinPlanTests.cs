using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Plan;
using static Brine.Planner.Tests.Plan.Policies;
using static Brine.Planner.Tests.Plan.World;

namespace Brine.Planner.Tests.Plan;

public sealed class PinPlanTests
{
    private static readonly SnapshotPin Audit = new(null, "audit");

    private static SnapshotPinned Pin(string name, SnapshotPin? pin) => new(
        new Origin { Id = name, Function = "incus.snapshot_pinned", ReturnName = $"c1/{name}", StateName = name }, Address("c1"), "c1", name, pin);

    [Fact]
    public void A_pin_stands_beside_the_text_and_clears_the_expiry()
    {
        var snapshot = Snapshot("s") with { Description = "Before 1.2", ExpiresAt = Now.AddDays(3) };

        var one = One(Holding(Instance("c1").With(snapshot)), Pin("s", Audit));

        var step = Assert.IsType<PinSnapshot>(one.Steps[0]);
        Assert.Equal("Before 1.2", SnapshotNote.Parse(step.Description).Text);
        Assert.Equal(Audit, SnapshotPin.Of(snapshot with { Description = step.Description }, Now));
        Assert.Null(Assert.IsType<SetSnapshotExpiry>(one.Steps[1]).ExpiresAt);
        Assert.Equal("Snapshot s of instance c1 would be pinned (audit)", one.Comment);
    }

    [Fact]
    public void The_same_pin_again_holds_and_another_changes_it()
    {
        var world = Holding(Instance("c1").With(Snapshot("s").Pinned()));

        Assert.Equal("Snapshot s of instance c1 is already pinned (audit)", One(world, Pin("s", Audit)).Comment);
        Assert.Equal(Verdict.Change, One(world, Pin("s", Audit with { Until = Now.AddDays(9) })).Verdict);
    }

    [Fact]
    public void Unpinning_takes_the_trailer_off_and_an_unpinned_one_holds()
    {
        var one = One(Holding(Instance("c1").With(Snapshot("s").Pinned())), Pin("s", null));

        Assert.Equal("", Assert.IsType<PinSnapshot>(Assert.Single(one.Steps)).Description);
        Assert.Equal(Verdict.Holds, One(Holding(Instance("c1").With(Snapshot("s"))), Pin("s", null)).Verdict);
    }

    [Fact]
    public void A_client_that_may_not_edit_storage_is_refused()
    {
        var world = Holding(Instance("c1").With(Snapshot("s")));
        world = world with { Servers = world.Servers.SetItem("local", world.Servers["local"] with { MayEditVolumes = false }) };

        Assert.Contains("use a certificate that may", One(world, Pin("s", Audit)).Comment, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_deletes_takes_a_pinned_snapshot()
    {
        var pinned = Snapshot("s").Pinned();
        var world = Holding(Instance("c1").With(pinned, Snapshot("old", Now.AddDays(-9))) with { Pool = new ObservedPool("tank", "zfs", RemovesNewerSnapshots: true) });
        DesiredEntry[] deleting =
        [
            Absent("c1", "s"), Gone("c1", force: true), Restored("c1", "old", safety: SafetyAnswer.No),
            Present("c1", "s", stateful: true, onDrift: DriftAnswer.Recreate),
        ];

        Assert.All(deleting, entry =>
        {
            var one = One(world, entry);
            Assert.True(one.Failed, one.Comment);
            Assert.Contains("it is pinned (audit); unpin it first: brine unpin c1/s", one.Comment, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_declared_expiry_does_not_go_before_a_pin()
    {
        var one = One(Holding(Instance("c1").With(Snapshot("s").Pinned())), Present("c1", "s", expires: "7d"));

        Assert.Equal(Verdict.Holds, one.Verdict);
        Assert.Contains("c1/s is pinned (audit): the declared expiry is not set", one.Notes);
    }
}
