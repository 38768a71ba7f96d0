using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Drills;
using Brine.Planner.Plan;
using Brine.Planner.Schedule;
using static Brine.Planner.Tests.Plan.World;

namespace Brine.Planner.Tests.Drills;

/// <summary>Which snapshot is drilled, whether one is due, and what the clone does without.</summary>
public sealed class DrillPlanTests
{
    private static readonly ObservedInstance Web = Instance("web", "Running").With(Snapshot("old", Now.AddDays(-9)), Snapshot("new"), Snapshot("mid", Now.AddDays(-3)));

    [Fact]
    public void The_newest_is_drilled_or_the_one_that_is_named_or_the_newest_of_a_pattern()
    {
        Assert.Equal("new", Step(One(Holding(Web), Drill())).Name);
        Assert.Equal("old", Step(One(Holding(Web), Drill() with { Name = "old" })).Name);
        Assert.Equal("mid", Step(One(Holding(Web), Drill() with { Pattern = "?[il]d" })).Name);
    }

    [Fact]
    public void What_the_same_run_takes_is_the_newest()
    {
        var planned = PlanOf(Holding(Web), Present("web", "now"), Drill()).Entries[1];

        Assert.Equal(("now", null), (Step(planned).Name, Step(planned).CreatedAt));
    }

    [Theory]
    [InlineData(6, "new", null)]
    [InlineData(6, "old", null)]
    [InlineData(8, "new", "the latest drill was at 2026-11-15 12:00 UTC, and one is due every 7d")]
    public void A_drill_that_passed_is_good_for_its_time_whichever_snapshot_it_was_of(int daysAgo, string snapshot, string? due)
    {
        var planned = One(Holding(Web.With(Drilled(snapshot, true, daysAgo))), Drill() with { Every = Week });

        Assert.Equal(due is null ? Verdict.Holds : Verdict.Change, planned.Verdict);
        if (due is null)
            Assert.StartsWith($"Snapshot {snapshot} of instance web passed its drill at 2026-11-17 12:00 UTC; the next is due at 2026-11-24", planned.Comment, StringComparison.Ordinal);
        else
            Assert.Equal(due, Step(planned).Reason);
    }

    [Fact]
    public void One_that_failed_or_had_another_check_or_is_of_another_pattern_is_good_for_nothing()
    {
        Assert.Equal("the latest drill failed at 2026-11-22 12:00 UTC", Step(One(Holding(Web.With(Drilled("new", false, 1))), Drill() with { Every = Week })).Reason);
        Assert.Equal("no drill with this check is noted", Step(One(Holding(Web.With(Drilled("new", true, 1))), Drill() with { Every = Week, Check = "false" })).Reason);
        Assert.Equal("mid", Step(One(Holding(Web.With(Drilled("new", true, 1))), Drill() with { Every = Week, Pattern = "mid" })).Name);
        Assert.Equal(Verdict.Change, One(Holding(Web.With(Drilled("new", true, 1))), Drill()).Verdict);
    }

    [Fact]
    public void Two_declarations_of_one_drill_drill_once() =>
        Assert.Equal([Verdict.Change, Verdict.Holds], PlanOf(Holding(Web), Drill() with { Every = Week }, Drill() with { Every = Week }).Entries.Select(e => e.Verdict));

    [Theory]
    [InlineData("gone", "*", "Snapshot gone does not exist for instance web")]
    [InlineData(null, "x*", "Instance web has no snapshot to drill whose name matches 'x*'")]
    public void What_is_not_there_is_refused(string? name, string pattern, string comment)
    {
        var planned = One(Holding(Web), Drill() with { Name = name, Pattern = pattern });

        Assert.Equal((true, comment), (planned.Failed, planned.Comment));
    }

