using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Plan;
using static Brine.Planner.Tests.Plan.World;

namespace Brine.Planner.Tests.Plan;

public sealed class CloneTests
{
    private static readonly ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Furnished = Maps.Devices
        .Add("data", Device("disk", ("pool", "btr"), ("source", "records"), ("path", "/data")))
        .Add("eth0", Device("nic", ("network", "lan")))
        .Add("http", Device("proxy", ("listen", "tcp:0.0.0.0:80")))
        .Add("root", Device("disk", ("path", "/"), ("pool", "btr"), ("size", "2GiB")));

    private static readonly ObservedInstance Web = (Instance("web", "Running") with { Description = "shop", ExpandedDevices = Furnished })
        .With(Snapshot("a") with { ExpandedDevices = Furnished.Remove("http") });

    [Fact]
    public void A_snapshot_is_cloned_with_what_it_holds()
    {
        var planned = One(Holding(Web).Lacking("new"), Clone("web/a"));

        Assert.Equal("web/a would be cloned to new", planned.Comment);
        var create = Assert.IsType<CreateInstance>(Assert.Single(planned.Steps));
        Assert.Equal(("web/a", false, "shop"), (create.Source.Copy, create.WithoutSnapshots, create.Description));
        Assert.Empty(create.Devices);
        Assert.Equal("disk data is no part of the copy: new gets the custom volume btr/records itself", Assert.Single(planned.Notes));
    }

    [Fact]
    public void An_instance_is_cloned_as_it_is_without_its_snapshots() =>
        Assert.True(Assert.IsType<CreateInstance>(Assert.Single(One(Holding(Web).Lacking("new"), Clone("web")).Steps)).WithoutSnapshots);

    [Fact]
    public void Without_network_every_device_that_meets_others_is_covered()
    {
        var planned = One(Holding(Web).Lacking("new"), Clone("web") with { HasNoNetwork = true, Start = true });

        var create = Assert.IsType<CreateInstance>(planned.Steps[0]);
        Assert.Equal(["eth0=type=none", "http=type=none"], create.Devices.Select(d => $"{d.Key}={Maps.Line(d.Value)}"));
        Assert.True(create.HasNoNetwork);
        Assert.Equal(PowerAction.Start, Assert.IsType<SetPower>(planned.Steps[1]).Action);
        Assert.Contains("left stopped", planned.Steps[1].FailedComment, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_pool_keeps_the_rest_of_the_root_disk() => Assert.Equal("path=/ pool=fast size=2GiB type=disk", Maps.Line(
        Assert.IsType<CreateInstance>(Assert.Single(One(Holding(Web).Lacking("new"), Clone("web/a") with { Pool = "fast" }).Steps)).Devices["root"]));

    [Fact]
    public void A_clone_goes_to_the_member_that_is_named_if_that_can_take_it()
    {
        var world = Holding(Web).Lacking("new").On(("m1", "Online"), ("m2", "Evacuated"));
        string Failure(string member) => One(world, Clone("web/a") with { Member = member }).Comment;

        var planned = One(world, Clone("web/a") with { Member = "m1", Pool = "fast" });
        Assert.Equal("m1", Assert.IsType<CreateInstance>(Assert.Single(planned.Steps)).Member);
        Assert.Equal("in pool fast, on member m1", planned.Steps[0].Reason);
        Assert.Equal("Failed to clone web/a to new: cluster member m2 is evacuated", Failure("m2"));
        Assert.Equal("Failed to clone web/a to new: there is no cluster member m9; there are m1, m2", Failure("m9"));
    }

    [Theory]
    [InlineData("web/b", "Failed to clone web/b to new: snapshot b does not exist for instance web")]
    [InlineData("gone/b", "Failed to clone gone/b to new: instance gone does not exist")]
    [InlineData("dark", "Failed to clone dark to new: instance dark could not be examined: it was not looked at")]
    public void What_is_not_there_is_not_cloned(string source, string comment)
    {
        var planned = One(Holding(Web).Lacking("new").Lacking("gone"), Clone(source));

        Assert.Equal((true, comment), (planned.Failed, planned.Comment));
    }

    [Fact]
    public void An_instance_that_is_there_is_never_cloned_over()
    {
        var planned = One(Holding(Web, Instance("new")), Clone("web/a"));

        Assert.Equal((true, "Instance new already exists"), (planned.Failed, planned.Comment));
    }

    [Fact]
    public void A_declared_copy_knows_its_source_before_it_is_made()
    {
        var copy = Declared("new") with { Source = new InstanceSource("copy", Copy: "vm/a") };
        var world = Holding(Instance("vm") with { Type = "virtual-machine" }).Lacking("new");

        Assert.Equal("Failed to create instance new: snapshot a does not exist for instance vm", One(world, copy).Comment);
        var planned = PlanOf(world, Present("vm", "a"), copy).Entries[1];
        Assert.Equal("virtual-machine", Assert.IsType<CreateInstance>(Assert.Single(planned.Steps)).Type);
    }

    [Fact]
    public void A_source_in_another_project_is_looked_for_there() => Assert.Equal(
        new InstanceAddress("local", "golden", "web"),
        Assert.Single(InstanceNeed.Of(new DesiredState([Clone("web/a") with { Source = new InstanceSource("copy", Copy: "web/a", Project: "golden") }])),
            n => n.Instance.Name == "web").Instance);

    private static InstanceCloned Clone(string source) => new(
        new Origin { Id = "new", Function = "incus.instance_cloned", ReturnName = "new", StateName = "new" }, Address("new"), "new",
        new InstanceSource("copy", Copy: source), Start: false, HasNoNetwork: false, Pool: null, Description: null);

    private static ImmutableSortedDictionary<string, string> Device(string type, params (string Key, string Value)[] keys) =>
        keys.Aggregate(Maps.Text.Add("type", type), (map, k) => map.Add(k.Key, k.Value));
}
