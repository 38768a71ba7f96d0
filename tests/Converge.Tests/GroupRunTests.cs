using Brine.Converge.Apply;
using Brine.Converge.Observe;
using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;
using Brine.Planner.Plan;
using Brine.Sandbox;

namespace Brine.Converge.Tests;

/// <summary>Sets as they are taken: whole, or not at all and nothing frozen.</summary>
public sealed class GroupRunTests
{
    [Fact]
    public async Task All_are_frozen_in_order_before_the_first_snapshot_and_thawed_in_reverse()
    {
        await using var site = await Site.SandboxAsync();

        var outcome = await TakeAsync(site, Sets.Present("x", "c2", "s1", "c1") with { Description = "All tiers" });

        Assert.True(outcome.Result, outcome.Comment);
        Assert.Matches("^Snapshot set x created for c2, s1, c1: frozen for [0-9]+ ms, skew [0-9]+ ms$", outcome.Comment);
        var said = site.Control.Requests.Where(r => r.Contains("/state?", StringComparison.Ordinal) || r.StartsWith("POST", StringComparison.Ordinal)).ToList();
        var states = said.Where(r => r.StartsWith("PUT", StringComparison.Ordinal)).ToList();
        Assert.Equal(["c2", "c1", "c1", "c2"], states.Select(r => r.Split('/')[3]));
        Assert.Equal(states[..2], said[..2]);
        Assert.Equal(["Running", "Running", "Stopped"], [await site.StatusAsync("c1"), await site.StatusAsync("c2"), await site.StatusAsync("s1")]);
        Assert.Empty(site.JournalFiles);
        var set = Assert.Single(await SetsAsync(site));
        Assert.Equal(["c2", "s1", "c1"], set.Members.Select(m => m.Name));
        Assert.Equal(("x", "All tiers"), (set.Name, set.Text));
        Assert.Equal(outcome.Comment.Split(": ")[1], set.Times!.ToString());
        Assert.Equal(["c2/x", "s1/x", "c1/x"], ((ChangeValue.List)Assert.Single(outcome.Changes).New).Items);
        Assert.Empty((await TakeAsync(site, Sets.Present("x", "c2", "s1", "c1"))).Changes);
    }

