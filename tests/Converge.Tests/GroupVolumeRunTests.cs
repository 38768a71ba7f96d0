using System.Collections.Immutable;
using Brine.Converge.Journal;
using Brine.Incus;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed.Sets;
using Brine.Planner.Plan;
using Brine.Sandbox;

namespace Brine.Converge.Tests;

/// <summary>Custom volumes as a part of sets: taken with them, or gone with them.</summary>
public sealed class GroupVolumeRunTests
{
    private static readonly VolumeAddress Records = new("local", "default", "btr", "records");

    [Fact]
    public async Task A_shared_volume_is_snapshotted_while_all_are_frozen_and_marked_as_of_the_set()
    {
        await using var site = await Site.SandboxAsync(Sharing());

        var outcome = await GroupRunTests.TakeAsync(site, Present("x"));

        Assert.True(outcome.Result, outcome.Comment);
        Assert.Equal(["c1/x", "c2/x", "btr/records/x"], ((ChangeValue.List)Assert.Single(outcome.Changes).New).Items);
        var said = site.Control.Requests.ToList();
        var volume = said.FindIndex(r => r.StartsWith("POST /1.0/storage-pools/btr/volumes/custom/records/snapshots", StringComparison.Ordinal));
        var states = said.Select((r, i) => (r, i)).Where(r => r.r.StartsWith("PUT", StringComparison.Ordinal) && r.r.Contains("/state?", StringComparison.Ordinal)).Select(r => r.i).ToList();
        Assert.True(states[1] < volume && volume < states[2], string.Join('\n', said));
        var set = Assert.Single(await GroupRunTests.SetsAsync(site));
        Assert.Equal(Records, Assert.Single(set.Volumes).At);
        Assert.Contains(set.Id, (await VolumeSnapshotsAsync(site)).Single().Description, StringComparison.Ordinal);
        Assert.Empty((await GroupRunTests.TakeAsync(site, Present("x"))).Changes);
        Assert.Empty(site.JournalFiles);

        var gone = (await site.ApplyAsync(Wanted.All(Sets.Absent("x", "c1", "c2")))).Outcomes[0];
        Assert.True(gone.Result, gone.Comment);
        await NothingLeftAsync(site);
    }

    [Fact]
    public async Task No_member_goes_on_before_the_volumes_are_done()
    {
        var held = new HeldTime();
        await using var site = await Site.SandboxAsync(Sharing(), serverTime: held);
        site.Control.DelayNext("POST /1.0/storage-pools/btr/volumes/custom/records/snapshots", TimeSpan.FromMinutes(1));

        var run = GroupRunTests.TakeAsync(site, Present("x"));
        foreach (var name in (string[])["c1", "c2"])
            while ((await site.SnapshotsAsync(name)).Length == 0)
                await Task.Yield();

        Assert.Equal(("Frozen", "Frozen"), (await site.StatusAsync("c1"), await site.StatusAsync("c2")));
        held.Release();
        Assert.True((await run).Result);
    }

    [Fact]
    public async Task A_volume_that_cannot_be_snapshotted_leaves_nothing_of_the_set()
    {
        await using var site = await Site.SandboxAsync(Sharing());
        site.Control.FailNext("POST /1.0/storage-pools/btr/volumes/custom/records/snapshots", "no space left on device");

        var outcome = await GroupRunTests.TakeAsync(site, Present("x"));

        Assert.False(outcome.Result);
        Assert.StartsWith("Failed to create snapshot set x: volume btr/records: no space left on device", outcome.Comment, StringComparison.Ordinal);
        Assert.Contains("; c1/x, c2/x were removed again", outcome.Comment, StringComparison.Ordinal);
        await NothingLeftAsync(site);
    }

