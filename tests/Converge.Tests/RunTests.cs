using Brine.Converge.Apply;
using Brine.Planner.Desired;
using Brine.Planner.Plan;
using Brine.Planner.Schedule;

namespace Brine.Converge.Tests;

/// <summary>How entries bind each other, and how a run ends early.</summary>
public sealed class RunTests
{
    [Fact]
    public async Task An_entry_whose_requisite_failed_on_another_instance_is_not_run()
    {
        await using var site = await Site.SandboxAsync();
        site.Control.FailNext("POST /1.0/instances/c1/snapshots", "no");

        var report = await site.ApplyAsync(Wanted.All(
            Wanted.Present("c1", "a"),
            Wanted.Present("c2", "b").Needs(0),
            Wanted.Present("c2", "alarm").Needs(0, DependencyKind.Failure),
            Wanted.Present("s1", "c").Needs(1, DependencyKind.Changes)));

        Assert.Equal([false, false, true, false], report.Outcomes.Select(o => o.Result));
        Assert.Equal("One or more requisite failed: test.c1-a", report.Outcomes[1].Comment);
        Assert.NotEmpty(report.Outcomes[2].Changes);
        Assert.Equal(["alarm"], await site.SnapshotsAsync("c2"));
    }

    [Fact]
    public async Task Entries_bound_to_changes_or_failures_that_did_not_come_are_not_run()
    {
        await using var site = await Site.SandboxAsync();
        await site.ApplyAsync(Wanted.All(Wanted.Present("c1", "a")));

        var report = await site.ApplyAsync(Wanted.All(
            Wanted.Present("c1", "a"),
            Wanted.Present("c2", "b").Needs(0, DependencyKind.Changes),
            Wanted.Present("c2", "c").Needs(0, DependencyKind.Failure)));

        Assert.All(report.Outcomes, o => Assert.True(o.Result is true && o.Changes.IsEmpty, o.Comment));
        Assert.Equal("State was not run because none of the onchanges reqs changed", report.Outcomes[1].Comment);
        Assert.Equal("State was not run because onfail req did not change", report.Outcomes[2].Comment);
        Assert.Empty(await site.SnapshotsAsync("c2"));
    }

    [Fact]
    public async Task A_requisite_that_stands_further_down_is_done_first()
    {
        await using var site = await Site.SandboxAsync();

        var report = await site.ApplyAsync(Wanted.All(
            Wanted.Present("c1", "second").Needs(1), Wanted.Present("c1", "first")));

        Assert.True(report.Succeeded, string.Join(" | ", report.Outcomes.Select(o => o.Comment)));
        Assert.Equal(["first", "second"], await site.SnapshotsAsync("c1"));
    }

    [Fact]
    public async Task After_a_failure_the_rest_of_an_instance_is_planned_anew()
    {
        await using var site = await Site.SandboxAsync();
        site.Control.FailNext("POST /1.0/instances/c1/snapshots", "no");

        var report = await site.ApplyAsync(Wanted.All(
            Wanted.Present("c1", "a"), Wanted.Restored("c1", "a"), Wanted.Present("c1", "b"),
                Wanted.Absent("c1", "a")));

        Assert.Equal([false, false, true, true], report.Outcomes.Select(o => o.Result));
        Assert.Equal("Snapshot a does not exist for instance c1", report.Outcomes[1].Comment);
        Assert.Equal("Snapshot a already absent from instance c1", report.Outcomes[3].Comment);
        Assert.Equal(["b"], await site.SnapshotsAsync("c1"));
    }

    [Fact]
    public async Task What_would_now_be_something_else_than_planned_is_not_done()
    {
        await using var site = await Site.SandboxAsync();
        await site.ApplyAsync(Wanted.All(Wanted.Present("c1", "a", "old")));
        site.Control.FailNext("DELETE /1.0/instances/c1/snapshots/a", "no");

        // Planned: delete it and take it anew. After the failure it is there, and would be described instead.
        var report = await site.ApplyAsync(Wanted.All(Wanted.Absent("c1", "a"), Wanted.Present("c1", "a", "new")));

        Assert.Equal([false, false], report.Outcomes.Select(o => o.Result));
        Assert.Contains("planned on facts that changed when c1-a failed", report.Outcomes[1].Comment,
            StringComparison.Ordinal);
        Assert.Equal("old", await SnapshotRunTests.DescriptionAsync(site, "c1", "a"));
    }