    [Fact]
    public void The_clone_keeps_what_makes_the_system_and_nothing_that_meets_others()
    {
        var snapshot = Snapshot("a") with
        {
            Config = Words(("limits.cpu", "2"), ("boot.autostart", "true"), ("snapshots.schedule", "@daily"), ("security.protection.delete", "true"),
                ("user.brine.restored", "x"), ("raw.lxc", "lxc.mount.entry = /srv srv none bind 0 0"), ("volatile.eth0.hwaddr", "00:16"),
                ("volatile.cloud-init.instance-id", "i1"), ("raw.qemu", "-cpu max")),
            ExpandedConfig = Words(("limits.memory", "1GiB"), ("snapshots.expiry", "7d"), ("boot.priority", "3"), ("raw.lxc", "lxc.mount.entry = /srv srv none bind 0 0")),
            Devices = Devices(("data", "disk", "pool=btr source=db path=/data"), ("sdb", "unix-block", "source=/dev/sdb"), ("agent", "disk", "source=agent:config")),
            ExpandedDevices = Devices(("root", "disk", "path=/ pool=btr"), ("eth0", "nic", "network=lan"), ("srv", "disk", "source=/srv path=/srv"), ("ceph", "disk", "source=ceph:p/v")),
        };

        var step = Step(One(Holding(Instance("web").With(snapshot)), Drill()));

        Assert.Equal(
            [
                "boot.autostart=false", "limits.memory=1GiB", "raw.lxc=", "security.protection.delete=", "snapshots.schedule=", "user.brine.restored=",
                "volatile.cloud-init.instance-id=i1",
            ], step.Config.Select(c => $"{c.Key}={c.Value}"));
        // Of profiles, which the clone does not have, only what is safe; of its own, what is not is covered.
        Assert.Equal(["data: type=none", "root: path=/ pool=btr type=disk", "sdb: type=none"], step.Devices.Select(d => $"{d.Key}: {Maps.Line(d.Value)}"));
        Assert.Equal(
            [
                "config raw.lxc, which reaches the host", "disk ceph (ceph:p/v of the host)", "disk data (custom volume btr/db)", "device sdb (unix-block)",
                "disk srv (/srv of the host)",
            ], step.LeftOut);
    }

    [Fact]
    public void A_named_snapshot_that_is_drilled_is_not_deleted_by_a_policy_or_declared_absent()
    {
        var read = Brine.Planner.Tests.Desired.Compiled.Of("""
            old: {incus.instance_snapshot_absent: [instance: web]}
            d: {incus.snapshot_drilled: [instance: web, snapshot: old, check: 'true']}
            """);

        Assert.Equal("incus.contradiction", Assert.Single(read.Diagnostics).Code);
    }

    [Fact]
    public void Without_a_right_to_the_description_it_is_said_that_nothing_is_noted()
    {
        var world = Holding(Web);
        world = world with { Servers = world.Servers.SetItem("local", world.Servers["local"] with { MayEditVolumes = false }) };

        Assert.Contains("not noted", Assert.Single(One(world, Drill()).Notes), StringComparison.Ordinal);
    }

    private static ExpiryDuration Week => ExpiryDuration.TryParse("7d")!;

    private static SnapshotDrilled Drill() => new(new Origin { Id = "d", Function = "incus.snapshot_drilled", ReturnName = "web", StateName = "d", Sls = "test" },
        Address("web"), "web", null, "*", "true", TimeSpan.FromMinutes(5), null, null);

    private static ObservedSnapshot Drilled(string name, bool passed, int daysAgo)
    {
        var snapshot = Web.Snapshots[name];
        return snapshot with { Description = new SnapshotDrill(Now.AddDays(-daysAgo), passed, "so it was", "true").In("mine", snapshot.CreatedAt) };
    }

    private static DrillSnapshot Step(PlannedEntry planned) => Assert.IsType<DrillSnapshot>(Assert.Single(planned.Steps));

    private static ImmutableSortedDictionary<string, string> Words(params (string Key, string Value)[] words) =>
        words.ToImmutableSortedDictionary(w => w.Key, w => w.Value, StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Devices(params (string Name, string Type, string Keys)[] devices) =>
        devices.ToImmutableSortedDictionary(d => d.Name, d => Words([("type", d.Type), .. d.Keys.Split(' ').Select(k => (k.Split('=')[0], k.Split('=')[1]))]), StringComparer.Ordinal);
}
