using Brine.Planner.Desired;
using Brine.Planner.Desired.Choosing;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;
using Brine.Planner.Plan;
using Brine.Planner.Report;
using Brine.Planner.Schedule;
using static Brine.Planner.Tests.Plan.World;

namespace Brine.Planner.Tests.Plan;

/// <summary>Sets with the custom volumes of their members.</summary>
public sealed class GroupVolumeTests
{
    private static readonly VolumeAddress Records = new("local", "default", "fast", "records");

    [Fact]
    public void Each_attached_volume_is_of_the_set_once_and_is_named()
    {
        var world = Holding(Attaching("web", "records"), Attaching("db", "records/sub")).With(Volume());

        var planned = One(world, Present("x", "web", "db") with { Expires = new Expiry.Never() });

        var step = Assert.IsType<TakeGroup>(Assert.Single(planned.Steps));
        Assert.Equal(Records, Assert.Single(step.Volumes).Volume);
        Assert.Equal(["web/x", "db/x", "fast/records/x"], ((ChangeValue.List)Assert.Single(step.Changes).New).Items);
        Assert.Contains("create snapshot set x of web, db with fast/records", PlanText.Of(PlanOf(world, Present("x", "web", "db"))).ToPlain(200), StringComparison.Ordinal);
        Assert.Empty(Assert.IsType<TakeGroup>(Assert.Single(One(world, Present("x", "web", "db") with { Volumes = false }).Steps)).Volumes);
    }

    [Fact]
    public void The_same_volume_seen_in_two_projects_is_taken_once()
    {
        var shop = new InstanceAddress("local", "shop", "db");
        var there = Volume() with { Address = Records with { Project = "shop" }, Owner = "default" };
        var world = Holding(Attaching("web", "records")).With(shop, Attaching("db", "records")).With(Volume()).With(there);
        var entry = Present("x", "web") with { Selection = new Selection([new Selector("local", "default", "web"), new Selector("local", "shop", "db")]) };

        var step = Assert.IsType<TakeGroup>(Assert.Single(One(world, Resolved(entry)).Steps));

        Assert.Equal(Records, Assert.Single(step.Volumes).Volume);
    }

    [Fact]
    public void An_ISO_image_is_left_out_and_told()
    {
        var planned = One(Holding(Attaching("web", "records")).With(Volume() with { ContentType = "iso" }), Present("x", "web"));

        Assert.Empty(Assert.IsType<TakeGroup>(Assert.Single(planned.Steps)).Volumes);
        Assert.Equal("fast/records is an ISO image, which nobody writes into; it gets no snapshot", Assert.Single(planned.Notes));
    }

    [Fact]
    public void A_name_that_a_volume_has_already_refuses_the_whole_set()
    {
        Assert.Equal("Failed to create snapshot set x: fast/records/x is there already; delete it, or choose another name",
            Refused(Holding(Attaching("web", "records")).With(Volume(Snapshot("x"))), Present("x", "web")));
        Assert.Equal("Failed to create snapshot set x: volume fast/records could not be examined: it was not looked at",
            Refused(Holding(Attaching("web", "records")), Present("x", "web")));
    }

    [Fact]
    public void It_holds_when_the_volumes_have_it_of_the_same_set()
    {
        Assert.Equal(Verdict.Holds, One(Holding(InSet("web")).With(Volume(OfSet())), Present("x", "web")).Verdict);
        Assert.Equal("Failed to create snapshot set x: the set is there, but not whole: fast/records/x is not there; delete the set, or choose another name",
            Refused(Holding(InSet("web")).With(Volume()), Present("x", "web")));
        Assert.Contains("fast/records/x is of another set, or of none", Refused(Holding(InSet("web")).With(Volume(Snapshot("x"))), Present("x", "web")), StringComparison.Ordinal);
        Assert.Equal(Verdict.Holds, One(Holding(InSet("web")).With(Volume()), Present("x", "web") with { Volumes = false }).Verdict);
    }

    [Fact]
    public void Description_and_expiry_of_the_volumes_are_corrected_with_those_of_the_members()
    {
        var planned = One(Holding(InSet("web")).With(Volume(OfSet())), Present("x", "web") with { Description = "new" });

        var step = Assert.IsType<SetVolumeSnapshotDescription>(planned.Steps[^1]);
        Assert.Contains("Brine-Group: ", step.Description, StringComparison.Ordinal);
        Assert.Equal(["fast/records/x", "description"], Assert.Single(step.Changes).Path);
    }

    [Fact]
    public void Deleting_takes_the_volumes_along_but_not_what_is_pinned_or_of_others()
    {
        var step = Assert.IsType<DeleteGroup>(Assert.Single(One(Holding(InSet("web")).With(Volume(OfSet())), Absent("x", "web")).Steps));
        Assert.Equal((Records, Yesterday), (Assert.Single(step.Volumes).Volume, step.Volumes[0].CreatedAt!.Value));
        Assert.Equal(["web/x", "fast/records/x"], ((ChangeValue.List)Assert.Single(step.Changes).Old).Items);

        var pinned = OfSet() with { Description = OfSet().Description + "\nBrine-Pin: " + new SnapshotPin(null, "audit").Format(Yesterday) };
        Assert.Contains("fast/records/x: it is pinned (audit)", Refused(Holding(InSet("web")).With(Volume(pinned)), Absent("x", "web")), StringComparison.Ordinal);
        Assert.Empty(Assert.IsType<DeleteGroup>(Assert.Single(One(Holding(InSet("web")).With(Volume(Snapshot("x"))), Absent("x", "web")).Steps)).Volumes);
        Assert.Contains("could not be examined", Refused(Holding(InSet("web")), Absent("x", "web")), StringComparison.Ordinal);
    }

