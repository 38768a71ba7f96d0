using System.Collections.Immutable;
using Brine.Converge.Doctor;
using Brine.Planner.Doctor;
using Brine.Planner.Doctor.Facts;
using Brine.Planner.Observed;
using Brine.Sandbox;

namespace Brine.Converge.Tests;

/// <summary>What the doctor reads, how much it asks for it, and what it says of answers that did not come.</summary>
public sealed class DoctorReadingTests
{
    [Fact]
    public async Task A_thousand_instances_are_read_with_a_handful_of_requests()
    {
        var seed = SandboxSeed.Bench() with
        {
            Instances = [.. Enumerable.Range(0, 1000).Select(i => Site.Container($"n{i}", i % 2 == 0 ? "btr" : "dirp", "Stopped",
                new SeedSnapshot { Name = "a" }, new SeedSnapshot { Name = "b" }))],
        };
        await using var site = await Site.SandboxAsync(seed);
        var report = Examination.Of(await ReadAsync(site));
        Assert.Equal(1000, report.Instances);
        Assert.Equal(["not-checked", "pool-copies"], report.Findings.Select(f => f.Check).Order());
        Assert.InRange(site.Control.RequestCount, 10, 30);
    }

    [Fact]
    public async Task Names_and_globs_choose_and_what_matches_nothing_is_told()
    {
        await using var site = await Site.SandboxAsync();
        var facts = await ReadAsync(site, "c*", "s1", "nope", "x?");
        Assert.Equal(["c1", "c2", "s1"], facts.Instances.Keys.Select(i => i.Name));
        Assert.Equal(["nope", "x?"], facts.Unmatched);
        Assert.False(facts.IsWhole);
        // Fills of the pools that these use; the others are only listed.
        Assert.Equal(["btr", "dirp"], facts.Pools.Select(p => p.Name));
        Assert.Equal(["btr"], (await ReadAsync(site, "c1")).Pools.Where(p => p.Fills.Length > 0).Select(p => p.Name));
    }

    [Theory]
    [InlineData("GET /1.0/storage-pools", "pool-space")]
    [InlineData("GET /1.0/storage-pools/btr/resources", "pool-space")]
    [InlineData("GET /1.0/profiles", "pattern-poisonous")]
    [InlineData("GET /1.0/operations", "instance-busy")]
    [InlineData("GET /1.0/projects", "project-restricted")]
    public async Task What_a_server_refuses_to_tell_is_not_fine(string request, string check)
    {
        await using var site = await Site.SandboxAsync();
        site.Control.FailNext(request, "Certificate is restricted", times: 99);
        var report = Examination.Of(await ReadAsync(site));
        Assert.Contains(report.Findings, f => f.Check == "not-checked" && f.Message.Contains(check, StringComparison.Ordinal)
            && f.Message.Contains("Certificate is restricted", StringComparison.Ordinal));
        Assert.DoesNotContain(check, report.Passed);
    }

    [Fact]
    public async Task A_server_that_is_gone_ends_the_examination()
    {
        await using var site = await Site.SandboxAsync();
        using var journal = site.Journal();
        await Assert.ThrowsAsync<ServerUnreachableException>(() =>
            new DoctorReading(site.Servers, journal).ReadAsync(new DoctorQuery("gone", "default", []), Site.Token));
    }

