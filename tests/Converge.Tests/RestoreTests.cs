using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Plan;

namespace Brine.Converge.Tests;

/// <summary>Restores: once, recorded, made safe, and never leaving an instance down.</summary>
public sealed class RestoreTests
{
    [Fact]
    public async Task Restored_twice_restores_once_and_again_after_another_restore()
    {
        await using var site = await Site.SandboxAsync();
        await RestoresOnceAsync(site, "c1");
    }

    [Theory]
    [Trait("Server", "real")]
    [InlineData("btr", true)]
    [InlineData("dirp", false)]
    public async Task On_a_real_server_restored_twice_restores_once(string pool, bool start)
    {
        await using var site = Site.Real();
        await RestoresOnceAsync(site, await site.ContainerAsync(pool, start));
    }

    private static async Task RestoresOnceAsync(Site site, string name)
    {
        await site.ApplyAsync(Wanted.All(Wanted.Present(name, "a", "first"), Wanted.Present(name, "b", "second")));
        var status = await site.StatusAsync(name);
        var desired = Wanted.All(Wanted.Restored(name, "a"));

        var first = await site.ApplyAsync(desired);
        var second = await site.ApplyAsync(desired);

        Assert.True(first.Succeeded, first.Outcomes[0].Comment);
        Assert.Contains(Change.Of("restored", "current state", "snapshot a"), first.Outcomes[0].Changes);
        Assert.True(second.Succeeded, second.Outcomes[0].Comment);
        Assert.Empty(second.Outcomes[0].Changes);
        Assert.Equal(status, await site.StatusAsync(name));

        await site.Client.Instances.RestoreAsync("default", name, new Incus.RestoreRequest { Snapshot = "b" },
            Site.Token);
        Assert.Equal(Verdict.Change, (await site.PlanAsync(desired)).Entries[0].Verdict);
        Assert.NotEmpty((await site.ApplyAsync(desired)).Outcomes[0].Changes);
        Assert.NotEmpty((await site.ApplyAsync(Wanted.All(Wanted.Restored(name, "a",
            again: true)))).Outcomes[0].Changes);

        // Neither the volume nor the config may hand a's description on to the next snapshot.
        await site.ApplyAsync(Wanted.All(Wanted.Present(name, "c")));
        Assert.Equal("", await SnapshotRunTests.DescriptionAsync(site, name, "c"));
        Assert.Empty(site.JournalFiles);
    }

    [Fact]
    public async Task A_restore_made_to_fail_leaves_a_running_container_running()
    {
        await using var site = await Site.SandboxAsync();
        await site.ApplyAsync(Wanted.All(Wanted.Present("c1", "a")));
        site.Control.FillDiskFor("restore");

        var report = await site.ApplyAsync(Wanted.All(Wanted.Restored("c1", "a")));

        var outcome = report.Outcomes[0];
        Assert.False(outcome.Result);
        Assert.StartsWith("Failed to restore snapshot a: ", outcome.Comment, StringComparison.Ordinal);
        Assert.EndsWith("c1 Stopped; it is Running again, as it was before", outcome.Comment, StringComparison.Ordinal);
        Assert.Empty(outcome.Changes);
        Assert.Equal("Running", await site.StatusAsync("c1"));
        Assert.Empty(site.JournalFiles);
    }

    [Fact]
    public async Task A_restored_container_that_could_not_be_started_is_started_and_the_restore_is_done()
    {
        await using var site = await Site.SandboxAsync();
        await site.ApplyAsync(Wanted.All(Wanted.Present("c1", "a")));
        site.Control.FailNext("start", "Failed to run: forkstart: exit status 1");

        var report = await site.ApplyAsync(Wanted.All(Wanted.Restored("c1", "a")));

        await StartedAfterItsRestoreAsync(site, "c1", report.Outcomes[0]);
    }

