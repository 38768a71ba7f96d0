using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>The Salt side on a real server, with a real Python: <c>salt/tests</c> loads the modules as Salt does.</summary>
[Trait("Server", "real")]
public sealed class SaltModuleTests
{
    [Theory]
    [InlineData("Functions")]
    [InlineData("States")]
    [InlineData("Runs")]
    [InlineData("Workers")]
    [InlineData("Beacons")]
    [InlineData("Whole")]
    public Task The_modules_do_on_a_real_server_what_they_say(string suite) => Passes(suite, RealIncus.Directory);

    /// <summary>No registry has Salt: a check of this machine's, where there is one.</summary>
    [Fact]
    public async Task A_real_salt_call_does_the_same()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (folders.Select(f => Path.Combine(f, "salt-call")).FirstOrDefault(File.Exists) is not { } salt)
            return;
        foreach (var suite in (string[])["Functions", "States", "Runs"])
            await Passes(suite, RealIncus.Directory, ("BRINE_TEST_SALT_CALL", salt));
    }

    [Fact]
    public async Task A_worker_outlives_its_server()
    {
        var bench = Environment.GetEnvironmentVariable("BRINE_TEST_BENCH");
        Assert.SkipWhen(string.IsNullOrEmpty(bench), "no daemon of its own to stop: BRINE_TEST_BENCH is not set (run ./test.sh as root on Debian)");
        var directory = System.IO.Directory.CreateTempSubdirectory("brs").FullName;
        (await Ran.Of(bench!, ["start", directory])).Ends(0);
        try
        {
            await Passes("Restarts", directory);
        }
        finally
        {
            await Ran.Of(bench!, ["destroy", directory]);
        }
    }

    private static async Task Passes(string suite, string directory, params (string Name, string Value)[] more)
    {
        var environment = new Dictionary<string, string>(RealIncus.EnvironmentOf(directory))
        {
            ["BRINE_TEST_SOCKET"] = Path.Combine(directory, "unix.socket"),
            ["BRINE_TEST_BINARY"] = RealIncus.Brine,
        };
        foreach (var (name, value) in more)
            environment[name] = value;
        var ran = await Ran.Of("python3", ["-B", "-W", "ignore", "-m", "unittest", "test_incus." + suite], environment,
            Path.Combine(RealIncus.Repository, "salt", "tests"), TimeSpan.FromMinutes(15));
        ran.Ends(0);
        Assert.Contains("\nOK\n", ran.Err, StringComparison.Ordinal); // not "OK (skipped=…)"
    }
}
