using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Plan;
using Brine.Planner.Schedule;
using static Brine.Planner.Tests.Plan.World;

namespace Brine.Planner.Tests.Plan;

public sealed class PresentTests
{
    [Fact]
    public void A_missing_snapshot_is_created_and_never_expires()
    {
        var planned = One(Holding(Instance("c1")), Present("c1", "a"));

        Assert.Equal("Snapshot a would be created for instance c1", planned.Comment);
        Assert.Equal("Snapshot a created for instance c1", planned.DoneComment);
        var create = Assert.IsType<CreateSnapshot>(Assert.Single(planned.Steps));
        Assert.IsType<Expiry.Never>(create.Expires);
        Assert.Equal(DescriptionHome.None, create.Home);
        Assert.Equal(Change.Of("snapshot", null, "a"), Assert.Single(create.Changes));
    }

    [Fact]
    public void An_existing_snapshot_is_left_alone()
    {
        var planned = One(Holding(Instance("c1").With(Snapshot("a"))), Present("c1", "a"));

        Assert.Equal(Verdict.Holds, planned.Verdict);
        Assert.Equal("Snapshot a already exists for instance c1", planned.Comment);
    }

    [Fact]
    public void A_missing_instance_is_refused() =>
        Assert.Equal("Instance c1 does not exist", One(Holding().Lacking("c1"), Present("c1", "a")).Comment);

    [Fact]
    public void An_instance_that_could_not_be_examined_is_not_called_missing()
    {
        var world = ObservedState.Empty with { Instances = ObservedState.Empty.Instances.Add(Address("c1"), new Sighting.Unknown("its member is offline")) };

        var planned = One(world, Present("c1", "a"));

        Assert.True(planned.Failed);
        Assert.Equal("Instance c1 could not be examined: its member is offline", planned.Comment);
    }

    [Fact]
    public void Another_description_is_corrected_and_trailers_stay()
    {
        var world = Holding(Instance("c1").With(Snapshot("a") with { Description = "old\n\nBrine-Pin: me" }));

        var step = Assert.IsType<SetSnapshotDescription>(Assert.Single(One(world, Present("c1", "a", description: "new")).Steps));

        Assert.Equal("new\n\nBrine-Pin: me", step.Description);
        Assert.Equal(Change.Of("description", "old", "new"), Assert.Single(step.Changes));
    }

    [Theory]
    [InlineData("never", null)]
    [InlineData("7d", "2026-11-29T12:00:00Z")]
    [InlineData("2027-01-01T00:00:00Z", "2027-01-01T00:00:00Z")]
    public void Another_expiry_is_corrected_from_the_instant_of_creation(string declared, string? to)
    {
        var world = Holding(Instance("c1").With(Snapshot("a") with { ExpiresAt = Now.AddYears(3) }));

        var step = Assert.IsType<SetSnapshotExpiry>(Assert.Single(One(world, Present("c1", "a", expires: declared)).Steps));

        Assert.Equal(to is null ? null : DateTimeOffset.Parse(to, System.Globalization.CultureInfo.InvariantCulture), step.ExpiresAt);
    }

    [Fact]
    public void An_expiry_that_differs_by_the_time_of_the_request_is_no_drift()
    {
        var world = Holding(Instance("c1").With(Snapshot("a") with { ExpiresAt = Yesterday.AddDays(7).AddSeconds(-3) }));

        Assert.Equal(Verdict.Holds, One(world, Present("c1", "a", expires: "7d")).Verdict);
    }

