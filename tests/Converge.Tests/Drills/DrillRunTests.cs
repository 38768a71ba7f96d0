using Brine.Converge.Apply;
using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Drills;
using Brine.Planner.Plan;

namespace Brine.Converge.Tests.Drills;

/// <summary>Drills against a server that fails in the ways that a real one rarely does when asked to.</summary>
public sealed class DrillRunTests
{
    [Fact]
    public async Task The_result_is_noted_beside_what_people_wrote_and_no_clone_is_left()
    {
        await using var site = await Ready();

        var passed = (await site.ApplyAsync(Wanted.All(Drill("exit 0")))).Outcomes[0];
        var failed = (await site.ApplyAsync(Wanted.All(Drill("echo no such table; exit 3")))).Outcomes[0];

        Assert.Equal((true, "passed"), (passed.Result, Result(passed)));
        Assert.Equal((false, "failed"), (failed.Result, Result(failed)));
        Assert.Equal("Snapshot a of instance c1 failed the drill: the check exited with 3: no such table", failed.Comment);
        var note = SnapshotNote.Parse(await DescriptionAsync(site));
        Assert.Equal("all is well", note.Text);
        Assert.Contains("the check exited with 3: no such table; echo no such table; exit 3", note.Trailers[SnapshotDrill.Trailer], StringComparison.Ordinal);
        await CleanAsync(site);
    }

    [Fact]
    public async Task A_clone_that_fails_to_start_once_is_started_again()
    {
        await using var site = await Ready();
        site.Control.FailNext("start", "Failed to run: forkstart: exit status 1");

        var passed = (await site.ApplyAsync(Wanted.All(Drill("exit 0")))).Outcomes[0];

        Assert.Equal("passed", Result(passed));
        await CleanAsync(site);
    }

    [Fact]
    public async Task A_clone_that_does_not_start_is_a_failed_drill()
    {
        await using var site = await Ready();
        site.Control.FailNext("start", "Failed to run: forkstart: exit status 1", times: 2);

        var failed = (await site.ApplyAsync(Wanted.All(Drill("exit 0")))).Outcomes[0];

        Assert.Equal("Snapshot a of instance c1 failed the drill: its clone did not start: Failed to run: forkstart: exit status 1", failed.Comment);
        Assert.Equal("failed", Result(failed));
        await CleanAsync(site);
    }

    [Fact]
    public async Task A_clone_that_cannot_be_made_is_a_failed_drill_too()
    {
        await using var site = await Ready();
        site.Control.FailNext("create-instance", "Snapshot has no data");

        var failed = (await site.ApplyAsync(Wanted.All(Drill("exit 0")))).Outcomes[0];

        Assert.Equal("Snapshot a of instance c1 failed the drill: it could not be cloned: Snapshot has no data", failed.Comment);
        await CleanAsync(site);
    }

    [Theory]
    [InlineData("POST /1.0/instances", true, 1)]
    [InlineData("POST /1.0/instances", false, 1)]
    [InlineData("DELETE /1.0/instances/brine-drill-*", true, 3)] // of the two outputs of the check, and of the clone
    [InlineData("PUT /1.0/instances/brine-drill-*/state", true, 2)]
    public async Task An_answer_that_got_lost_leaves_no_clone(string what, bool afterEffect, int times)
    {
        await using var site = await Ready();
        site.Control.CutNext(what, afterEffect, times);

        var outcome = (await site.ApplyAsync(Wanted.All(Drill("exit 0")))).Outcomes[0];

        Assert.True(outcome.Result, outcome.Comment);
        await CleanAsync(site);
    }

    [Fact]
    public async Task A_lost_check_says_nothing_of_the_snapshot()
    {
        await using var site = await Ready();
        site.Control.CutNext("POST /1.0/instances/*/exec", afterEffect: true);

        var outcome = (await site.ApplyAsync(Wanted.All(Drill("exit 0")))).Outcomes[0];

        Assert.Contains("failed the drill: it came to no result, for ", outcome.Comment, StringComparison.Ordinal);
        Assert.Empty(outcome.Changes);
        Assert.Equal("all is well", await DescriptionAsync(site));
        await CleanAsync(site);
    }

