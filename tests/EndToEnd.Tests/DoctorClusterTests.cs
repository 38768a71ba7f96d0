using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>The doctor's checks of clusters, on a real one of three.</summary>
[Trait("Server", "real")]
public sealed class DoctorClusterTests
{
    [Fact]
    public async Task Members_that_are_evacuated_or_gone_and_the_instances_on_them()
    {
        var bench = Environment.GetEnvironmentVariable("BRINE_TEST_BENCH");
        Assert.SkipWhen(string.IsNullOrEmpty(bench), "no daemons of its own: BRINE_TEST_BENCH is not set (run ./test.sh as root on Debian)");
        var script = Path.Combine(Path.GetDirectoryName(bench)!, "cluster.sh");
        var (folder, port) = (Path.Combine("/tmp", "bc" + Environment.ProcessId.ToString("x", null)), new Dictionary<string, string> { ["PORT"] = "18470" });
        (await Ran.Of(script, ["start", folder], port)).Ends(0);
        try
        {
            var first = Path.Combine(folder, "m1");
            await using var project = await Project.On("local", first);
            var clinic = new Clinic(project, first);
            await project.Incus("init", "bb", "c2", "--target", "m2", "-q");
            await project.Incus("snapshot", "create", "c2", "a");
            await clinic.Gone("member-offline", "m2");
            // Its files are on another machine, and nothing is said of them.
            Assert.Contains("on member m2", (string)(await clinic.Found("not-checked", ""))["message"]!, StringComparison.Ordinal);

            await RealIncus.IncusAt(first, "cluster", "evacuate", "m3", "--force");
            await clinic.FoundHealedAndGone("member-evacuated", "m3", "Unavailable due to maintenance");

            (await Ran.Of(script, ["kill", folder, "2"])).Ends(0);
            await Until(first, "OFFLINE");
            var found = await clinic.Found("member-offline", "m2");
            Assert.Matches("it is offline: No heartbeat for [0-9ms]+s", (string)found["message"]!);
            await clinic.Found("instance-unreachable", "c2");
            Assert.Equal("systemctl start incus", (string?)found["commands"]![0]);

            // What that command does where there is systemd.
            (await Ran.Of(script, ["up", folder, "2"], port)).Ends(0);
            await Until(first, "OFFLINE", isThere: false);
            while ((await Ran.Of("incus", ["info", "c2", "--project", project.Name], RealIncus.EnvironmentOf(first))).Exit != 0)
                await Task.Delay(200, TestContext.Current.CancellationToken);
            await clinic.Gone("member-offline", "m2");
            await clinic.Gone("instance-unreachable", "c2");
        }
        finally
        {
            await Ran.Of(script, ["destroy", folder]);
        }
    }

    private static async Task Until(string server, string word, bool isThere = true)
    {
        while ((await RealIncus.IncusAt(server, "cluster", "list", "-f", "csv")).Contains(word, StringComparison.Ordinal) != isThere)
            await Task.Delay(300, TestContext.Current.CancellationToken);
    }
}