    [Fact]
    public void Volumes_go_back_with_the_set_only_while_nobody_runs_on_them()
    {
        var idle = Volume(OfSet()) with { Users = [new VolumeUser(Address("web"), "Stopped")] };
        var busy = idle with { Users = [new VolumeUser(Address("web"), "Running")] };

        var step = Assert.IsType<RestoreGroup>(Assert.Single(One(Holding(InSet("web")).With(idle), Restored("x", "web")).Steps));
        Assert.Equal(Records, Assert.Single(step.Volumes).Volume);
        Assert.Equal(["web/x", "fast/records/x"], ((ChangeValue.List)Assert.Single(step.Changes).New).Items);
        Assert.Equal("Failed to restore snapshot set x: fast/records: Incus restores a volume only while nobody who has it attached runs: web is Running; "
            + "stop it first, or detach the volume", Refused(Holding(InSet("web")).With(busy), Restored("x", "web")));
        Assert.Contains("fast/records/x, which the set had, does not exist any more", Refused(Holding(InSet("web")).With(Volume()), Restored("x", "web")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_is_taken_restored_and_deleted_in_one_run_with_its_volumes()
    {
        var world = Holding(Attaching("web", "records")).With(Volume());

        var plan = PlanOf(world, Present("x", "web"), Restored("x", "web"), Absent("x", "web"));

        Assert.Equal([Verdict.Change, Verdict.Change, Verdict.Change], plan.Entries.Select(e => e.Verdict));
        Assert.Single(Assert.IsType<RestoreGroup>(plan.Entries[1].Steps[0]).Volumes);
        Assert.Single(Assert.IsType<DeleteGroup>(plan.Entries[2].Steps[0]).Volumes);
        Assert.Equal(PlanJson.Write(plan), PlanJson.Write(PlanJson.Read(PlanJson.Write(plan))));
    }

    [Fact]
    public void Marks_name_the_volumes_and_are_read_again()
    {
        var set = new SnapshotGroup("x@1", [Address("web")]) { Volumes = [Records, new VolumeAddress("far", "shop", "slow", "logs")] };
        var snapshot = Snapshot("x") with
        {
            Description = $"why\n\n{SnapshotGroup.Trailer}: {set.Format(Yesterday, Address("web"))}\n{SnapshotGroup.VolumesTrailer}: {set.FormatVolumes(Address("web"))}",
        };

        Assert.Equal(set, SnapshotGroup.Of(snapshot, Address("web")));
        Assert.Equal(Records, SetNeed.Of(Absent("x", "web"))!.Volumes(Address("web"), Instance("web").With(snapshot)).Single().Volume);
    }

    private static string Refused(ObservedState world, DesiredEntry entry)
    {
        var planned = One(world, entry);
        Assert.Equal(Verdict.Refused, planned.Verdict);
        Assert.Empty(planned.Steps);
        return planned.Comment;
    }

    private static ObservedInstance Attaching(string name, string source) => Instance(name) with
    {
        ExpandedDevices = Maps.Devices.Add("data", Maps.Text.Add("type", "disk").Add("pool", "fast").Add("source", source).Add("path", "/data")),
    };

    private static ObservedVolume Volume(params ObservedSnapshot[] snapshots) =>
        snapshots.Aggregate(new ObservedVolume { Address = Records, CreatedAt = Yesterday.AddDays(-1) }, (v, s) => v.With(s));

    private static SnapshotGroup Set { get; } = new("x@1", [Address("web")]) { Volumes = [Records] };

    private static ObservedInstance InSet(string name)
    {
        var instance = Attaching(name, "records");
        return instance.With(Snapshot("x") with
        {
            ExpandedDevices = instance.ExpandedDevices,
            Description = $"{SnapshotGroup.Trailer}: {Set.Format(Yesterday, Address(name))}\n{SnapshotGroup.VolumesTrailer}: {Set.FormatVolumes(Address(name))}",
        });
    }

    private static ObservedSnapshot OfSet() =>
        Snapshot("x") with { Description = $"{SnapshotGroup.Trailer}: {Set.Format(Yesterday, new InstanceAddress("local", "default", "records"))}" };

    private static GroupPresent Present(string name, params string[] instances) => Resolved(
        new GroupPresent(Origin("present", instances, name), string.Join(", ", instances), Of(instances), name, null, null, null) { Volumes = true });

    private static GroupAbsent Absent(string name, params string[] instances) =>
        Resolved(new GroupAbsent(Origin("absent", instances, name), string.Join(", ", instances), Of(instances), name));

    private static GroupRestored Restored(string name, params string[] instances) => Resolved(
        new GroupRestored(Origin("restored", instances, name), string.Join(", ", instances), Of(instances), name, false, false, null, SafetyAnswer.No, false));

    private static T Resolved<T>(T entry) where T : GroupEntry => (T)new DesiredState([entry]).Resolve(_ => new Roster([])).Entries[0];

    private static Selection Of(string[] instances) => new([.. instances.Select(i => new Selector("local", "default", i))]);

    private static Origin Origin(string verb, string[] instances, string name) => new()
    {
        Id = $"{verb}-{name}", Function = $"incus.snapshot_group_{verb}", ReturnName = $"{string.Join(", ", instances)}/{name}", StateName = name, Sls = "test",
    };
}
