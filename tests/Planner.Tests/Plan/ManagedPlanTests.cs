using Brine.Planner.Plan;
using Brine.Planner.Report;
using static Brine.Planner.Tests.Plan.Policies;
using static Brine.Planner.Tests.Plan.World;

namespace Brine.Planner.Tests.Plan;

public sealed class ManagedPlanTests
{
    [Fact]
    public void It_takes_what_is_missing_then_rotates_what_is_there_then()
    {
        var world = Holding(Instance("c1").With(Dailies(4)[1..]));

        var one = One(world, Managed("c1", ("daily-20261123", "daily-*", 3)));

        Assert.Equal("Instance c1 snapshots would be managed", one.Comment);
        Assert.Equal("Instance c1 snapshots managed successfully", one.DoneComment);
        Assert.IsType<CreateSnapshot>(one.Steps[0]);
        Assert.Equal(["daily-20261120"], Deleted(one));
        var changes = SaltReturn.Of(one).Changes;
        Assert.Equal(["created", "rotated"], changes.Select(c => c.Path.Single()));
        Assert.Equal(["daily-20261123"], Listed(changes[0].New));
        Assert.Equal(["daily-20261120"], Listed(changes[1].Old));
    }

    [Fact]
    public void A_second_run_has_nothing_to_do()
    {
        var world = Holding(Instance("c1").With(Dailies(4)[1..]));
        var plan = PlanOf(world, Managed("c1", ("daily-20261123", "daily-*", 3), ("weekly-2026W48", "weekly-*", 2)));

        var after = plan.Steps.Aggregate(world, (w, s) => Projection.After(w, s, Now));
        var again = Assert.Single(PlanMaker.Make(plan.Desired, after, Now.AddMinutes(5), new ScriptedChecks()).Entries);

        Assert.Equal(Verdict.Holds, again.Verdict);
        Assert.Equal("Instance c1 snapshots already in desired state", again.Comment);
    }

    [Fact]
    public void Overlapping_kinds_delete_only_what_both_let_go()
    {
        var one = One(Holding(Instance("c1").With(Dailies(6))), Managed("c1", ("daily-20261123", "daily-*", 2), ("daily-20261122", "d*", 4)));

        Assert.Equal(["daily-20261118", "daily-20261119"], Deleted(one));
    }

    [Fact]
    public void What_cannot_be_taken_refuses_all_of_it_before_anything_is_touched()
    {
        var entry = Managed("c1", ("daily-20261123", "daily-*", 3));
        entry = entry with { Snapshots = [entry.Snapshots[0] with { Snapshot = entry.Snapshots[0].Snapshot with { Stateful = true } }] };

        var one = One(Holding(Instance("c1").With(Dailies(4)[1..])), entry);

        Assert.True(one.Failed);
        Assert.Empty(one.Steps);
        Assert.StartsWith("Failed to create snapshot daily-20261123: a stateful snapshot keeps the memory", one.Comment, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expiry_that_differs_on_an_existing_one_is_corrected_and_told()
    {
        var entry = Managed("c1", ("daily-20261123", null, 1));
        entry = entry with { Snapshots = [entry.Snapshots[0] with { Snapshot = Present("c1", "daily-20261123", expires: "7d") }] };

        var one = One(Holding(Instance("c1").With(Dailies(1))), entry);

        Assert.IsType<SetSnapshotExpiry>(Assert.Single(one.Steps));
        Assert.Equal(["updated", "daily-20261123", "expires_at"], SaltReturn.Of(one).Changes[0].Path);
    }
}
