using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests.Drills;

/// <summary>kill -9 of a drill at many points; the next command, whatever it is, leaves no clone.</summary>
[Trait("Server", "real")]
public sealed class DrillKillTests
{
    private const int Points = 10;

    [Theory]
    [InlineData("btr")]
    [InlineData("dirp")]
    public async Task The_next_command_removes_what_a_killed_drill_left(string pool)
    {
        await using var project = await Project.On(pool);
        await project.Container("web", isRunning: true);
        await project.Incus("snapshot", "create", "web", "a");
        string[] drill = ["drill", "web/a", "--check", "sleep 1"];
        var watch = System.Diagnostics.Stopwatch.StartNew();
        (await project.Brine(drill)).Ends(0);
        var whole = watch.Elapsed;
        var before = await project.Fingerprint();
        var left = 0;
        for (var point = 1; point <= Points; point++)
        {
            using (var running = Ran.Start(RealIncus.Brine, project.Arguments(drill), RealIncus.EnvironmentOf(RealIncus.Directory), project.Folder))
            {
                // Where the kill falls is the subject: by turns while there is a clone, however slow the machine is, and anywhere.
                if (point % 3 == 0)
                    while (!running.HasExited && (await DrillTests.Names(project)).Length < 2)
                        await Task.Delay(10, TestContext.Current.CancellationToken);
                else
                    await Task.Delay(whole * point / (Points + 1), TestContext.Current.CancellationToken);
                running.Kill();
                await running.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            left += (await DrillTests.Names(project)).Length - 1;
            // By turns: the command for it, and one that has other things to do.
            var next = (await project.Brine(point % 2 == 0 ? ["recover"] : ["plan", project.Write("p.sls", "a: {incus.instance_snapshot_present: [instance: web]}")])).Ends(0);
            Assert.True(await DrillTests.Names(project) is ["web"], $"point {point}: a clone is left\n{next.Out}\n{next.Err}");
            Assert.Equal(before, await project.Fingerprint());
            var state = new DirectoryInfo(Path.Combine(project.Folder, "state"));
            Assert.False(state.Exists && state.EnumerateFiles().Any(f => f.Length > 0), $"point {point}: the journal was not settled\n{next.Out}\n{next.Err}");
        }

        Assert.True(left > 0, "no kill fell while there was a clone");
    }

    [Fact]
    public async Task A_drill_that_is_interrupted_removes_its_clone_and_says_nothing_of_the_snapshot()
    {
        await using var project = await Project.On("btr");
        await project.Container("web");
        (await project.Brine("create", "web/a")).Ends(0);
        using (var running = Ran.Start(RealIncus.Brine, project.Arguments("drill", "web/a", "--check", "sleep 1000"),
            RealIncus.EnvironmentOf(RealIncus.Directory), project.Folder))
        {
            while ((await DrillTests.Names(project)).Length < 2)
                await Task.Delay(20, TestContext.Current.CancellationToken);
            // As Ctrl-C; a shell may have us ignore that one.
            await Ran.Of("kill", ["-TERM", running.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await running.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(130, running.ExitCode);
        }

        Assert.Equal(["web"], await DrillTests.Names(project));
        Assert.DoesNotContain("drill", (await project.Brine("show", "web/a")).Ends(0).Out, StringComparison.Ordinal);
        Assert.Contains("No run was cut off.", (await project.Brine("recover")).Ends(0).Out, StringComparison.Ordinal);
    }
}
