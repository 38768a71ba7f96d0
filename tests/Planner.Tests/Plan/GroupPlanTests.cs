using Brine.Planner.Desired;
using Brine.Planner.Desired.Choosing;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Plan;
using Brine.Planner.Schedule;
using static Brine.Planner.Tests.Plan.World;

namespace Brine.Planner.Tests.Plan;

/// <summary>Sets: taken whole, deleted whole, restored whole, or refused before anything is touched.</summary>
public sealed class GroupPlanTests
{
    [Fact]
    public void A_set_is_taken_of_all_members_in_the_order_of_the_list()
    {
        var planned = One(Holding(Instance("db", "Running"), Instance("app", "Running"), Instance("web")), Present("x", "web", "db", "app"));

        var step = Assert.IsType<TakeGroup>(Assert.Single(planned.Steps));
        Assert.Equal(["web", "db", "app"], step.Members.Select(m => m.Instance.Name));
        Assert.True(step.Freeze);
        Assert.Equal("2 of 3 run and are frozen meanwhile", step.Reason);
        Assert.Equal("Snapshot set x would be created for web, db, app", planned.Comment);
        var change = Assert.Single(step.Changes);
        Assert.Equal(["snapshots"], change.Path);
        Assert.Equal(["web/x", "db/x", "app/x"], ((ChangeValue.List)change.New).Items);
        Assert.IsType<ChangeValue.None>(change.Old);
    }

    [Fact]
    public void It_holds_when_all_members_have_it_of_one_set()
    {
        var planned = One(Holding(InSet("web", "x"), InSet("db", "x")), Present("x", "web", "db"));

        Assert.Equal(Verdict.Holds, planned.Verdict);
        Assert.Equal("Snapshot set x already exists for web, db", planned.Comment);
    }

