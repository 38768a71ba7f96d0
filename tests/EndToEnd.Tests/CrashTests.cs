using System.Text.Json.Nodes;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>kill -9 of the daemon and of brine in the middle of a creation, then the same apply again.</summary>
[Trait("Server", "real")]
public sealed class CrashTests
{
    [Fact]
    public async Task A_phantom_left_by_a_killed_daemon_is_recognised_by_the_next_run_and_taken_again()
    {
        var bench = Environment.GetEnvironmentVariable("BRINE_TEST_BENCH");
        Assert.SkipWhen(string.IsNullOrEmpty(bench), "no daemon of its own to kill: BRINE_TEST_BENCH is not set (run ./test.sh as root on Debian)");
        var directory = System.IO.Directory.CreateTempSubdirectory("brk").FullName;
        (await Ran.Of(bench!, ["start", directory])).Ends(0);
        try
        {
            await using var project = await Project.On("dirp", directory);
            await project.Container("c1", isRunning: true);
            await project.Incus("exec", "c1", "--", "sh", "-c", "for i in 1 2 3; do dd if=/dev/urandom of=/root/f$i bs=1M count=150; done; sync");
            var file = project.Write("f.sls", "a:\n  incus.instance_snapshot_present: [instance: c1, name: big, description: whole]\n");

            using (var running = Ran.Start(RealIncus.Brine, project.Arguments("apply", file), RealIncus.EnvironmentOf(directory), project.Folder))
            {
                await Listed(project);
                var daemon = int.Parse((await project.Query("/1.0"))["environment"]!["server_pid"]!.ToString(), null);
                running.Kill();
                System.Diagnostics.Process.GetProcessById(daemon).Kill();
                await running.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            (await Ran.Of(bench!, ["start", directory])).Ends(0);
            Assert.Equal(["big"], await project.Snapshots("c1")); // listed, whatever it holds
            var again = (await project.Brine("apply", file, "--out", "json")).Ends(0);

            Assert.Contains("taken again", again.Out, StringComparison.Ordinal);
            Assert.Equal("Running", await project.Status("c1"));
            (await project.Brine("plan", file)).Ends(0);
            var data = Path.Combine(directory, "storage-pools", "dirp", "containers-snapshots", $"{project.Name}_c1", "big", "rootfs", "root");
            Assert.Equal(3 * 150L << 20, System.IO.Directory.EnumerateFiles(data, "f*").Sum(f => new FileInfo(f).Length));
        }
        finally
        {
            await Ran.Of(bench!, ["destroy", directory]);
        }
    }

    /// <summary>Until the server lists the snapshot: its creation is then under way.</summary>
    private static async Task Listed(Project project)
    {
        while ((await project.Snapshots("c1")).Length == 0)
            await Task.Delay(5, TestContext.Current.CancellationToken);
    }
}