    [Fact]
    public async Task An_operation_that_lasts_is_told_with_its_instance()
    {
        await using var site = await Site.SandboxAsync();
        site.Control.DelayNext("stop", TimeSpan.FromHours(9));
        using var enough = new CancellationTokenSource();
        var stopping = site.Client.Instances.SetStateAsync("default", "c1", Incus.StateChange.Stop, true, TimeSpan.FromSeconds(5), enough.Token);
        while (!(await ReadAsync(site)).Operations.Any())
            await Task.Yield();
        Assert.DoesNotContain(Examination.Of(await ReadAsync(site)).Findings, f => f.Check == "instance-busy");
        // The server tells its time in whole seconds, cut off: one more, or it may be 33m 59s.
        site.Control.AdvanceTime(new TimeSpan(0, 34, 1));
        var found = Assert.Single(Examination.Of(await ReadAsync(site)).Findings, f => f.Check == "instance-busy");
        Assert.Contains("'Stopping instance' has held it for 34m", found.Message, StringComparison.Ordinal);
        Assert.Equal("c1", found.Subject.Name);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopping);
    }

    [Fact]
    public async Task Beside_a_daemons_folder_the_data_of_snapshots_is_looked_for()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may look into the pools of a daemon");
        var at = new DateTimeOffset(2026, 11, 20, 5, 0, 0, 345, TimeSpan.Zero);
        await using var site = await Site.SandboxAsync(SandboxSeed.Bench() with
        {
            Instances =
            [
                Site.Container("c1", "dirp", "Stopped", Taken("whole", at), Taken("renamed", at.AddDays(1)), Taken("half", at.AddDays(2)), Taken("none", at.AddDays(2))),
                Site.Container("c2", "dirp", "Stopped", Taken("a", at)),
            ],
        });
        var pool = Path.Combine(site.Folder, "storage-pools", "dirp");
        var own = Directory.CreateDirectory(Path.Combine(pool, "containers", "c1")).FullName;
        foreach (var name in (string[])["whole", "renamed", "half"])
            Directory.CreateDirectory(Path.Combine(pool, "containers-snapshots", "c1", name));
        await File.WriteAllTextAsync(Path.Combine(own, "backup.yaml"), """
            container:
              created_at: 2026-11-22T05:00:00.345Z
            snapshots:
            - expires_at: 0001-01-01T00:00:00Z
              created_at: 2026-11-20T05:00:00.345142885Z
              name: whole
            - created_at: 2026-11-21T05:00:00.345Z
              name: its-old-name
            volume_snapshots:
            - created_at: 2026-11-22T05:00:00.345Z
            """, Site.Token);

        var facts = await ReadAsync(site);
        Assert.Equal(
            [("half", SnapshotData.Unfinished), ("none", SnapshotData.Missing), ("renamed", SnapshotData.Present), ("whole", SnapshotData.Present)],
            facts.Host!.Data.Select(d => (d.Key.Snapshot, d.Value)).OrderBy(d => d.Snapshot, StringComparer.Ordinal));
        // The folder of c2 is not there: nothing is said of its snapshots but that.
        Assert.Contains(facts.Unasked, u => u.Checks.Contains("snapshot-phantom") && u.Of == "snapshots of c2");
        Assert.Equal(site.Folder, facts.Host.Directory);
        Assert.True(facts.Host.DiskTotal > facts.Host.DiskUsed);
    }

    [Fact]
    public async Task What_a_killed_run_left_open_is_told_of_this_server_alone()
    {
        await using var site = await Site.SandboxAsync();
        using (var killed = site.Journal())
        {
            killed.Begin([new Interruption.CreatingSnapshot(Wanted.At("c1"), "a", "Running", 1, DateTimeOffset.UnixEpoch)]);
            killed.Begin([new Interruption.CreatingSnapshot(Wanted.At("c1", "other"), "a", "Running", 1, DateTimeOffset.UnixEpoch)]);
        }

        Assert.Equal([Wanted.At("c1")], (await ReadAsync(site)).Interruptions.Select(i => i.Instance));
    }

    private static SeedSnapshot Taken(string name, DateTimeOffset at) => new() { Name = name, CreatedAt = at };

    private static async Task<DoctorFacts> ReadAsync(Site site, params string[] words)
    {
        using var journal = site.Journal();
        return await new DoctorReading(site.Servers, journal).ReadAsync(new DoctorQuery("local", "default", [.. words]), Site.Token);
    }
}
