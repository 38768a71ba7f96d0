using System.Runtime.CompilerServices;

namespace Brine.EndToEnd.Tests.Bench;

/// <summary>The daemon that ./test.sh brought up (BRINE_TEST_INCUS: its directory), and the binary under test.</summary>
internal static class RealIncus
{
    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    /// <summary>BRINE_TEST_BINARY, the published one; else the one that was built beside these tests.</summary>
    public static string Brine { get; } = Environment.GetEnvironmentVariable("BRINE_TEST_BINARY") is { Length: > 0 } given && File.Exists(given)
        ? given : Path.Combine(Repository, "artifacts", "bin", "Cli", "debug", "brine");

    public static string Directory
    {
        get
        {
            var directory = Environment.GetEnvironmentVariable("BRINE_TEST_INCUS");
            Assert.SkipWhen(string.IsNullOrEmpty(directory), "no real server: BRINE_TEST_INCUS is not set (run ./test.sh as root on Debian)");
            return directory!;
        }
    }

    /// <summary>The daemon of tests/bench/vm.sh (BRINE_TEST_INCUS_VM: its directory), with virtual machines.</summary>
    public static string VmDirectory
    {
        get
        {
            var directory = Environment.GetEnvironmentVariable("BRINE_TEST_INCUS_VM");
            Assert.SkipWhen(string.IsNullOrEmpty(directory),
                "no virtual machines: BRINE_TEST_INCUS_VM is not set (tests/bench/vm.sh available says why)");
            return directory!;
        }
    }

    /// <summary>The folder of tests/bench/cluster.sh (BRINE_TEST_INCUS_CLUSTER), with a daemon's directory for each member.</summary>
    public static string ClusterDirectory
    {
        get
        {
            var directory = Environment.GetEnvironmentVariable("BRINE_TEST_INCUS_CLUSTER");
            Assert.SkipWhen(string.IsNullOrEmpty(directory),
                "no cluster: BRINE_TEST_INCUS_CLUSTER is not set (run ./test.sh as root on Debian)");
            return directory!;
        }
    }

    public static string Socket => Path.Combine(Directory, "unix.socket");

    public static IReadOnlyDictionary<string, string> EnvironmentOf(string directory) => new Dictionary<string, string>
    {
        ["INCUS_DIR"] = directory, ["INCUS_CONF"] = Path.Combine(directory, "client"), ["INCUS_SOCKET"] = Path.Combine(directory, "unix.socket"), ["NO_COLOR"] = "1",
    };

    /// <summary>The <c>incus</c> CLI, by hand as an operator would; must succeed.</summary>
    public static Task<string> Incus(params string[] arguments) => IncusAt(Directory, arguments);

    public static async Task<string> IncusAt(string directory, params string[] arguments) =>
        (await Ran.Of("incus", arguments, EnvironmentOf(directory))).Ends(0).Out;

    private static string Here([CallerFilePath] string path = "") => path;
}
