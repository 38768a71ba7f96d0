using Brine.Converge.Apply;
using Brine.Planner.Desired;
using Brine.Planner.Desired.Choosing;
using Brine.Planner.Plan;
using Brine.Planner.Retention;
using Brine.Sandbox;

namespace Brine.Converge.Tests;

/// <summary>Entries of several instances, as they are carried out.</summary>
public sealed class PolicyRunTests
{
    private static readonly DateTimeOffset Newest = new(2026, 1, 10, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Instances_are_chosen_when_the_plan_is_made_and_thinned_side_by_side()
    {
        await using var site = await Site.SandboxAsync(Seed(3, 5));

        var report = await site.ApplyAsync(Wanted.All(Retained("c*", 2)));

        Assert.True(report.Succeeded, report.Outcomes[0].Comment);
        var gone = Assert.Single(report.Outcomes[0].Changes);
        Assert.Equal(["c1/d4", "c2/d4", "c3/d4", "c1/d3", "c2/d3", "c3/d3", "c1/d2", "c2/d2", "c3/d2"], ((ChangeValue.Names)gone.Old).Items);
        foreach (var name in (string[])["c1", "c2", "c3"])
            Assert.Equal(["d0", "d1"], (await site.SnapshotsAsync(name)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_deletion_that_fails_stops_no_other_and_the_next_run_finishes()
    {
        await using var site = await Site.SandboxAsync(Seed(2, 4));
        site.Control.FailNext("DELETE /1.0/instances/c1/snapshots/d3", "the dataset is busy");

        var failed = (await site.ApplyAsync(Wanted.All(Retained("c*", 1)))).Outcomes[0];

        Assert.False(failed.Result);
        Assert.StartsWith("Failed to delete some snapshots: [{'name': 'c1/d3', 'error': ", failed.Comment, StringComparison.Ordinal);
        Assert.Contains("the dataset is busy", failed.Comment, StringComparison.Ordinal);
        Assert.Equal(["c2/d3", "c1/d2", "c2/d2", "c1/d1", "c2/d1"], ((ChangeValue.Names)failed.Changes[0].Old).Items);
        Assert.True((await site.ApplyAsync(Wanted.All(Retained("c*", 1)))).Succeeded);
        Assert.Equal(["d0"], await site.SnapshotsAsync("c1"));
    }

    [Fact]
    public async Task What_stands_before_and_behind_a_policy_on_an_instance_keeps_its_place()
    {
        await using var site = await Site.SandboxAsync(Seed(2, 3));

        var report = await site.ApplyAsync(Wanted.All(
            Wanted.Present("c1", "d9"), Retained("c*", 1), Wanted.Absent("c1", "d9"), Wanted.Present("c2", "d8")));

        Assert.True(report.Succeeded, string.Join(" | ", report.Outcomes.Select(o => o.Comment)));
        Assert.Empty(await site.SnapshotsAsync("c1"));
        Assert.Equal(["d0", "d8"], (await site.SnapshotsAsync("c2")).Order(StringComparer.Ordinal));
        Assert.Equal(["c1/d2", "c2/d2", "c1/d1", "c2/d1", "c1/d0"], ((ChangeValue.Names)report.Outcomes[1].Changes[0].Old).Items);
    }

    [Fact]
    public async Task An_interrupted_run_says_what_was_deleted_and_the_next_goes_on()
    {
        await using var site = await Site.SandboxAsync(Seed(1, 6), latency: TimeSpan.FromMilliseconds(5));
        using var stop = new CancellationTokenSource();
        var seen = new Sync(e =>
        {
            if (e is RunEvent.StepDone)
                stop.Cancel();
        });

        var report = await site.ApplyAsync(Wanted.All(Retained("c*", 1)), new RunControl(stop.Token, CancellationToken.None), progress: seen);

        Assert.True(report.Interrupted);
        var outcome = Assert.Single(report.Outcomes);
        Assert.True(outcome.NotReached);
        Assert.Equal(["d5"], ((ChangeValue.Names)Assert.Single(outcome.Changes).Old).Items);
        Assert.Equal(5, (await site.SnapshotsAsync("c1")).Length);
        Assert.True((await site.ApplyAsync(Wanted.All(Retained("c*", 1)))).Succeeded);
    }

    [Fact]
    public async Task An_answer_that_got_lost_is_looked_after()
    {
        await using var site = await Site.SandboxAsync(Seed(1, 3));
        site.Control.CutNext("DELETE /1.0/instances/c1/snapshots/d2", afterEffect: true);
        site.Control.CutNext("DELETE /1.0/instances/c1/snapshots/d1", afterEffect: false);

        var report = await site.ApplyAsync(Wanted.All(Retained("c*", 1)));

        Assert.True(report.Succeeded, report.Outcomes[0].Comment);
        Assert.Equal(["d0"], await site.SnapshotsAsync("c1"));
    }

    [Fact]
    public async Task A_server_that_is_gone_fails_the_policy_and_the_others_are_thinned()
    {
        await using var site = await Site.SandboxAsync(Seed(1, 3));
        var entry = Retained("c*", 1);
        entry = entry with { Selection = new Selection([.. entry.Selection.Selectors, new Selector("gone", "default", "w*")]) };

        var outcome = (await site.ApplyAsync(Wanted.All(entry))).Outcomes[0];

        Assert.False(outcome.Result);
        Assert.Contains("; the instances of project default on gone could not be listed: ", outcome.Comment, StringComparison.Ordinal);
        Assert.Equal(["d0"], await site.SnapshotsAsync("c1"));
    }

    [Fact]
    public async Task A_snapshot_that_was_replaced_since_a_saved_plan_is_not_deleted()
    {
        await using var site = await Site.SandboxAsync(Seed(1, 3));
        using var journal = site.Journal();
        var convergence = new Convergence(site.Servers, journal);
        var plan = await convergence.PlanAsync(Wanted.All(Retained("c*", 1)), Site.Token);
        await site.Client.Snapshots.DeleteAsync("default", "c1", "d2", Site.Token);
        await site.ApplyAsync(Wanted.All(Wanted.Present("c1", "d2")));

        Assert.NotEmpty(await convergence.CheckSavedAsync(plan, Site.Token));
        var report = await convergence.ApplyAsync(plan, RunControl.None, RunOptions.Default with { IsSaved = true }, null);

        Assert.False(report.Outcomes[0].Result);
        Assert.Contains("snapshot d2 is another one now", report.Outcomes[0].Comment, StringComparison.Ordinal);
        Assert.Equal(["d0", "d2"], (await site.SnapshotsAsync("c1")).Order(StringComparer.Ordinal));
    }

    private static SnapshotsRetained Retained(string glob, int last) => new(
        new Origin { Id = "keep", Sls = "test", Function = "incus.instance_snapshots_retained", ReturnName = "keep", StateName = "keep" },
        glob, new Selection([new Selector("local", "default", glob)]), "d*", new RetentionPolicy { Last = last });

    /// <summary>So many stopped containers, each with snapshots <c>d0</c> (the newest), <c>d1</c> … a day apart.</summary>
    private static SandboxSeed Seed(int instances, int snapshots) => SandboxSeed.Bench() with
    {
        Instances =
        [
            .. Enumerable.Range(1, instances).Select(i => Site.Container($"c{i}", "btr", "Stopped",
            [
                .. Enumerable.Range(0, snapshots).Select(s => new SeedSnapshot { Name = $"d{s}", CreatedAt = Newest.AddDays(-s) }),
            ])),
        ],
    };
}
