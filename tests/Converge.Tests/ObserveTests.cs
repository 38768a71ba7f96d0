using Brine.Converge.Observe;
using Brine.Planner.Names;
using Brine.Planner.Observed;

namespace Brine.Converge.Tests;

/// <summary>What is read of servers, and what is said of those that do not tell.</summary>
public sealed class ObserveTests
{
    [Fact]
    public async Task A_server_that_cannot_be_reached_ends_the_run_when_it_is_the_only_one()
    {
        await using var site = await Site.SandboxAsync();
        using var journal = site.Journal();
        var convergence = new Convergence(site.Servers, journal);

        var e = await Assert.ThrowsAsync<ServerUnreachableException>(
            () => convergence.PlanAsync(Wanted.All(Wanted.Present("c1", "a", remote: "gone")), Site.Token));

        Assert.Equal("gone", e.Remote);
        Assert.Equal(Incus.IncusErrorKind.Unreachable, e.Kind);
    }

    [Fact]
    public async Task Among_others_it_makes_its_own_instances_unknown_and_no_others()
    {
        await using var site = await Site.SandboxAsync();

        var report = await site.ApplyAsync(Wanted.All(
            Wanted.Present("c1", "a"), Wanted.Present("c1", "a", remote: "gone")));

        Assert.True(report.Outcomes[0].Result, report.Outcomes[0].Comment);
        Assert.False(report.Outcomes[1].Result);
        Assert.Contains("cannot connect", report.Outcomes[1].Comment, StringComparison.Ordinal);
        Assert.DoesNotContain("does not exist", report.Outcomes[1].Comment, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public async Task A_missing_project_is_not_a_missing_instance(int instances)
    {
        await using var site = await Site.SandboxAsync();

        var seen = await ObserveAsync(site,
            [.. Enumerable.Range(0, instances).Select(i => new InstanceAddress("local", "nowhere", $"n{i}"))]);

        Assert.All(seen.Instances.Values, s => Assert.Contains(
            "nowhere", Assert.IsType<Sighting.Unknown>(s).Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public async Task Missing_instances_are_missing(int instances)
    {
        await using var site = await Site.SandboxAsync();

        var seen = await ObserveAsync(site,
            [.. Enumerable.Range(0, instances).Select(i => Wanted.At($"n{i}")), Wanted.At("c1")]);

        Assert.IsType<Sighting.Present>(seen.At(Wanted.At("c1")));
        Assert.Equal(instances, seen.Instances.Values.OfType<Sighting.Missing>().Count());
    }

    [Theory]
    [InlineData(12)]
    [InlineData(30)]
    public async Task Instances_of_an_offline_member_are_unknown_and_not_asked_for_one_by_one(int instances)
    {
        var seed = Site.Two() with
        {
            Members = ["m1", "m2"],
            Instances =
            [
                .. Enumerable.Range(0, instances).Select(i => Site.Container($"n{i}", "btr", "Running",
                    new Sandbox.SeedSnapshot { Name = "a" }) with { Location = "m2" }),
                Site.Container("c1", "btr", "Running") with { Location = "m1" },
            ],
        };
        await using var site = await Site.SandboxAsync(seed);
        site.Control.TakeMemberOffline("m2");

        var seen = await ObserveAsync(site,
            [.. Enumerable.Range(0, instances).Select(i => Wanted.At($"n{i}")), Wanted.At("c1")]);

        var unknown = seen.Instances.Values.OfType<Sighting.Unknown>().ToList();
        Assert.Equal(instances, unknown.Count);
        Assert.All(unknown, u => Assert.StartsWith("its cluster member m2 does not answer", u.Reason, StringComparison.Ordinal));
        Assert.IsType<Sighting.Present>(seen.At(Wanted.At("c1")));
        // Those that were asked for at once, before the first answer.
        Assert.InRange(site.Control.Requests.Count(r => r.StartsWith("GET /1.0/instances/n", StringComparison.Ordinal)), 0, 4);
    }

    [Fact]
    public async Task A_refused_instance_is_unknown_with_Incuss_own_words()
    {
        await using var site = await Site.SandboxAsync();
        site.Control.FailNext("GET /1.0/instances/c1", "User does not have permission for project \"default\"",
            status: 403);

        var seen = await ObserveAsync(site, [Wanted.At("c1"), Wanted.At("c2")]);

        Assert.Contains("User does not have permission",
            Assert.IsType<Sighting.Unknown>(seen.At(Wanted.At("c1"))).Reason, StringComparison.Ordinal);
        Assert.IsType<Sighting.Present>(seen.At(Wanted.At("c2")));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    public async Task Many_instances_are_seen_as_few_are_in_a_handful_of_requests(int instances)
    {
        var seed = Site.Two() with
        {
            Instances =
            [
                .. Enumerable.Range(0, instances).Select(i => Site.Container($"n{i}", "btr", "Stopped",
                    i % 30 == 0 ? [new Sandbox.SeedSnapshot { Name = "a", Description = $"of n{i}" }] : [])),
            ],
        };
        await using var site = await Site.SandboxAsync(seed);

        var seen = await ObserveAsync(site, [.. Enumerable.Range(0, instances).Select(i => Wanted.At($"n{i}"))]);

        var present = seen.Instances.Values.OfType<Sighting.Present>().Select(p => p.Instance).ToList();
        Assert.Equal(instances, present.Count);
        Assert.Equal((instances + 29) / 30, present.Sum(i => i.Snapshots.Count));
        Assert.All(present, i => Assert.Equal("", i.VolumeDescription));
        Assert.All(present, i => Assert.Equal(new ObservedPool("btr", "btrfs", false), i.Pool));
        Assert.Equal("of n0", Assert.Single(present, i => i.Name == "n0").Snapshots["a"].Description);
        Assert.InRange(site.Control.RequestCount, 1, 14);
    }

    [Fact]
    public async Task What_no_declaration_needs_is_not_asked()
    {
        await using var site = await Site.SandboxAsync();

        await ObserveAsync(site, [Wanted.At("c1")], needsStorage: false);

        Assert.Equal(["/1.0", "/1.0/instances/c1"], site.Control.Requests.Select(r => r.Split(' ', '?')[1]));
    }

    [Fact]
    public async Task A_zfs_volumes_own_rule_goes_before_its_pools()
    {
        var seed = Site.Two() with
        {
            Pools =
            [
                new Sandbox.SeedPool
                {
                    Name = "tank", Driver = "zfs",
                    Config = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty
                        .Add("volume.zfs.remove_snapshots", "true"),
                },
            ],
            Profiles = [],
            Instances = [Site.Container("z1", "tank", "Stopped", new Sandbox.SeedSnapshot { Name = "a" })],
        };
        await using var site = await Site.SandboxAsync(seed);

        var seen = await ObserveAsync(site, [Wanted.At("z1")]);

        Assert.Equal(new ObservedPool("tank", "zfs", true),
            Assert.IsType<Sighting.Present>(seen.At(Wanted.At("z1"))).Instance.Pool);
    }

    private static async Task<ObservedState> ObserveAsync(
        Site site, InstanceAddress[] instances, bool needsStorage = true)
    {
        using var journal = site.Journal();
        return await new Observer(site.Servers).ObserveAsync(
            new Needs([.. instances.Select(a => new InstanceNeed(a, needsStorage, needsStorage, needsStorage, false))], [], []), journal, Site.Token);
    }
}
