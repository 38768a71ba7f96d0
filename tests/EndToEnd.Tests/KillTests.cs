using System.Globalization;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>On btrfs. A class a pool, so that the two run side by side.</summary>
[Trait("Server", "real")]
public sealed class KillOnBtrfsTests
{
    [Fact]
    public Task A_killed_apply_converges_at_the_next_with_nothing_frozen_stopped_or_twice() => Kills.AtManyPointsAsync("btr");
}

/// <summary>On a dir pool.</summary>
[Trait("Server", "real")]
public sealed class KillOnDirTests
{
    [Fact]
    public Task A_killed_apply_converges_at_the_next_with_nothing_frozen_stopped_or_twice() => Kills.AtManyPointsAsync("dirp");
}

/// <summary>kill -9 of brine at many points of an apply, then the same apply again.</summary>
internal static class Kills
{
    private const int Points = 25;

    public static async Task AtManyPointsAsync(string pool)
    {
        await using var project = await Project.On(pool);
        await project.Container("c1", isRunning: true);
        await project.Container("c2", isRunning: true);
        await project.Container("c3");
        await project.Incus("snapshot", "create", "c2", "base");

        // How long a whole apply takes here, so that the kills fall into it.
        var watch = System.Diagnostics.Stopwatch.StartNew();
        (await project.Brine("apply", Round(project, 0), "--yes")).Ends(0);
        var whole = watch.Elapsed;
        for (var point = 1; point <= Points; point++)
        {
            var file = Round(project, point);
            using (var running = Ran.Start(RealIncus.Brine, project.Arguments("apply", file, "--yes"), RealIncus.EnvironmentOf(RealIncus.Directory), project.Folder))
            {
                // The pause is the subject: where the kill falls.
                await Task.Delay(whole * point / Points, TestContext.Current.CancellationToken);
                running.Kill();
                await running.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            var again = await project.Brine("apply", file, "--yes");
            Assert.True(again.Exit == 0, $"point {point}: {again.Exit}\n{again.Out}\n{again.Err}");
            (await project.Brine("plan", file)).Ends(0);
            Assert.Equal("Running", await project.Status("c1"));
            Assert.Equal("Running", await project.Status("c2"));
            Assert.Equal("Stopped", await project.Status("c3"));
            Assert.Equal(["a-" + Text(point)], await project.Snapshots("c1"));
            Assert.Equal(["a-" + Text(point)], await project.Snapshots("c3"));
            // One safety snapshot a restore, on the pool where they are taken; never two for one.
            var safety = (await project.Snapshots("c2")).Count(s => s.StartsWith("before-restore-", StringComparison.Ordinal));
            Assert.True(safety <= (pool == "btr" ? point + 1 : 0), $"point {point}: {safety} safety snapshots");
            // A run that is killed before its first line leaves an empty file, which tells nothing.
            var state = new DirectoryInfo(Path.Combine(project.Folder, "state"));
            Assert.False(state.Exists && state.EnumerateFiles().Any(f => f.Length > 0), "the journal was not settled");
        }
    }

    /// <summary>A new snapshot with a description, the last one deleted, a restore with a new trigger.</summary>
    private static string Round(Project project, int round) => project.Write($"round-{Text(round)}.sls", string.Create(CultureInfo.InvariantCulture, $"""
        new-1:
          incus.instance_snapshot_present: [instance: c1, name: a-{round}, description: round {round}]
        old-1:
          incus.instance_snapshot_absent: [instance: c1, name: a-{Math.Max(0, round - 1)}{(round == 0 ? "-none" : "")}]
        back-2:
          incus.instance_snapshot_restored: [instance: c2, name: base, trigger: round-{round}]
        new-3:
          incus.instance_snapshot_present: [instance: c3, name: a-{round}, expires: 7d]
        old-3:
          incus.instance_snapshot_absent: [instance: c3, name: a-{Math.Max(0, round - 1)}{(round == 0 ? "-none" : "")}]
        """));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