    [Fact]
    [Trait("Server", "real")]
    public async Task On_a_real_server_a_restored_container_that_could_not_be_started_is_started()
    {
        await using var site = Site.Real();
        using var hook = new StartHook();
        var name = await hook.ContainerAsync(site);
        await site.Client.Instances.SetStateAsync("default", name, Incus.StateChange.Start, false, TimeSpan.FromMinutes(1), Site.Token);
        await site.ApplyAsync(Wanted.All(Wanted.Present(name, "a")));

        hook.FailNext();
        await StartedAfterItsRestoreAsync(site, name, (await site.ApplyAsync(Wanted.All(Wanted.Restored(name, "a")))).Outcomes[0]);

        hook.FailAlways();
        var failed = (await site.ApplyAsync(Wanted.All(Wanted.Restored(name, "a", again: true)))).Outcomes[0];
        Assert.False(failed.Result);
        Assert.Contains($"all of {name} is restored, but it does not start: ", failed.Comment, StringComparison.Ordinal);
        Assert.Equal("Stopped", await site.StatusAsync(name));
    }

    private static async Task StartedAfterItsRestoreAsync(Site site, string name, Outcome outcome)
    {
        Assert.True(outcome.Result, outcome.Comment);
        Assert.StartsWith($"Incus could not start {name} after it, and Brine did: ", Assert.Single(outcome.Notes), StringComparison.Ordinal);
        Assert.Equal("Running", await site.StatusAsync(name));
        Assert.Equal(Verdict.Holds, (await site.PlanAsync(Wanted.All(Wanted.Restored(name, "a")))).Entries[0].Verdict);
        Assert.Empty(site.JournalFiles);
    }

    [Fact]
    public async Task A_restore_whose_answer_got_lost_is_not_done_twice()
    {
        await using var site = await Site.SandboxAsync();
        await site.ApplyAsync(Wanted.All(Wanted.Present("c1", "a")));
        site.Control.CutNext("PUT /1.0/instances/c1", afterEffect: true);

        var report = await site.ApplyAsync(Wanted.All(Wanted.Restored("c1", "a")));

        Assert.True(report.Succeeded, report.Outcomes[0].Comment);
        Assert.Equal(1, site.Control.Requests.Count(r =>
            r.StartsWith("PUT /1.0/instances/c1?", StringComparison.Ordinal)));
        Assert.Equal(Verdict.Holds, (await site.PlanAsync(Wanted.All(Wanted.Restored("c1", "a")))).Entries[0].Verdict);
    }

