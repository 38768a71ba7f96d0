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
    public async Task The_modules_do_on_a_real_server_what_they_say(string suite)
    {
        var environment = new Dictionary<string, string>(RealIncus.EnvironmentOf(RealIncus.Directory))
        {
            ["BRINE_TEST_SOCKET"] = RealIncus.Socket,
            ["BRINE_TEST_BINARY"] = RealIncus.Brine,
        };
        var ran = await Ran.Of("python3", ["-B", "-W", "ignore", "-m", "unittest", "test_incus." + suite], environment,
            Path.Combine(RealIncus.Repository, "salt", "tests"));
        ran.Ends(0);
        Assert.Contains("\nOK\n", ran.Err, StringComparison.Ordinal); // not "OK (skipped=…)"
    }
}
