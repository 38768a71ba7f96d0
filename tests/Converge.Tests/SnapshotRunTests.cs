using Brine.Planner.Plan;
using Brine.Planner.Schedule;

namespace Brine.Converge.Tests;

/// <summary>Snapshots taken, corrected and removed, with nothing going wrong.</summary>
public sealed class SnapshotRunTests
{
    [Fact]
    public async Task A_snapshot_is_taken_with_its_description_and_expiry_and_a_second_run_changes_nothing()
    {
        await using var site = await Site.SandboxAsync();
        await ConvergesAsync(site, "c1");
    }

    [Theory]
    [Trait("Server", "real")]
    [InlineData("dirp", true)]
    [InlineData("btr", false)]
    public async Task On_a_real_server_a_second_run_changes_nothing(string pool, bool start)
    {
        await using var site = Site.Real();
        await ConvergesAsync(site, await site.ContainerAsync(pool, start));
    }

    private static async Task ConvergesAsync(Site site, string name)
    {
        var desired = Wanted.All(
            Wanted.Present(name, "a", "Before the update", new Expiry.After(ExpiryDuration.TryParse("7d")!)),
            Wanted.Present(name, "b"));

        var report = await site.ApplyAsync(desired);

        Assert.All(report.Outcomes, o => Assert.True(o.Result, o.Comment));
        Assert.Equal($"Snapshot a created for instance {name}", report.Outcomes[0].Comment);
        Assert.Contains(Change.Of("snapshot", null, "a"), report.Outcomes[0].Changes);
        var a = await site.Client.Snapshots.TryGetAsync("default", name, "a", Site.Token);
        Assert.InRange(a!.ExpiresAt!.Value - a.CreatedAt, TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1),
            TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        var b = await site.Client.Snapshots.TryGetAsync("default", name, "b", Site.Token);
        Assert.Null(b!.ExpiresAt);
        Assert.Equal("Before the update", await DescriptionAsync(site, name, "a"));
        Assert.Equal("", await DescriptionAsync(site, name, "b"));

        var again = await site.PlanAsync(desired);
        Assert.All(again.Entries, e => Assert.Equal(Verdict.Holds, e.Verdict));
        Assert.Empty(site.JournalFiles);

        await site.Client.Snapshots.DeleteAsync("default", name, "b", Site.Token);
        var repaired = await site.ApplyAsync(desired);
        Assert.Empty(repaired.Outcomes[0].Changes);
        Assert.NotEmpty(repaired.Outcomes[1].Changes);
    }

    [Fact]
    public async Task A_changed_description_and_expiry_are_put_right()
    {
        await using var site = await Site.SandboxAsync();
        await site.ApplyAsync(Wanted.All(Wanted.Present("c1", "a", "old", new Expiry.Never())));
        var at = new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);

        var report = await site.ApplyAsync(Wanted.All(Wanted.Present("c1", "a", "new", new Expiry.At(at))));

        Assert.True(report.Succeeded, report.Outcomes[0].Comment);
        Assert.Equal("new", await DescriptionAsync(site, "c1", "a"));
        Assert.Equal(at, (await site.Client.Snapshots.TryGetAsync("default", "c1", "a", Site.Token))!.ExpiresAt);
    }

    [Fact]
    public async Task A_snapshot_without_a_description_costs_one_creation_and_nothing_else()
    {
        await using var site = await Site.SandboxAsync();
        using var journal = site.Journal();
        var convergence = new Convergence(site.Servers, journal);
        var plan = await convergence.PlanAsync(Wanted.All(Wanted.Present("c1", "a")), Site.Token);
        var before = site.Control.RequestCount;

        await convergence.ApplyAsync(plan, Apply.RunControl.None, Apply.RunOptions.Default, null);

        Assert.Equal(["POST", "GET"], site.Control.Requests.Skip(before).Select(r => r.Split(' ')[0]));
    }

    [Fact]
    public async Task Where_storage_is_closed_to_the_client_the_description_goes_into_the_snapshots_config()
    {
        await using var site = await Site.SandboxAsync();
        site.Control.FailNext("GET /1.0/storage-pools/*", "Certificate is restricted", times: 100, status: 403);
        var desired = Wanted.All(Wanted.Present("c1", "a", "kept in the config"));

        var report = await site.ApplyAsync(desired);

        Assert.True(report.Succeeded, report.Outcomes[0].Comment);
        var instance = await site.Client.Instances.GetAsync("default", "c1", Site.Token);
        Assert.DoesNotContain("user.brine.snapshot", instance.Config.Keys);
        Assert.Contains("kept in the config", instance.Snapshots!.Value.Single().Config["user.brine.snapshot"],
            StringComparison.Ordinal);
        Assert.Equal(Verdict.Holds, (await site.PlanAsync(desired)).Entries[0].Verdict);
    }

    [Fact]
    public async Task The_config_key_comes_off_when_the_creation_fails()
    {
        await using var site = await Site.SandboxAsync();
        site.Control.FailNext("GET /1.0/storage-pools/*", "Certificate is restricted", times: 100, status: 403);
        site.Control.FailNext("create-snapshot", "no space left on device");

        var report = await site.ApplyAsync(Wanted.All(Wanted.Present("c1", "a", "text")));

        Assert.False(report.Outcomes[0].Result);
        Assert.Equal("Failed to create snapshot a: no space left on device", report.Outcomes[0].Comment);
        Assert.DoesNotContain(
            "user.brine.snapshot", (await site.Client.Instances.GetAsync("default", "c1", Site.Token)).Config.Keys);
    }

    [Fact]
    public async Task Absent_removes_and_is_content_with_what_is_gone()
    {
        await using var site = await Site.SandboxAsync();
        await site.ApplyAsync(Wanted.All(Wanted.Present("c1", "a")));

        var first = await site.ApplyAsync(Wanted.All(Wanted.Absent("c1", "a")));
        var second = await site.ApplyAsync(Wanted.All(Wanted.Absent("c1", "a"), Wanted.Absent("nobody", "a")));

        Assert.Contains(Change.Of("snapshot", "a", null), first.Outcomes[0].Changes);
        Assert.Empty(await site.SnapshotsAsync("c1"));
        Assert.All(second.Outcomes, o => Assert.True(o.Result is true && o.Changes.IsEmpty, o.Comment));
    }

    [Fact]
    public async Task A_snapshot_is_renamed()
    {
        await using var site = await Site.SandboxAsync();
        await site.ApplyAsync(Wanted.All(Wanted.Present("c1", "a")));

        var report = await site.ApplyAsync(Wanted.All(Wanted.Renamed("c1", "a", "b")));

        Assert.True(report.Succeeded, report.Outcomes[0].Comment);
        Assert.Equal(["b"], await site.SnapshotsAsync("c1"));
    }

    internal static async Task<string> DescriptionAsync(Site site, string instance, string snapshot)
    {
        var whole = await site.Client.Instances.GetBasicAsync("default", instance, Site.Token);
        var pool = whole.ExpandedDevices["root"]["pool"];
        return (await site.Client.Volumes.SnapshotDescriptionsAsync(
            "default", pool, "container", instance, Site.Token))[snapshot];
    }
}