    [Fact]
    public async Task A_restore_that_never_reached_the_server_says_so()
    {
        await using var site = await Site.SandboxAsync();
        await site.ApplyAsync(Wanted.All(Wanted.Present("c1", "a")));
        site.Control.CutNext("PUT /1.0/instances/c1", afterEffect: false);

        var report = await site.ApplyAsync(Wanted.All(Wanted.Restored("c1", "a")));

        Assert.False(report.Outcomes[0].Result);
        Assert.EndsWith("c1 is Running, as it was before", report.Outcomes[0].Comment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_safety_snapshot_is_taken_first_expires_and_is_in_the_changes()
    {
        await using var site = await Site.SandboxAsync();
        await SafetyAsync(site, "c1");
    }

    [Fact]
    [Trait("Server", "real")]
    public async Task On_a_real_server_the_safety_snapshot_is_taken_first()
    {
        await using var site = Site.Real();
        await SafetyAsync(site, await site.ContainerAsync("btr", start: true));
    }

    private static async Task SafetyAsync(Site site, string name)
    {
        await site.ApplyAsync(Wanted.All(Wanted.Present(name, "a")));

        var report = await site.ApplyAsync(Wanted.All(Wanted.Restored(name, "a", SafetyAnswer.Auto)));

        Assert.True(report.Succeeded, report.Outcomes[0].Comment);
        var whole = await site.Client.Instances.GetAsync("default", name, Site.Token);
        var safety = Assert.Single(whole.Snapshots!.Value, s => s.Name != "a");
        Assert.Matches("^before-restore-[0-9]{8}T[0-9]{6}Z$", safety.Name);
        Assert.InRange(safety.ExpiresAt!.Value - safety.CreatedAt, TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1),
            TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        Assert.Equal("Before the restore to a", await SnapshotRunTests.DescriptionAsync(site, name, safety.Name));
        Assert.Contains(Change.Of("safety_snapshot", null, safety.Name), report.Outcomes[0].Changes);
        Assert.Equal("Running", whole.Status);
    }

    [Fact]
    public async Task Without_its_safety_snapshot_nothing_is_restored()
    {
        await using var site = await Site.SandboxAsync();
        await site.ApplyAsync(Wanted.All(Wanted.Present("c1", "a")));
        site.Control.FillDiskFor("create-snapshot");

        var report = await site.ApplyAsync(Wanted.All(Wanted.Restored("c1", "a", SafetyAnswer.Auto)));

        Assert.Contains("could not be taken, so nothing was restored", report.Outcomes[0].Comment,
            StringComparison.Ordinal);
        Assert.DoesNotContain(site.Control.Requests, r =>
            r.StartsWith("PUT /1.0/instances/c1?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_description_of_the_instance_survives_the_restore()
    {
        await using var site = await Site.SandboxAsync();
        await DescribedAsync(site, "c1");
    }

    [Fact]
    [Trait("Server", "real")]
    public async Task On_a_real_server_a_description_of_the_instance_survives_the_restore()
    {
        await using var site = Site.Real();
        await DescribedAsync(site, await site.ContainerAsync("btr", start: false));
    }

    private static async Task DescribedAsync(Site site, string name)
    {
        await site.Client.Instances.PatchAsync(
            "default", name, new Incus.InstancePatch { Description = "the web server" }, null, Site.Token);
        await site.ApplyAsync(Wanted.All(Wanted.Present(name, "a")));

        await site.ApplyAsync(Wanted.All(Wanted.Restored(name, "a")));

        Assert.Equal("the web server", (await site.Client.Instances.GetBasicAsync("default", name,
            Site.Token)).Description);
    }

    [Fact]
    public async Task A_restore_that_a_killed_run_carried_out_is_recorded_and_not_repeated()
    {
        await using var site = await Site.SandboxAsync();
        await site.ApplyAsync(Wanted.All(Wanted.Present("c1", "a")));
        var before = await site.Client.Instances.GetAsync("default", "c1", Site.Token);
        await site.Client.Instances.RestoreAsync("default", "c1", new Incus.RestoreRequest { Snapshot = "a" },
            Site.Token);
        await LostAnswerTests.KilledAsync(site, new Interruption.Restoring(Wanted.At("c1"), "a",
            before.Snapshots!.Value.Single().CreatedAt, null, before.Config["volatile.uuid.generation"], null,
                "Running", 1,
            DateTimeOffset.UnixEpoch));
        var count = site.Control.RequestCount;

        var report = await site.ApplyAsync(Wanted.All(Wanted.Restored("c1", "a")));

        Assert.True(report.Succeeded, report.Outcomes[0].Comment);
        Assert.DoesNotContain(
            site.Control.Requests.Skip(count), r => r.StartsWith("PUT /1.0/instances/c1?", StringComparison.Ordinal));
        Assert.Equal(Verdict.Holds, (await site.PlanAsync(Wanted.All(Wanted.Restored("c1", "a")))).Entries[0].Verdict);
        Assert.Empty(site.JournalFiles);
    }

    [Fact]
    public async Task A_second_ctrl_c_in_a_restore_still_leaves_the_container_running()
    {
        await using var site = await Site.SandboxAsync();
        await site.ApplyAsync(Wanted.All(Wanted.Present("c1", "a")));
        site.Control.DelayNext("restore", TimeSpan.FromSeconds(1));
        using var abort = new CancellationTokenSource();
        var control = new Apply.RunControl(abort.Token, abort.Token);
        var run = site.ApplyAsync(Wanted.All(Wanted.Restored("c1", "a")), control);
        while (!site.Control.Requests.Any(r => r.Contains("/wait", StringComparison.Ordinal)
            && r.StartsWith("GET /1.0/operations", StringComparison.Ordinal)) || !HasRestore(site))
            await Task.Delay(10, Site.Token);

        await abort.CancelAsync();
        var report = await run;

        Assert.True(report.Interrupted || report.Outcomes[0].Result == false);
        Assert.Contains("interrupted", report.Outcomes[0].Comment, StringComparison.Ordinal);
        Assert.Equal("Running", await site.StatusAsync("c1"));
        Assert.Single(site.JournalFiles);
    }

    private static bool HasRestore(Site site) =>
        site.Control.Requests.Any(r => r.StartsWith("PUT /1.0/instances/c1?", StringComparison.Ordinal));
}
