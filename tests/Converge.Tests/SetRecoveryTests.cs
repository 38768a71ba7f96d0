using Brine.Converge.Journal;
using Brine.Planner.Desired;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;

namespace Brine.Converge.Tests;

/// <summary>The next command after a run that was killed over a set.</summary>
public sealed class SetRecoveryTests
{
    [Fact]
    public async Task What_was_frozen_is_thawed_and_a_set_in_parts_is_removed()
    {
        await using var site = await Site.SandboxAsync();
        await Recoveries.KilledAsync(site, "x", isTaken: false, "c1", "c2", "s1");
        await Recoveries.FreezeAsync(site, "c1");
        await Recoveries.FreezeAsync(site, "c2");
        await Recoveries.TakeAsync(site, "c1", "x");

        var dry = Assert.Single(await Recoveries.RunAsync(site, isDry: true));
        Assert.Equal("Frozen", await site.StatusAsync("c1"));
        var done = Assert.Single(await Recoveries.RunAsync(site));

        Assert.Equal(["thawed c2", "thawed c1", "removed c1/x"], done.Done);
        Assert.Equal(dry.Done, done.Done);
        await GroupRunTests.NothingLeftAsync(site);
    }

    [Fact]
    public async Task A_freeze_that_was_cut_off_itself_is_finished_and_then_thawed()
    {
        await using var site = await Site.SandboxAsync();
        await Recoveries.KilledAsync(site, "x", isTaken: false, "c1", "c2");
        site.Control.CutOffFreeze("c1");

        var done = Assert.Single(await Recoveries.RunAsync(site));

        Assert.Equal(["thawed c1"], done.Done);
        Assert.Equal("Running", await site.StatusAsync("c1"));
    }

    [Fact]
    public async Task A_whole_set_whose_members_are_all_frozen_still_is_kept_and_marked()
    {
        await using var site = await Site.SandboxAsync();
        var set = await Recoveries.KilledAsync(site, "x", isTaken: false, "c1", "c2", "s1");
        foreach (var name in (string[])["c1", "c2"])
            await Recoveries.FreezeAsync(site, name);
        foreach (var name in (string[])["c1", "c2", "s1"])
            await Recoveries.TakeAsync(site, name, "x");

        var done = Assert.Single(await Recoveries.RunAsync(site));

        Assert.Equal(["thawed c2", "thawed c1", "kept the set x of c1, c2, s1: it is whole"], done.Done);
        var found = Assert.Single(await GroupRunTests.SetsAsync(site));
        Assert.Equal((set.SetId, "All tiers"), (found.Id, found.Text));
        Assert.NotNull(found.Times);
        Assert.Null(found.Times.Frozen);
        Assert.Empty(site.JournalFiles);
    }

    [Fact]
    public async Task A_set_of_which_one_member_ran_again_is_kept_only_if_the_run_had_seen_all_snapshots()
    {
        await using var site = await Site.SandboxAsync();
        await Recoveries.KilledAsync(site, "x", isTaken: true, "c1", "c2");
        await Recoveries.KilledAsync(site, "y", isTaken: false, "c1", "c2");
        foreach (var name in (string[])["x", "y"])
            foreach (var instance in (string[])["c1", "c2"])
                await Recoveries.TakeAsync(site, instance, name);
        await Recoveries.FreezeAsync(site, "c1");

        await Recoveries.RunAsync(site);

        Assert.Equal("x", Assert.Single(await GroupRunTests.SetsAsync(site)).Name);
        Assert.Equal(["x"], await site.SnapshotsAsync("c1"));
        Assert.Equal("Running", await site.StatusAsync("c1"));
    }

    [Fact]
    public async Task A_daemon_that_was_restarted_since_may_list_snapshots_without_data_so_the_set_is_removed()
    {
        await using var site = await Site.SandboxAsync();
        var set = await Recoveries.SetAsync(site, "x", "s1");
        Recoveries.Leave(site, set with { Members = [set.Members[0] with { ServerProcess = 1 }] });
        await Recoveries.TakeAsync(site, "s1", "x");

        Assert.Equal(["removed s1/x"], Assert.Single(await Recoveries.RunAsync(site)).Done);

        Assert.Empty(site.JournalFiles);
    }