    [Fact]
    public void An_undeclared_expiry_stays_and_is_told()
    {
        var world = Holding(Instance("c1").With(Snapshot("a") with { ExpiresAt = Now.AddDays(2) }));

        var planned = One(world, Present("c1", "a"));

        Assert.Equal(Verdict.Holds, planned.Verdict);
        Assert.Contains("Incus will delete c1/a at 2026-11-25 12:00 UTC", Assert.Single(planned.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stateless_snapshot_cannot_become_stateful()
    {
        var world = Holding(Instance("c1").With(Snapshot("a")));

        Assert.True(One(world, Present("c1", "a", stateful: true)).Failed);
        Assert.Equal(Verdict.Holds, One(world, Present("c1", "a", stateful: true, onDrift: DriftAnswer.Ignore)).Verdict);
    }

    [Fact]
    public void Recreate_deletes_and_takes_again()
    {
        var instance = Instance("c1", "Running") with { ExpandedConfig = Maps.Text.Add("migration.stateful", "true") };

        var planned = One(Holding(instance.With(Snapshot("a"))), Present("c1", "a", stateful: true, onDrift: DriftAnswer.Recreate));

        Assert.Collection(planned.Steps,
            s => Assert.Equal(Yesterday, Assert.IsType<DeleteSnapshot>(s).CreatedAt),
            s => Assert.True(Assert.IsType<CreateSnapshot>(s).Stateful));
    }

    [Fact]
    public void A_stateful_snapshot_satisfies_stateful_false() =>
        Assert.Equal(Verdict.Holds,
            One(Holding(Instance("c1").With(Snapshot("a") with { Stateful = true })), Present("c1", "a", stateful: false)).Verdict);

    [Theory]
    [InlineData("Stopped", "true", "start it first: incus start c1")]
    [InlineData("Running", "false", "set it: incus config set c1 migration.stateful=true")]
    public void A_stateful_snapshot_of_an_unprepared_instance_names_the_remedy(string status, string migration, string remedy)
    {
        var instance = Instance("c1", status) with { ExpandedConfig = Maps.Text.Add("migration.stateful", migration) };

        var planned = One(Holding(instance), Present("c1", "a", stateful: true));

        Assert.True(planned.Failed);
        Assert.Empty(planned.Steps);
        Assert.Contains(remedy, planned.Comment, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "not set")]
    [InlineData("512MiB", "1GiB", "512MiB")]
    [InlineData("1GiB", "1GiB", null)]
    [InlineData("1GB", "900MB", null)]
    [InlineData("1GiB", null, null)]
    public void A_vm_needs_room_for_its_memory(string? sizeState, string? memory, string? complaint)
    {
        var root = Maps.Text.Add("type", "disk").Add("path", "/");
        var vm = Instance("vm1", "Running") with
        {
            Type = "virtual-machine",
            ExpandedConfig = memory is null ? Maps.Text.Add("migration.stateful", "true") : Maps.Text.Add("migration.stateful", "true").Add("limits.memory", memory),
            ExpandedDevices = Maps.Devices.Add("root", sizeState is null ? root : root.Add("size.state", sizeState)),
        };

        var planned = One(Holding(vm), Present("vm1", "a", stateful: true));

        Assert.Equal(complaint is not null, planned.Failed);
        if (complaint is not null)
            Assert.Contains("size.state is " + complaint, planned.Comment, StringComparison.Ordinal);
    }

    [Fact]
    public void A_description_left_by_a_restore_is_not_inherited()
    {
        var world = Holding(Instance("c1") with { VolumeDescription = "stale" });

        Assert.Equal(DescriptionHome.Volume, Assert.IsType<CreateSnapshot>(One(world, Present("c1", "a")).Steps[0]).Home);
    }

    [Fact]
    public void A_client_that_may_not_edit_volumes_keeps_the_description_in_the_config()
    {
        var world = Holding(Instance("c1"));
        world = world with { Servers = world.Servers.SetItem("local", world.Server("local") with { MayEditVolumes = false }) };

        Assert.Equal(DescriptionHome.ConfigKey, Assert.IsType<CreateSnapshot>(One(world, Present("c1", "a", "text")).Steps[0]).Home);
        Assert.Equal(DescriptionHome.None, Assert.IsType<CreateSnapshot>(One(world, Present("c1", "b")).Steps[0]).Home);
    }

    [Fact]
    public void A_snapshot_that_appeared_long_after_the_cut_is_somebody_elses()
    {
        var world = Holding(Instance("c1").With(Snapshot("a"))) with
        {
            Interruptions = [new Interruption.CreatingSnapshot(Address("c1"), "a", "Running", 8, Yesterday.AddDays(-1))],
        };

        Assert.Equal(Verdict.Holds, One(world, Present("c1", "a")).Verdict);
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public void A_snapshot_whose_creation_was_cut_off_is_trusted_only_if_the_daemon_lived_on(int processThen, bool retaken)
    {
        var world = Holding(Instance("c1", "Frozen").With(Snapshot("a"))) with
        {
            Interruptions = [new Interruption.CreatingSnapshot(Address("c1"), "a", "Running", processThen, Yesterday)],
        };

        var planned = One(world, Present("c1", "a"));

        if (retaken)
            Assert.Collection(planned.Steps,
                s => Assert.Equal(PowerAction.Thaw, Assert.IsType<SetPower>(s).Action),
                s => Assert.IsType<DeleteSnapshot>(s), s => Assert.IsType<CreateSnapshot>(s));
        else
            Assert.Equal(Verdict.Holds, planned.Verdict);
    }
}
