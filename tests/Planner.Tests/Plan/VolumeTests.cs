using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Plan;
using Brine.Planner.Schedule;
using static Brine.Planner.Tests.Plan.World;

namespace Brine.Planner.Tests.Plan;

public sealed class VolumeTests
{
    private static readonly VolumeAddress At = new("local", "default", "fast", "records");

    [Fact]
    public void A_missing_snapshot_is_created_and_can_be_restored_and_deleted_in_the_same_run()
    {
        var plan = PlanOf(Seeing(Records()), Present("a", "why", "7d"), Present("a", "why", "7d"), Restored("a"), Restored("a"), Absent("a"), Absent("a"));

        Assert.Equal(
            ["Snapshot a would be created for volume records", "Snapshot a already exists for volume records",
             "Volume records would be restored to snapshot a", "Volume records was already restored to snapshot a at 2026-11-23 12:00 UTC; "
                + "to restore it again: again: true, a new trigger, or 'brine volume restore fast/records/a'",
             "Snapshot a would be deleted from volume records", "Snapshot a already absent from volume records"],
            plan.Entries.Select(e => e.Comment));
        Assert.Equal("why", Assert.IsType<CreateVolumeSnapshot>(plan.Entries[0].Steps[0]).Description);
        Assert.Null(Assert.IsType<RestoreVolume>(plan.Entries[2].Steps[0]).CreatedAt);
    }

    [Fact]
    public void Description_and_expiry_are_corrected_in_place_and_trailers_kept()
    {
        var planned = One(Seeing(Records(Snapshot("a") with { Description = "old\n\nBrine-Group: g", ExpiresAt = Now })), Present("a", "new", "never"));

        Assert.Equal("Snapshot a would be updated for volume records", planned.Comment);
        Assert.Null(Assert.IsType<SetVolumeSnapshotExpiry>(planned.Steps[0]).ExpiresAt);
        Assert.Equal("new\n\nBrine-Group: g", Assert.IsType<SetVolumeSnapshotDescription>(planned.Steps[1]).Description);
    }

    [Fact]
    public void What_is_not_declared_is_not_compared() => Assert.Equal(Verdict.Holds,
        One(Seeing(Records(Snapshot("a") with { Description = "x", ExpiresAt = Now })), Present("a")).Verdict);

    [Fact]
    public void A_missing_pool_and_a_missing_volume_have_their_own_errors()
    {
        var noPool = ObservedState.Empty with { Volumes = ObservedState.Empty.Volumes.Add(At, new VolumeSighting.NoPool()) };
        var noVolume = ObservedState.Empty with { Volumes = ObservedState.Empty.Volumes.Add(At, new VolumeSighting.Missing()) };

        Assert.Equal("Storage pool fast does not exist, so neither does its volume records", One(noPool, Absent("a")).Comment);
        Assert.Equal("Volume records does not exist in pool fast", One(noVolume, Present("a")).Comment);
        Assert.Equal((Verdict.Holds, "Snapshot a already absent from volume records"), (One(noVolume, Absent("a")).Verdict, One(noVolume, Absent("a")).Comment));
        Assert.True(One(noVolume, Absent("a") with { MustExist = true }).Failed);
        Assert.Equal("Volume records could not be examined: it was not looked at", One(ObservedState.Empty, Absent("a")).Comment);
    }

    [Fact]
    public void A_pinned_snapshot_is_not_deleted()
    {
        var pin = new SnapshotPin(null, "audit");
        var planned = One(Seeing(Records(Snapshot("a") with { Description = $"Brine-Pin: {pin.Format(Yesterday)}" })), Absent("a"));

        Assert.True(planned.Failed);
        Assert.StartsWith("Failed to delete snapshot a: it is pinned (audit); ", planned.Comment, StringComparison.Ordinal);
    }