    [Fact]
    public async Task A_clone_that_cannot_be_removed_is_told_of_and_removed_by_the_next_run()
    {
        await using var site = await Ready();
        site.Control.FailNext("delete-instance", "dataset is busy", times: 8);

        var outcome = (await site.ApplyAsync(Wanted.All(Drill("exit 0")))).Outcomes[0];

        Assert.False(outcome.Result);
        Assert.Contains("could not be removed: dataset is busy; the next command, or 'brine recover', tries again", outcome.Comment, StringComparison.Ordinal);
        Assert.Equal("passed", Result(outcome));
        var clone = Assert.Single(await site.Client.Instances.NamesAsync("default", Site.Token), n => n.StartsWith("brine-drill-", StringComparison.Ordinal));
        Assert.Equal([$"removed the clone {clone}"], Assert.Single(await Recoveries.RunAsync(site, isDry: true)).Done);
        Assert.Equal([$"removed the clone {clone}"], Assert.Single(await Recoveries.RunAsync(site)).Done);
        await CleanAsync(site);
    }

    [Fact]
    public async Task Recovery_touches_no_instance_without_the_drills_own_mark_nor_one_of_another_server()
    {
        await using var site = await Ready();
        var info = await site.Client.GetServerAsync(Site.Token);
        var cut = new DrillInterruption(Wanted.At("c1"), "", info.ServerPid, DateTimeOffset.UtcNow, "a", "c2", "c1/a now 1", info.CertificateFingerprint);
        Recoveries.Leave(site, cut, cut with { Server = "another", Throwaway = "s1" });

        var found = Assert.Single(await Recoveries.RunAsync(site));

        Assert.Equal(("c2", true, true), (((DrillInterruption)found.Work).Throwaway, found.Done.IsEmpty, found.Left.IsEmpty));
        Assert.Equal(["c1", "c2", "s1"], (await site.Client.Instances.NamesAsync("default", Site.Token)).Order(StringComparer.Ordinal));
        Assert.Equal("Running", await site.StatusAsync("c2"));
    }

    [Fact]
    public async Task A_run_that_is_interrupted_gives_the_drill_up_and_calls_it_not_reached()
    {
        await using var site = await Ready();
        using var stop = new CancellationTokenSource();
        var progress = new Sync(e =>
        {
            if (e is RunEvent.StepGoesOn { How: var how } && how.StartsWith("running the check", StringComparison.Ordinal))
                stop.Cancel();
        });

        var report = await site.ApplyAsync(Wanted.All(Drill("exit 0")), new RunControl(stop.Token, CancellationToken.None), progress: progress);

        Assert.True(report.Interrupted);
        Assert.True(report.Outcomes[0].NotReached);
        Assert.Equal("all is well", await DescriptionAsync(site));
        await CleanAsync(site);
    }

    private static async Task<Site> Ready()
    {
        var site = await Site.SandboxAsync();
        Assert.True((await site.ApplyAsync(Wanted.All(Wanted.Present("c1", "a", "all is well")))).Succeeded);
        return site;
    }

    private static SnapshotDrilled Drill(string check) => new(
        new Origin { Id = "d", Sls = "test", Function = "incus.snapshot_drilled", ReturnName = "c1", StateName = "d" },
        Wanted.At("c1"), "c1", null, "*", check, TimeSpan.FromSeconds(30), null, null);

    private static string Result(Outcome outcome) => ((ChangeValue.Text)((ChangeValue.Map)Assert.Single(outcome.Changes).New).Items.First(i => i.Key == "result").Value).Value;

    private static async Task<string> DescriptionAsync(Site site) =>
        (await site.Client.Volumes.SnapshotDescriptionsAsync("default", "btr", "container", "c1", Site.Token))["a"];

    private static async Task CleanAsync(Site site)
    {
        Assert.Equal(["c1", "c2", "s1"], (await site.Client.Instances.NamesAsync("default", Site.Token)).Order(StringComparer.Ordinal));
        Assert.Empty(site.JournalFiles);
    }
}