    [Fact]
    public async Task After_the_first_ctrl_c_what_runs_ends_and_the_rest_is_not_reached()
    {
        await using var site = await Site.SandboxAsync();
        using var stop = new CancellationTokenSource();
        var progress = new Sync(e =>
        {
            if (e is RunEvent.StepStarted)
                stop.Cancel();
        });

        var report = await site.ApplyAsync(
            Wanted.All(Wanted.Present("c1", "a"), Wanted.Present("c1", "b"), Wanted.Present("c2", "a")),
            new RunControl(stop.Token, CancellationToken.None), new RunOptions { Serial = true }, progress);

        Assert.True(report.Interrupted);
        Assert.True(report.Outcomes[0].Result, report.Outcomes[0].Comment);
        Assert.All(report.Outcomes.Skip(1), o => Assert.True(o.NotReached));
        Assert.Equal(["a"], await site.SnapshotsAsync("c1"));
        Assert.Empty(site.JournalFiles);
    }

    [Fact]
    public async Task Failhard_ends_the_run()
    {
        await using var site = await Site.SandboxAsync();
        site.Control.FailNext("POST /1.0/instances/c1/snapshots", "no");

        var report = await site.ApplyAsync(
            Wanted.All(Wanted.Present("c1", "a") with { FailHard = true }, Wanted.Present("c2", "a")),
            options: new RunOptions { Serial = true });

        Assert.False(report.Interrupted);
        Assert.True(report.Outcomes[1].NotReached);
        Assert.Contains("c1-a failed", report.Outcomes[1].Comment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_instances_are_worked_on_at_once_than_asked_for()
    {
        var seed = Site.Two() with
        {
            Instances = [.. Enumerable.Range(0, 12).Select(i => Site.Container($"n{i}", "btr", "Stopped"))],
        };
        await using var site = await Site.SandboxAsync(seed, TimeSpan.FromMilliseconds(20));
        int now = 0, most = 0;
        var progress = new Sync(e =>
        {
            now += e is RunEvent.StepStarted ? 1 : e is RunEvent.StepDone ? -1 : 0;
            most = Math.Max(most, now);
        });

        var report = await site.ApplyAsync(
            Wanted.All([.. Enumerable.Range(0, 12).Select(i => Wanted.Present($"n{i}", "a"))]),
            options: new RunOptions { Parallelism = 3 }, progress: progress);

        Assert.True(report.Succeeded);
        Assert.InRange(most, 2, 3);
    }

    [Fact]
    public async Task A_saved_plan_is_refused_when_the_snapshot_is_another_one_now()
    {
        await using var site = await Site.SandboxAsync();
        await site.ApplyAsync(Wanted.All(Wanted.Present("c1", "a")));
        var saved = PlanJson.Read(PlanJson.Write(await site.PlanAsync(Wanted.All(Wanted.Absent("c1", "a")))));
        using var journal = site.Journal();
        var convergence = new Convergence(site.Servers, journal);
        Assert.Empty(await convergence.CheckSavedAsync(saved, Site.Token));
        await site.Client.Snapshots.DeleteAsync("default", "c1", "a", Site.Token);
        site.Control.AdvanceTime(TimeSpan.FromMinutes(1));
        await site.Client.Snapshots.CreateAsync("default", "c1", new Incus.SnapshotCreate { Name = "a" }, Site.Token);

        var differences = await convergence.CheckSavedAsync(saved, Site.Token);
        var report = await convergence.ApplyAsync(saved, RunControl.None, new RunOptions { IsSaved = true }, null);

        Assert.NotEmpty(differences);
        Assert.False(report.Outcomes[0].Result);
        Assert.Contains("is another one now", report.Outcomes[0].Comment, StringComparison.Ordinal);
        Assert.Equal(["a"], await site.SnapshotsAsync("c1"));
    }

    [Fact]
    public async Task What_was_done_before_a_failure_is_reported()
    {
        await using var site = await Site.SandboxAsync();
        await site.ApplyAsync(Wanted.All(Wanted.Present("c1", "a", "old", new Expiry.Never())));
        site.Control.FailNext("PATCH /1.0/storage-pools/*", "no", times: 5);
        var at = new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);

        var report = await site.ApplyAsync(Wanted.All(Wanted.Present("c1", "a", "new", new Expiry.At(at))));

        Assert.False(report.Outcomes[0].Result);
        Assert.Equal("expires_at", Assert.Single(report.Outcomes[0].Changes).Path[0]);
    }

    [Fact]
    public async Task Instances_are_made_started_changed_stopped_and_removed()
    {
        await using var site = await Site.SandboxAsync();
        await LivesAsync(site, "new1");
    }

    [Fact]
    [Trait("Server", "real")]
    public async Task On_a_real_server_instances_are_made_started_changed_stopped_and_removed()
    {
        await using var site = Site.Real();
        await LivesAsync(site, $"cv-life-{Environment.ProcessId:x}");
    }

    private static async Task LivesAsync(Site site, string name)
    {
        var made = await site.ApplyAsync(Wanted.All(
            Wanted.Instance(name, config: ("user.tier", "web")), Wanted.Running(name),
                Wanted.Present(name, "a", "text")));
        Assert.All(made.Outcomes, o => Assert.True(o.Result is true && !o.Changes.IsEmpty, o.Comment));
        Assert.Equal("Running", await site.StatusAsync(name));
        Assert.Equal("text", await SnapshotRunTests.DescriptionAsync(site, name, "a"));

        var changed = await site.ApplyAsync(Wanted.All(Wanted.Instance(name, config: ("user.tier", "database"))));
        Assert.True(changed.Succeeded, changed.Outcomes[0].Comment);
        Assert.Equal("database",
            (await site.Client.Instances.GetBasicAsync("default", name, Site.Token)).Config["user.tier"]);

        var gone = await site.ApplyAsync(Wanted.All(Wanted.Stopped(name), Wanted.NoInstance(name)));
        Assert.All(gone.Outcomes, o => Assert.True(o.Result is true, o.Comment));
        Assert.Null(await site.Client.Instances.TryGetAsync("default", name, Site.Token));
    }

    [Fact]
    public async Task A_start_that_fails_once_is_tried_once_more()
    {
        await using var site = await Site.SandboxAsync();
        await site.ApplyAsync(Wanted.All(Wanted.Stopped("c1")));

        void Fail(int times) => site.Control.FailNext("start", "Failed to run: forkstart: exit status 1", times: times);
        await StartsAsync(site, "c1", () => Fail(1), () => Fail(2));
    }

    [Fact]
    [Trait("Server", "real")]
    public async Task On_a_real_server_a_start_that_fails_once_is_tried_once_more()
    {
        await using var site = Site.Real();
        using var hook = new StartHook();
        var name = await hook.ContainerAsync(site);

        await StartsAsync(site, name, hook.FailNext, hook.FailAlways);
    }

    private static async Task StartsAsync(Site site, string name, Action failNext, Action failAlways)
    {
        failNext();
        var report = await site.ApplyAsync(Wanted.All(Wanted.Running(name)));
        Assert.True(report.Succeeded, report.Outcomes[0].Comment);
        Assert.Equal("Running", await site.StatusAsync(name));

        await site.ApplyAsync(Wanted.All(Wanted.Stopped(name)));
        failAlways();
        var failed = (await site.ApplyAsync(Wanted.All(Wanted.Running(name)))).Outcomes[0];
        Assert.False(failed.Result);
        Assert.Contains("Failed to run", failed.Comment, StringComparison.Ordinal);
        Assert.Empty(failed.Changes);
    }
}