    [Fact]
    public void A_restore_that_would_delete_a_pinned_newer_snapshot_is_refused()
    {
        var pinned = Snapshot("b", Now) with { Description = $"Brine-Pin: {new SnapshotPin(null, "audit").Format(Now)}" };
        var planned = One(Seeing(Records(Snapshot("a"), pinned) with { Pool = new ObservedPool("fast", "zfs", true) }), Restored("a"));

        Assert.True(planned.Failed);
        Assert.StartsWith("Failed to restore snapshot a: zfs deletes the newer snapshot b with it, and it is pinned (audit); ", planned.Comment, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pin_goes_before_a_declared_expiry_and_an_undeclared_one_is_told()
    {
        var pinned = Snapshot("a") with { Description = $"Brine-Pin: {new SnapshotPin(null, "audit").Format(Yesterday)}" };
        var kept = One(Seeing(Records(pinned)), Present("a", expires: "7d"));
        var going = One(Seeing(Records(Snapshot("a") with { ExpiresAt = Now.AddDays(1) })), Present("a"));

        Assert.Equal((Verdict.Holds, "fast/records/a is pinned (audit): the declared expiry is not set"), (kept.Verdict, Assert.Single(kept.Notes)));
        Assert.StartsWith("Incus will delete fast/records/a at ", Assert.Single(going.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_volume_is_not_restored_while_one_that_has_it_runs_but_is_once_it_was_stopped()
    {
        var world = Seeing(Records(Snapshot("a")) with { Users = [new VolumeUser(Address("db"), "Running"), new VolumeUser(Address("web"), "Stopped")] })
            .With(Address("db"), Instance("db", "Running"));

        Assert.Equal("Failed to restore snapshot a: Incus restores a volume only while nobody who has it attached runs: db is Running; "
            + "stop it first, or detach the volume", One(world, Restored("a")).Comment);
        var plan = PlanOf(world, Stopped("db"), Restored("a"), Running("db"), Restored("a") with { Again = true });
        Assert.Equal([Verdict.Change, Verdict.Change, Verdict.Change, Verdict.Refused], plan.Entries.Select(e => e.Verdict));
    }

    [Fact]
    public void A_restore_happens_once_for_a_snapshot_and_a_trigger_and_not_by_what_a_copy_brought_along()
    {
        var records = Records(Snapshot("a"));
        var done = records with
        {
            Config = Maps.Text.Add(RestoreLedger.Key, new RestoreLedger("a", Yesterday, "t", records.Identity, Now).Format()),
        };

        Assert.Equal(Verdict.Holds, One(Seeing(done), Restored("a") with { Trigger = "t" }).Verdict);
        Assert.Equal(Verdict.Change, One(Seeing(done), Restored("a")).Verdict);
        Assert.Equal(Verdict.Change, One(Seeing(done), Restored("a") with { Trigger = "t", Again = true }).Verdict);
        Assert.Equal(Verdict.Change, One(Seeing(done with { CreatedAt = Now }), Restored("a") with { Trigger = "t" }).Verdict);
        Assert.Equal("Snapshot b does not exist for volume records", One(Seeing(done), Restored("b")).Comment);
    }

    [Theory]
    [InlineData("btrfs", false, null)]
    [InlineData("zfs", true, null)]
    [InlineData("zfs", false, "only the newest snapshot can be restored, and b is newer; delete it, or set zfs.remove_snapshots=true on the volume")]
    public void Newer_snapshots_stand_in_the_way_where_the_driver_has_it_so(string driver, bool removes, string? complaint)
    {
        var planned = One(Seeing(Records(Snapshot("a"), Snapshot("b", Now)) with { Pool = new ObservedPool("fast", driver, removes) }), Restored("a"));

        Assert.Equal(complaint is not null, planned.Failed);
        if (complaint is not null)
            Assert.Contains(complaint, planned.Comment, StringComparison.Ordinal);
        else
            Assert.Equal(driver == "zfs", Assert.IsType<RestoreVolume>(planned.Steps[0]).Losses.Any(l => l.Contains("newer snapshot b", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_saved_plan_of_a_volume_is_read_as_it_was_written()
    {
        var plan = PlanOf(Seeing(Records(Snapshot("b"))), Present("a", "x", "7d"), Restored("b"), Absent("b"));

        Assert.Equal(PlanJson.Write(plan), PlanJson.Write(PlanJson.Read(PlanJson.Write(plan))));
    }

    private static ObservedState Seeing(ObservedVolume volume) => Holding().With(volume);

    private static ObservedVolume Records(params ObservedSnapshot[] snapshots) =>
        snapshots.Aggregate(new ObservedVolume { Address = At, CreatedAt = Yesterday.AddDays(-1) }, (v, s) => v.With(s));

    private static VolumeSnapshotPresent Present(string name, string? description = null, string? expires = null) =>
        new(Origin("present", name), At, "records", name, description, expires is null ? null : ExpiryText.TryParse(expires));

    private static VolumeSnapshotAbsent Absent(string name) => new(Origin("absent", name), At, "records", name);

    private static VolumeSnapshotRestored Restored(string name) => new(Origin("restored", name), At, "records", name, null, false);

    private static Origin Origin(string function, string name) =>
        new() { Id = $"{function}-{name}", Function = "incus.volume_snapshot_" + function, ReturnName = name, StateName = name };
}
