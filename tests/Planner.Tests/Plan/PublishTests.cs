using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Images;
using Brine.Planner.Plan;
using static Brine.Planner.Tests.Plan.World;

namespace Brine.Planner.Tests.Plan;

public sealed class PublishTests
{
    private const string Old = "0123456789abcdef";
    private const string New = "fedcba9876543210";

    private static readonly ObservedInstance Web = Instance("web").With(Snapshot("a"));

    [Fact]
    public void A_snapshot_that_was_never_published_is_published_under_a_new_alias()
    {
        var planned = One(Seeing(), Published());

        Assert.Equal("Snapshot a of instance web would be published as gold", planned.Comment);
        var step = Assert.IsType<PublishSnapshot>(Assert.Single(planned.Steps));
        Assert.Equal((null, Yesterday, false), (step.OldFingerprint, step.CreatedAt, step.IsPublic));
        Assert.Empty(planned.Notes);
    }

    [Fact]
    public void An_alias_of_another_image_is_moved_and_the_image_kept()
    {
        var planned = One(Seeing(Image(Old, "b", "gold")), Published());

        Assert.Equal(Old, Assert.IsType<PublishSnapshot>(Assert.Single(planned.Steps)).OldFingerprint);
        Assert.Equal("image 0123456789ab, which gold pointed at, is kept: incus image delete 0123456789ab", Assert.Single(planned.Notes));
    }

    [Fact]
    public void An_alias_of_an_image_of_this_very_snapshot_holds()
    {
        var planned = One(Seeing(Image(New, "a", "gold")), Published());

        Assert.Equal((Verdict.Holds, $"Snapshot a of instance web is already published as gold: fingerprint {New}"), (planned.Verdict, planned.Comment));
    }

    [Fact]
    public void A_snapshot_of_the_same_name_taken_later_is_another_one() => Assert.IsType<PublishSnapshot>(Assert.Single(One(
        Seeing(Image(New, "a", "gold")).With(Address("web"), Instance("web").With(Snapshot("a", Now))), Published()).Steps));

    [Fact]
    public void An_image_that_an_interrupted_run_made_is_used()
    {
        var planned = One(Seeing(Image(Old, "b", "gold"), Image(New, "a")), Published());

        var step = Assert.IsType<PointAlias>(Assert.Single(planned.Steps));
        Assert.Equal((Old, New), (step.From, step.To));
        Assert.Equal(Change.Of("image", Old, New), Assert.Single(step.Changes));
    }

    [Fact]
    public void What_is_declared_of_the_image_is_corrected_in_place()
    {
        var planned = One(Seeing(Image(New, "a", "gold")), Published() with { IsPublic = true, Properties = Maps.Text.Add("os", "debian") });

        var step = Assert.IsType<UpdateImage>(Assert.Single(planned.Steps));
        Assert.Equal((true, "debian"), (step.IsPublic, step.Properties["os"]));
    }

    [Fact]
    public void Planned_twice_it_holds_after_the_first()
    {
        var plan = PlanOf(Seeing(Image(Old, "b", "gold")), Published(), Published());

        Assert.Equal([Verdict.Change, Verdict.Holds], plan.Entries.Select(e => e.Verdict));
    }

    [Fact]
    public void Without_the_snapshot_or_the_list_of_images_nothing_is_published()
    {
        Assert.Equal("Snapshot a does not exist for instance web", One(Seeing().With(Address("web"), Instance("web")), Published()).Comment);
        Assert.Equal("Failed to publish snapshot a of instance web: the images of the project could not be listed: they were not looked at",
            One(Holding(Web), Published()).Comment);
    }

    private static ObservedState Seeing(params ObservedImage[] images) => Holding(Web) with
    {
        Images = ImmutableDictionary<ProjectAddress, ImageListing>.Empty.Add(new ProjectAddress("local", "default"), new ImageListing([.. images], null)),
    };

    private static ObservedImage Image(string fingerprint, string snapshot, params string[] aliases) =>
        new(fingerprint, false, ImageOrigin.Properties(Address("web"), snapshot, Yesterday), [.. aliases]);

    private static SnapshotPublished Published() => new(
        new Origin { Id = "gold", Function = "incus.snapshot_published", ReturnName = "web/a", StateName = "a" }, Address("web"), "web", "a", "gold",
        null, Maps.Text, null);
}