    [Fact]
    public async Task What_others_made_is_not_touched()
    {
        await using var site = await Site.SandboxAsync();
        await Recoveries.TakeAsync(site, "c1", "old");
        var set = await Recoveries.SetAsync(site, "old", "c1", "c2");
        Recoveries.Leave(site, set with { SetId = "later", Members = [.. set.Members.Select(m => m with { At = m.At.AddMinutes(5) })] });
        Recoveries.Leave(site, set with { SetId = "far", Members = [.. set.Members.Select(m => m with { Server = "another" })] });

        Assert.Empty(Assert.Single(await Recoveries.RunAsync(site)).Done);

        Assert.Equal(["old"], await site.SnapshotsAsync("c1"));
        Assert.Single(site.JournalFiles); // that of the other server
    }

    [Fact]
    public async Task A_run_that_goes_on_is_left_alone()
    {
        await using var site = await Site.SandboxAsync();
        var info = await site.Client.GetServerAsync(Site.Token);
        var now = DateTimeOffset.UtcNow;
        using var alive = RunJournal.In(site.Journals, TimeProvider.System);
        alive.Begin([new TakingSet(Wanted.At("c1"), "Running", 1, now, "x@1", "x",
            [new SetMember(Wanted.At("c1"), "Running", 1, info.CertificateFingerprint, now)], true, "", [])]);
        await Recoveries.FreezeAsync(site, "c1");

        Assert.Empty(await Recoveries.RunAsync(site));

        Assert.Equal("Frozen", await site.StatusAsync("c1"));
    }

    [Fact]
    public async Task A_member_that_cannot_be_reached_keeps_the_work_open_and_the_others_are_thawed()
    {
        await using var site = await Site.SandboxAsync();
        var set = await Recoveries.SetAsync(site, "x", "c1");
        Recoveries.Leave(site, set with { Members = set.Members.Add(set.Members[0] with { Instance = Wanted.At("w", "gone") }) });
        await Recoveries.FreezeAsync(site, "c1");

        var one = Assert.Single(await Recoveries.RunAsync(site));

        Assert.Equal(["thawed c1"], one.Done);
        Assert.StartsWith("gone:w could not be looked after: ", Assert.Single(one.Left), StringComparison.Ordinal);
        Assert.Equal("Running", await site.StatusAsync("c1"));
        Assert.Single(site.JournalFiles);
    }

    [Fact]
    public async Task A_restore_that_was_cut_off_is_not_carried_on_and_the_next_restore_of_the_set_settles_it()
    {
        await using var site = await Site.SandboxAsync();
        await GroupRunTests.TakeAsync(site, Sets.Present("x", "c1", "c2"));
        Recoveries.Leave(site, new RestoringSet(Wanted.At("c1"), "Running", 1, DateTimeOffset.UtcNow, "x", [Wanted.At("c1"), Wanted.At("c2")]));

        Assert.Empty(await Recoveries.RunAsync(site));
        Assert.Single(site.JournalFiles);
        Assert.True((await site.ApplyAsync(Wanted.All(Sets.Restored("x", SafetyAnswer.Auto, "c1", "c2")))).Succeeded);

        Assert.Empty(site.JournalFiles);
    }

    [Fact]
    public async Task A_deletion_that_was_cut_off_is_carried_to_its_end_and_after_is_run()
    {
        await using var site = await Site.SandboxAsync();
        await GroupRunTests.TakeAsync(site, Sets.Present("x", "c1", "c2"));
        var info = await site.Client.GetServerAsync(Site.Token);
        async Task<SetMember> Member(string name) => new(Wanted.At(name), "Running", info.ServerPid, info.CertificateFingerprint, DateTimeOffset.UtcNow,
            (await site.Client.Snapshots.TryGetAsync("default", name, "x", Site.Token))!.CreatedAt);
        Recoveries.Leave(site, new DeletingSet(Wanted.At("c1"), "", 0, DateTimeOffset.UtcNow, "x", "x", [await Member("c1"), await Member("c2")]));
        await site.Client.Snapshots.DeleteAsync("default", "c1", "x", Site.Token);
        var set = await Recoveries.SetAsync(site, "y", "c1");
        Recoveries.Leave(site, set with { After = [new MemberCommand(Wanted.At("c1"), "echo up", TimeSpan.FromSeconds(5))] });

        var found = await Recoveries.RunAsync(site);

        Assert.Contains(found, f => f.Done.SequenceEqual(["removed c2/x"]));
        Assert.Contains(found, f => f.Done.SequenceEqual(["ran 'after' in c1", "after in c1: up"]));
        await GroupRunTests.NothingLeftAsync(site);
    }
}