    [Fact]
    public void A_set_in_parts_and_a_snapshot_of_no_set_are_refused_and_named()
    {
        Assert.Contains("web has it already, of set x@1, and db has not", Refused(Holding(InSet("web", "x"), Instance("db")), Present("x", "web", "db")),
            StringComparison.Ordinal);
        Assert.Contains("db/x is there already and of no set", Refused(Holding(InSet("web", "x"), Instance("db").With(Snapshot("x"))), Present("x", "web", "db")),
            StringComparison.Ordinal);
        Assert.Contains("the members have it of several sets: web of x@1; db of x@2",
            Refused(Holding(InSet("web", "x"), InSet("db", "x", "x@2")), Present("x", "web", "db")), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_and_unknown_members_are_all_named_before_any_is_touched()
    {
        var world = Holding(Instance("web")).Lacking("db");
        world = world with { Instances = world.Instances.SetItem(Address("far"), new Sighting.Unknown("no route")) };

        Assert.Equal("Failed to create snapshot set x: Instance db does not exist", Refused(world, Present("x", "web", "db")));
        Assert.Equal("Failed to create snapshot set x: Instance far could not be examined: no route", Refused(world, Present("x", "web", "far")));
        Assert.Equal("Failed to create snapshot set x: no instance matches ", Refused(world, Present("x")));
    }

    [Fact]
    public void A_stateful_set_is_refused_when_one_member_cannot()
    {
        var can = Instance("vm", "Running") with { ExpandedConfig = Maps.Text.Add("migration.stateful", "true") };

        var why = Refused(Holding(can, Instance("web")), Present("x", "vm", "web") with { Stateful = true });

        Assert.Contains("a stateful snapshot keeps the memory of a running instance, and web is Stopped", why, StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_go_to_the_members_they_name_and_those_must_run()
    {
        var entry = Present("x", "web-1", "web-2", "db") with
        {
            Before = [new GroupCommand("web-*", "drain", TimeSpan.FromSeconds(5)), new GroupCommand("db", "flush", TimeSpan.FromSeconds(9))],
            After = [new GroupCommand("*", "go", TimeSpan.FromSeconds(5))],
        };
        var step = (TakeGroup)One(Holding(Instance("web-1", "Running"), Instance("web-2", "Running"), Instance("db", "Running")), entry).Steps[0];

        Assert.Equal(["web-1 drain", "web-2 drain", "db flush"], step.Before.Select(c => $"{c.Instance} {c.Command}"));
        Assert.Equal(3, step.After.Length);
        var why = Refused(Holding(Instance("web-1", "Running"), Instance("web-2"), Instance("db", "Running")), entry);
        Assert.Contains("'before' has commands for web-2, which is Stopped", why, StringComparison.Ordinal);
        var lost = entry with { Before = [new GroupCommand("redis", "save", TimeSpan.FromSeconds(5))] };
        Assert.Contains("'before' has commands for 'redis', which is no member",
            Refused(Holding(Instance("web-1", "Running"), Instance("web-2", "Running"), Instance("db", "Running")), lost), StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_that_may_not_mark_the_members_is_refused()
    {
        var world = Holding(Instance("web"), Instance("db"));
        world = world with { Servers = world.Servers.SetItem("local", world.Server("local") with { MayEditVolumes = false }) };

        Assert.Contains("which this client may not edit on local", Refused(world, Present("x", "web", "db")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_drifted_is_corrected_on_each_member_and_the_marks_stay()
    {
        var entry = Present("x", "web", "db") with { Description = "new", Expires = ExpiryText.TryParse("never") };

        var planned = One(Holding(InSet("web", "x"), InSet("db", "x")), entry);

        var steps = planned.Steps.OfType<SetSnapshotDescription>().ToList();
        Assert.Equal(["web", "db"], steps.Select(s => s.Instance.Name));
        Assert.All(steps, s => Assert.Contains("Brine-Group: ", s.Description, StringComparison.Ordinal));
        Assert.Equal(["web/x", "description"], steps[0].Changes[0].Path);
    }

    [Fact]
    public void A_set_is_deleted_whole_or_refused()
    {
        var world = Holding(InSet("web", "x", "x@1", "web", "db"), InSet("db", "x", "x@1", "web", "db"));

        var step = Assert.IsType<DeleteGroup>(Assert.Single(One(world, Absent("x", "web", "db")).Steps));
        Assert.Equal(["web", "db"], step.Members.Select(m => m.Instance.Name));
        Assert.Contains("the set has a member that is not named: db", Refused(world, Absent("x", "web")), StringComparison.Ordinal);
        var pinned = Holding(Instance("web").With(InSet("web", "x").Snapshots["x"] with
        {
            Description = InSet("web", "x").Snapshots["x"].Description + $"\n{SnapshotPin.Trailer}: {new SnapshotPin(null, "audit").Format(Yesterday)}",
        }));
        Assert.Contains("it is pinned (audit); unpin it first", Refused(pinned, Absent("x", "web")), StringComparison.Ordinal);
        Assert.Contains("web/x is of no set", Refused(Holding(Instance("web").With(Snapshot("x"))), Absent("x", "web")), StringComparison.Ordinal);
        Assert.Equal(Verdict.Holds, One(Holding(Instance("web")).Lacking("db"), Absent("x", "web", "db")).Verdict);
    }

    [Fact]
    public void What_is_left_of_a_set_is_deleted_too()
    {
        var world = Holding(InSet("web", "x", "x@1", "web", "db"), Instance("db"));

        var step = Assert.IsType<DeleteGroup>(Assert.Single(One(world, Absent("x", "web", "db")).Steps));

        Assert.Equal(["web"], step.Members.Select(m => m.Instance.Name));
    }

    [Fact]
    public void A_restore_is_of_all_members_and_refused_if_one_of_them_would_be()
    {
        var world = Holding(InSet("web", "x"), InSet("db", "x"));

        var planned = One(world, Restored("x", "web", "db"));
        var step = Assert.IsType<RestoreGroup>(Assert.Single(planned.Steps));
        Assert.Equal(["web", "db"], step.Members.Select(m => m.Instance.Name));
        Assert.All(step.Members, m => Assert.True(m.TakeSafetySnapshot));
        Assert.Contains("Snapshot x does not exist for instance db", Refused(Holding(InSet("web", "x"), Instance("db")), Restored("x", "web", "db")),
            StringComparison.Ordinal);
        var gone = world with
        {
            Servers = world.Servers.SetItem("local", world.Server("local") with
            {
                Profiles = world.Server("local").Profiles.SetItem("default", ["other"]),
            }),
        };
        Assert.Contains("web: its profile default no longer exists", Refused(gone, Restored("x", "web", "db")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_restore_holds_only_when_the_latest_restore_of_every_member_was_to_this_very_set()
    {
        ObservedInstance Back(string name, DateTimeOffset created)
        {
            var instance = InSet(name, "x");
            return instance with
            {
                Config = instance.Config.Add(RestoreLedger.Key, new RestoreLedger("x", created, null, "g1", Now).Format()),
            };
        }

        Assert.Equal(Verdict.Holds, One(Holding(Back("web", Yesterday), Back("db", Yesterday)), Restored("x", "web", "db")).Verdict);
        var half = One(Holding(Back("web", Yesterday), InSet("db", "x")), Restored("x", "web", "db"));
        Assert.Equal(2, Assert.IsType<RestoreGroup>(half.Steps[0]).Members.Length);
        Assert.Equal(Verdict.Change, One(Holding(Back("web", Yesterday), Back("db", Yesterday.AddDays(-1))), Restored("x", "web", "db")).Verdict);
        Assert.Equal(Verdict.Change, One(Holding(Back("web", Yesterday), Back("db", Yesterday)), Restored("x", "web", "db") with { Again = true }).Verdict);
    }

    [Fact]
    public void Later_declarations_see_the_set_that_this_run_takes()
    {
        var plan = PlanOf(Holding(Instance("web"), Instance("db")), Present("x", "web", "db"), Restored("x", "web", "db"), Present("x", "web", "db"),
            Policies.Retained("*", new Planner.Retention.RetentionPolicy { Last = 1 }, "web", "db"));

        Assert.IsType<RestoreGroup>(plan.Entries[1].Steps[0]);
        Assert.Equal(Verdict.Holds, plan.Entries[2].Verdict);
        Assert.Empty(plan.Entries[3].Steps);
    }

    [Fact]
    public void A_plan_with_sets_can_be_saved_and_read_again()
    {
        var plan = PlanOf(Holding(Instance("web", "Running"), InSet("db", "y")), Present("x", "web") with { After = [new GroupCommand("*", "go", TimeSpan.FromSeconds(5))] },
            Absent("y", "db"), Restored("y", "db"));

        Assert.Equal(PlanJson.Write(plan), PlanJson.Write(PlanJson.Read(PlanJson.Write(plan))));
    }

    private static string Refused(ObservedState world, DesiredEntry entry)
    {
        var planned = One(world, entry);
        Assert.Equal(Verdict.Refused, planned.Verdict);
        Assert.Empty(planned.Steps);
        return planned.Comment;
    }

    private static GroupPresent Present(string name, params string[] instances) =>
        Resolved(new GroupPresent(Origin("present", instances, name), string.Join(", ", instances), Of(instances), name, null, null, null));

    private static GroupAbsent Absent(string name, params string[] instances) =>
        Resolved(new GroupAbsent(Origin("absent", instances, name), string.Join(", ", instances), Of(instances), name));

    private static GroupRestored Restored(string name, params string[] instances) =>
        Resolved(new GroupRestored(Origin("restored", instances, name), string.Join(", ", instances), Of(instances), name, false, false, null, SafetyAnswer.Auto, false));

    private static T Resolved<T>(T entry) where T : GroupEntry => (T)new DesiredState([entry]).Resolve(_ => new Roster([])).Entries[0];

    private static Selection Of(string[] instances) => new([.. instances.Select(i => new Selector("local", "default", i))]);

    private static ObservedInstance InSet(string instance, string snapshot, string? id = null, params string[] members) =>
        Instance(instance).With(Snapshot(snapshot) with
        {
            Description = $"{SnapshotGroup.Trailer}: " + new SnapshotGroup(id ?? snapshot + "@1",
                [.. (members.Length == 0 ? [instance] : members).Select(Address)]).Format(Yesterday, Address(instance)),
        });

    private static Origin Origin(string verb, string[] instances, string name) => new()
    {
        Id = $"{verb}-{name}", Function = $"incus.snapshot_group_{verb}", ReturnName = $"{string.Join(", ", instances)}/{name}", StateName = name, Sls = "test",
    };
}