    [Fact]
    public async Task A_member_goes_on_once_its_own_snapshot_is_done_not_when_all_are()
    {
        var held = new HeldTime();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1)); // were all to wait for c1, it would wait for ever
        patience.Token.Register(held.Release);
        await using var site = await Site.SandboxAsync(serverTime: held);
        site.Control.DelayNext("POST /1.0/instances/c1/snapshots", TimeSpan.FromMinutes(1));

        var run = TakeAsync(site, Sets.Present("x", "c1", "c2"));
        while (site.Control.Requests.Count(r => r.StartsWith("PUT /1.0/instances/c2/state", StringComparison.Ordinal)) < 2
            || await site.StatusAsync("c2") != "Running")
            await Task.Yield();

        Assert.Equal("Frozen", await site.StatusAsync("c1"));
        held.Release();
        Assert.True((await run).Result);
        Assert.Equal("Running", await site.StatusAsync("c1"));
        Assert.Single(await SetsAsync(site));
    }

    [Fact]
    public async Task A_set_is_not_held_up_by_the_number_of_changes_at_once()
    {
        await using var site = await Site.SandboxAsync(Many(8), latency: TimeSpan.FromMilliseconds(20),
            options: new Brine.Incus.IncusClientOptions { Parallelism = 1 });

        Assert.True((await TakeAsync(site, Sets.Present("x", "c*"))).Result);

        // All are asked for before the first has ended.
        var posts = site.Control.Requests.Select((r, i) => (r, i)).Where(r => r.r.StartsWith("POST", StringComparison.Ordinal)).Select(r => r.i).ToList();
        var waits = site.Control.Requests.Skip(posts[0]).Take(posts[^1] - posts[0]).Count(r => r.StartsWith("PUT", StringComparison.Ordinal));
        Assert.Equal((8, 0), (posts.Count, waits));
    }

    [Fact]
    public async Task A_member_that_cannot_be_snapshotted_leaves_no_snapshot_and_nothing_frozen()
    {
        await using var site = await Site.SandboxAsync();
        site.Control.FailNext("POST /1.0/instances/c2/snapshots", "no space left on device");

        var outcome = await TakeAsync(site, Sets.Present("x", "c1", "c2", "s1"));

        Assert.False(outcome.Result);
        Assert.StartsWith("Failed to create snapshot set x: c2: no space left on device", outcome.Comment, StringComparison.Ordinal);
        Assert.Contains("; c1/x, s1/x were removed again", outcome.Comment, StringComparison.Ordinal);
        Assert.Empty(outcome.Changes);
        await NothingLeftAsync(site);
        Assert.True((await TakeAsync(site, Sets.Present("x", "c1", "c2", "s1"))).Result);
    }

    [Fact]
    public async Task All_that_failed_is_told_in_the_order_of_the_list()
    {
        await using var site = await Site.SandboxAsync();
        foreach (var name in (string[])["c1", "c2"])
            site.Control.FailNext($"POST /1.0/instances/{name}/snapshots", "no space left on device");

        var outcome = await TakeAsync(site, Sets.Present("x", "c2", "c1"));

        Assert.Equal("Failed to create snapshot set x: c2: no space left on device (HTTP 500); c1: no space left on device (HTTP 500)", outcome.Comment);
        await NothingLeftAsync(site);
    }

    [Fact]
    public async Task What_failed_in_the_operation_is_undone_too()
    {
        await using var site = await Site.SandboxAsync();
        site.Control.FillDiskFor("create-snapshot");

        Assert.False((await TakeAsync(site, Sets.Present("x", "c1", "c2", "s1"))).Result);

        await NothingLeftAsync(site);
    }

    [Fact]
    public async Task A_member_that_cannot_be_frozen_stops_the_set_before_any_snapshot()
    {
        await using var site = await Site.SandboxAsync();
        site.Control.FailNext("PUT /1.0/instances/c2/state", "cgroup is gone");

        var outcome = await TakeAsync(site, Sets.Present("x", "c1", "c2"));

        Assert.Contains("cgroup is gone", outcome.Comment, StringComparison.Ordinal);
        Assert.DoesNotContain(site.Control.Requests, r => r.StartsWith("POST", StringComparison.Ordinal));
        await NothingLeftAsync(site);
    }

    [Fact]
    public async Task A_thaw_that_fails_once_is_tried_again()
    {
        await using var site = await Site.SandboxAsync();
        site.Control.FailNext("unfreeze", "busy cgroup", times: 2);

        var outcome = await TakeAsync(site, Sets.Present("x", "c1", "c2"));

        Assert.True(outcome.Result, outcome.Comment);
        Assert.Equal("Running", await site.StatusAsync("c1"));
        Assert.Equal("Running", await site.StatusAsync("c2"));
    }

    [Fact]
    public async Task A_thaw_that_fails_for_good_is_told_and_the_next_command_thaws()
    {
        await using var site = await Site.SandboxAsync();
        site.Control.FailNext("unfreeze", "busy cgroup", times: 8);

        var outcome = await TakeAsync(site, Sets.Present("x", "c1", "c2"));

        Assert.False(outcome.Result);
        Assert.Contains("the set was taken whole and is kept; ", outcome.Comment, StringComparison.Ordinal);
        foreach (var name in (string[])["c1", "c2"])
        {
            Assert.Contains($"; {name} is still frozen: busy cgroup", outcome.Comment, StringComparison.Ordinal);
            Assert.Equal("Frozen", await site.StatusAsync(name));
        }

        var recovered = Assert.Single(await Recoveries.RunAsync(site));
        Assert.Equal(["thawed c2", "thawed c1", "kept the set x of c1, c2: it is whole"], recovered.Done);
        Assert.Equal("Running", await site.StatusAsync("c2"));
        Assert.Empty(await Recoveries.RunAsync(site));
    }

    [Fact]
    public async Task What_was_frozen_before_stays_frozen()
    {
        await using var site = await Site.SandboxAsync();
        await site.Client.Instances.SetStateAsync("default", "c2", Brine.Incus.StateChange.Freeze, false, TimeSpan.FromSeconds(5), Site.Token);

        Assert.True((await TakeAsync(site, Sets.Present("x", "c1", "c2"))).Result);

        Assert.Equal("Frozen", await site.StatusAsync("c2"));
        Assert.Equal("Running", await site.StatusAsync("c1"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_got_lost_is_looked_after(bool afterEffect)
    {
        await using var site = await Site.SandboxAsync();
        site.Control.CutNext("POST /1.0/instances/c1/snapshots", afterEffect);
        site.Control.CutNext("PUT /1.0/instances/c2/state", afterEffect);

        var outcome = await TakeAsync(site, Sets.Present("x", "c1", "c2", "s1"));

        Assert.True(outcome.Result, outcome.Comment);
        Assert.Single(await SetsAsync(site));
        Assert.Equal("Running", await site.StatusAsync("c2"));
    }

    [Fact]
    public async Task A_daemon_that_dies_over_a_set_leaves_no_set_and_nothing_frozen()
    {
        await using var site = await Site.SandboxAsync();
        site.Control.CrashDuringNextCreation();

        var outcome = await TakeAsync(site, Sets.Present("x", "c1", "c2", "s1"));

        Assert.False(outcome.Result);
        Assert.Contains("the server was restarted meanwhile", outcome.Comment, StringComparison.Ordinal);
        await NothingLeftAsync(site);
    }

    [Fact]
    public async Task Members_that_cannot_be_marked_are_no_set()
    {
        await using var site = await Site.SandboxAsync();
        site.Control.FailNext("PATCH /1.0/storage-pools/*/snapshots/x", "read only", times: 1, status: 403);

        var outcome = await TakeAsync(site, Sets.Present("x", "c1", "c2"));

        Assert.Contains("the snapshots could not be marked as a set", outcome.Comment, StringComparison.Ordinal);
        await NothingLeftAsync(site);
    }

    [Fact]
    public async Task A_before_that_fails_stops_the_set_before_anything_is_frozen_and_after_runs_all_the_same()
    {
        await using var site = await Site.SandboxAsync();
        var entry = Sets.Present("x", "c1", "c2") with
        {
            Before = [Sets.Command("*", "echo ready"), Sets.Command("c2", "echo no; exit 3")], After = [Sets.Command("c1", "echo again")],
        };

        var outcome = await TakeAsync(site, entry);

        Assert.False(outcome.Result);
        Assert.Contains("'before' failed in c2: 'echo no; exit 3' exited with 3", outcome.Comment, StringComparison.Ordinal);
        Assert.Equal(["before in c1: ready", "before in c2: ready", "before in c2: no", "after in c1: again"], outcome.Notes);
        Assert.DoesNotContain(site.Control.Requests, r => r.Contains("/state?", StringComparison.Ordinal) && r.StartsWith("PUT", StringComparison.Ordinal));
        await NothingLeftAsync(site);
    }

    [Fact]
    public async Task An_after_that_fails_fails_the_entry_and_keeps_the_set()
    {
        await using var site = await Site.SandboxAsync();

        var outcome = await TakeAsync(site, Sets.Present("x", "c1", "c2") with { After = [Sets.Command("c1", "exit 1"), Sets.Command("c2", "echo on")] });

        Assert.False(outcome.Result);
        Assert.Contains("the set was taken whole and is kept; 'after' failed in c1", outcome.Comment, StringComparison.Ordinal);
        Assert.Contains("after in c2: on", outcome.Notes);
        Assert.Single(outcome.Changes);
        Assert.Single(await SetsAsync(site));
        Assert.Empty(site.JournalFiles);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Interrupted_once_the_set_is_finished_and_twice_it_is_undone(bool twice)
    {
        await using var site = await Site.SandboxAsync(latency: TimeSpan.FromMilliseconds(20));
        site.Control.DelayNext("create-snapshot", TimeSpan.FromMilliseconds(400));
        using var stop = new CancellationTokenSource();
        var run = site.ApplyAsync(Wanted.All(Sets.Present("x", "c1", "c2"), Sets.Present("y", "c1", "c2")),
            new RunControl(stop.Token, twice ? stop.Token : CancellationToken.None));
        await FrozenAsync(site, "c2");

        await stop.CancelAsync();
        var report = await run;

        Assert.Equal(!twice, report.Outcomes[0].Result);
        Assert.True(report.Outcomes[1].NotReached);
        if (twice)
            await NothingLeftAsync(site);
        else
            Assert.Single(await SetsAsync(site));
        Assert.Equal("Running", await site.StatusAsync("c1"));
        Assert.Equal("Running", await site.StatusAsync("c2"));
    }

    [Fact]
    public async Task A_set_is_deleted_whole_and_what_failed_is_told()
    {
        await using var site = await Site.SandboxAsync();
        await TakeAsync(site, Sets.Present("x", "c1", "c2"));
        site.Control.FailNext("DELETE /1.0/instances/c2/snapshots/x", "the dataset is busy");

        var failed = (await site.ApplyAsync(Wanted.All(Sets.Absent("x", "c1", "c2")))).Outcomes[0];

        Assert.Equal("Failed to delete snapshot set x: c2/x: the dataset is busy (HTTP 500)", failed.Comment);
        Assert.Equal(["c1/x"], ((ChangeValue.List)Assert.Single(failed.Changes).Old).Items);
        Assert.True((await site.ApplyAsync(Wanted.All(Sets.Absent("x", "c1", "c2")))).Succeeded);
        await NothingLeftAsync(site);
    }

    [Fact]
    public async Task A_set_is_restored_on_all_members_and_then_holds()
    {
        await using var site = await Site.SandboxAsync();
        await TakeAsync(site, Sets.Present("x", "c1", "c2", "s1"));

        var outcome = (await site.ApplyAsync(Wanted.All(Sets.Restored("x", SafetyAnswer.Auto, "c1", "c2", "s1")))).Outcomes[0];

        Assert.True(outcome.Result, outcome.Comment);
        Assert.Equal("Snapshot set x restored on c1, c2, s1", outcome.Comment);
        Assert.Equal(["restored", "safety_snapshots"], outcome.Changes.Select(c => c.Path[0]));
        Assert.Empty((await site.ApplyAsync(Wanted.All(Sets.Restored("x", SafetyAnswer.Auto, "c1", "c2", "s1")))).Outcomes[0].Changes);
        Assert.Equal("Running", await site.StatusAsync("c1"));
        Assert.Empty(site.JournalFiles);
    }

    [Fact]
    public async Task When_one_member_cannot_be_restored_the_others_go_back_or_it_is_told_why_not()
    {
        await using var site = await Site.SandboxAsync();
        await TakeAsync(site, Sets.Present("x", "c1", "c2", "s1"));
        site.Control.FailNext("PUT /1.0/instances/c2", "the dataset is gone");

        var outcome = (await site.ApplyAsync(Wanted.All(Sets.Restored("x", SafetyAnswer.Auto, "c1", "c2", "s1")))).Outcomes[0];

        Assert.False(outcome.Result);
        Assert.Contains("c2: the dataset is gone", outcome.Comment, StringComparison.Ordinal);
        Assert.Matches("c1 was put back from before-restore-[0-9TZ]+", outcome.Comment);
        Assert.Contains("s1 stays restored to x: no safety snapshot was taken of it", outcome.Comment, StringComparison.Ordinal);
        Assert.Equal(["s1/x"], ((ChangeValue.List)outcome.Changes.Single(c => c.Path is ["restored"]).New).Items);
        Assert.Equal("Running", await site.StatusAsync("c2"));
        var again = await site.PlanAsync(Wanted.All(Sets.Restored("x", SafetyAnswer.Auto, "c1", "c2", "s1")));
        Assert.Equal(Verdict.Change, again.Entries[0].Verdict);
    }

    internal static async Task<Outcome> TakeAsync(Site site, GroupPresent entry) => (await site.ApplyAsync(Wanted.All(entry))).Outcomes[0];

    internal static async Task<IReadOnlyList<ObservedSet>> SetsAsync(Site site)
    {
        using var journal = site.Journal();
        var observed = await new Observer(site.Servers).ObserveAsync(
            new Needs([.. (await site.Client.Instances.NamesAsync("default", Site.Token)).Select(n => new InstanceNeed(Wanted.At(n), true, false, false, false))], [], []),
            journal, Site.Token);
        return ObservedSet.In(observed.Instances.Where(i => i.Value is Sighting.Present)
            .Select(i => KeyValuePair.Create(i.Key, ((Sighting.Present)i.Value).Instance)));
    }

    internal static async Task NothingLeftAsync(Site site)
    {
        foreach (var name in (string[])["c1", "c2", "s1"])
        {
            Assert.Empty(await site.SnapshotsAsync(name));
            Assert.Equal(name == "s1" ? "Stopped" : "Running", await site.StatusAsync(name));
        }

        Assert.Empty(site.JournalFiles);
    }

    internal static async Task FrozenAsync(Site site, string instance)
    {
        while (await site.StatusAsync(instance) != "Frozen")
            await Task.Yield();
    }

    private static SandboxSeed Many(int count) => SandboxSeed.Bench() with
    {
        Instances = [.. Enumerable.Range(1, count).Select(i => Site.Container($"c{i}", "btr", "Running"))],
    };
}
