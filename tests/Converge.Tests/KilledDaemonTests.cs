using Brine.Converge.Apply;
using Brine.Planner.Plan;

namespace Brine.Converge.Tests;

/// <summary>The real phantom: <c>kill -9</c> of incusd while it copies a container on a dir pool.</summary>
public sealed class KilledDaemonTests
{
    private const int Megabytes = 400;

    [Fact]
    [Trait("Server", "real")]
    public async Task A_daemon_killed_during_a_creation_leaves_a_whole_snapshot_and_a_running_container()
    {
        await using var daemon = await OwnDaemon.StartAsync();
        await using var site = Site.Real(daemon.Folder);
        var name = await site.ContainerAsync("dirp", start: true);
        await FillAsync(daemon, name);
        using var journal = site.Journal();
        var convergence = new Convergence(site.Servers, journal);
        var plan = await convergence.PlanAsync(Wanted.All(Wanted.Present(name, "a", "text")), Site.Token);
        var copy = CopyOf(daemon, name, "a");

        var run = convergence.ApplyAsync(plan, RunControl.None, RunOptions.Default, null);
        while (Size(copy) < 1 << 20 && !run.IsCompleted)
            await Task.Delay(5, Site.Token);
        Assert.False(run.IsCompleted, "the snapshot was taken before the daemon could be killed");
        await daemon.KillAsync();
        await daemon.StartAgainAsync();
        var report = await run;

        Assert.True(report.Succeeded, report.Outcomes[0].Comment);
        Assert.Contains(report.Outcomes[0].Notes, n => n.Contains("taken again", StringComparison.Ordinal));
        Assert.Equal("Running", await site.StatusAsync(name));
        Assert.Equal(["a"], await site.SnapshotsAsync(name));
        Assert.Equal((long)Megabytes << 20, Size(copy));
        Assert.Equal("text", await SnapshotRunTests.DescriptionAsync(site, name, "a"));
        Assert.Equal(Verdict.Holds, (await site.PlanAsync(plan.Desired)).Entries[0].Verdict);
    }

    private static async Task FillAsync(OwnDaemon daemon, string name)
    {
        var block = new byte[1 << 20];
        Random.Shared.NextBytes(block);
        await using var file = File.Create(
            Path.Combine(daemon.Folder, "storage-pools/dirp/containers", name, "rootfs/root/data"));
        for (var i = 0; i < Megabytes; i++)
            await file.WriteAsync(block, Site.Token);
    }

    private static string CopyOf(OwnDaemon daemon, string name, string snapshot) =>
        Path.Combine(daemon.Folder, "storage-pools/dirp/containers-snapshots", name, snapshot, "rootfs/root");

    // rsync writes to a hidden name first.
    private static long Size(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles("*data*").Sum(f => f.Length) : 0;
        }
        catch (IOException)
        {
            return 0; // renamed or removed under our eyes
        }
    }
}