    [Fact]
    public async Task A_member_that_cannot_be_snapshotted_leaves_no_snapshot_of_the_volume()
    {
        await using var site = await Site.SandboxAsync(Sharing());
        site.Control.FailNext("POST /1.0/instances/c2/snapshots", "no space left on device");

        var outcome = await GroupRunTests.TakeAsync(site, Present("x"));

        Assert.Contains("; c1/x, btr/records/x were removed again", outcome.Comment, StringComparison.Ordinal);
        await NothingLeftAsync(site);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_kill_left_of_a_set_is_removed_with_its_volume_snapshots_or_kept_whole(bool isWhole)
    {
        await using var site = await Site.SandboxAsync(Sharing());
        var set = await Recoveries.SetAsync(site, "x", "c1", "c2");
        set = set with { Volumes = [new VolumeMember(Records, set.At)] };
        Recoveries.Leave(site, isWhole ? [set, new SetTaken(set.Instance, "", 0, set.At, set.SetId, "x")] : [set]);
        await Recoveries.TakeAsync(site, "c1", "x");
        if (isWhole)
            await Recoveries.TakeAsync(site, "c2", "x");
        await TakeAsync(site, "x");

        var recovered = Assert.Single(await Recoveries.RunAsync(site));

        Assert.Equal(isWhole ? ["kept the set x of c1, c2: it is whole"] : ["removed c1/x", "removed btr/records/x"], recovered.Done);
        Assert.Empty(site.JournalFiles);
        if (isWhole)
            Assert.Equal(Records, Assert.Single(Assert.Single(await GroupRunTests.SetsAsync(site)).Volumes).At);
        else
            await NothingLeftAsync(site);
    }

    [Fact]
    public async Task A_set_without_the_snapshot_of_its_volume_is_not_whole()
    {
        await using var site = await Site.SandboxAsync(Sharing());
        var set = await Recoveries.SetAsync(site, "x", "c1", "c2");
        set = set with { Volumes = [new VolumeMember(Records, set.At)] };
        Recoveries.Leave(site, set, new SetTaken(set.Instance, "", 0, set.At, set.SetId, "x"));
        await Recoveries.TakeAsync(site, "c1", "x");
        await Recoveries.TakeAsync(site, "c2", "x");

        Assert.Equal(["removed c1/x", "removed c2/x"], Assert.Single(await Recoveries.RunAsync(site)).Done);
        await NothingLeftAsync(site);
    }

    [Fact]
    public async Task A_volume_snapshot_that_cannot_be_deleted_keeps_the_members_so_that_it_can_be_found_again()
    {
        await using var site = await Site.SandboxAsync(Sharing());
        await GroupRunTests.TakeAsync(site, Present("x"));
        site.Control.FailNext("DELETE /1.0/storage-pools/btr/volumes/custom/records/snapshots/x", "the dataset is busy");

        var failed = (await site.ApplyAsync(Wanted.All(Sets.Absent("x", "c1", "c2")))).Outcomes[0];

        Assert.Equal("Failed to delete snapshot set x: btr/records/x: the dataset is busy (HTTP 500)", failed.Comment);
        Assert.Empty(failed.Changes);
        Assert.Equal(["x"], await site.SnapshotsAsync("c1"));
        Assert.True((await site.ApplyAsync(Wanted.All(Sets.Absent("x", "c1", "c2")))).Succeeded);
        await NothingLeftAsync(site);
    }

    [Fact]
    public async Task A_restore_is_refused_while_members_run_and_carried_out_once_they_are_stopped()
    {
        await using var site = await Site.SandboxAsync(Sharing());
        await GroupRunTests.TakeAsync(site, Present("x"));

        var refused = (await site.ApplyAsync(Wanted.All(Sets.Restored("x", SafetyAnswer.No, "c1", "c2")))).Outcomes[0];

        Assert.False(refused.Result);
        Assert.Contains("btr/records: Incus restores a volume only while nobody who has it attached runs: c1 is Running, c2 is Running", refused.Comment, StringComparison.Ordinal);
        Assert.DoesNotContain(site.Control.Requests, r => r.StartsWith("PUT /1.0/instances/c1?", StringComparison.Ordinal));
        foreach (var name in (string[])["c1", "c2"])
            await site.Client.Instances.SetStateAsync("default", name, StateChange.Stop, true, TimeSpan.FromSeconds(5), Site.Token);
        var outcome = (await site.ApplyAsync(Wanted.All(Sets.Restored("x", SafetyAnswer.No, "c1", "c2")))).Outcomes[0];
        Assert.True(outcome.Result, outcome.Comment);
        Assert.Equal(["c1/x", "c2/x", "btr/records/x"], ((ChangeValue.List)Assert.Single(outcome.Changes).New).Items);
        var puts = site.Control.Requests.Where(r => r.StartsWith("PUT /1.0/", StringComparison.Ordinal)).ToList();
        Assert.True(puts.FindIndex(r => r.Contains("/custom/records?", StringComparison.Ordinal)) < puts.FindIndex(r => r.Contains("/instances/c1?", StringComparison.Ordinal)),
            string.Join('\n', puts));
    }

    private static GroupPresent Present(string name) => Sets.Present(name, "c1", "c2") with { Volumes = true };

    /// <summary>Two running containers that share a volume.</summary>
    private static SandboxSeed Sharing()
    {
        var data = ImmutableSortedDictionary<string, string>.Empty.Add("type", "disk").Add("path", "/data").Add("pool", "btr").Add("source", "records");
        return SandboxSeed.Bench() with
        {
            Volumes = [new SeedVolume { Name = "records", Pool = "btr" }],
            Instances = [.. new[] { "c1", "c2" }.Select(n => Site.Container(n, "btr", "Running")).Select(c => c with { Devices = c.Devices.Add("data", data) })],
        };
    }

    private static Task TakeAsync(Site site, string name) =>
        site.Client.CustomVolumes.CreateSnapshotAsync("default", "btr", "records", new SnapshotCreate { Name = name, NeverExpires = true }, Site.Token);

    private static async Task<ImmutableArray<Brine.Incus.Storage.VolumeSnapshot>> VolumeSnapshotsAsync(Site site) =>
        await site.Client.CustomVolumes.SnapshotsAsync("default", "btr", "records", Site.Token);

    private static async Task NothingLeftAsync(Site site)
    {
        Assert.Empty(await VolumeSnapshotsAsync(site));
        foreach (var name in (string[])["c1", "c2"])
        {
            Assert.Empty(await site.SnapshotsAsync(name));
            Assert.Equal("Running", await site.StatusAsync(name));
        }

        Assert.Empty(site.JournalFiles);
    }
}
