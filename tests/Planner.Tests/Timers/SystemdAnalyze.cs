using System.Diagnostics;

namespace Brine.Planner.Tests.Timers;

/// <summary>systemd's own opinion, where it is installed (Debian: systemd).</summary>
internal static class SystemdAnalyze
{
    private const string Path = "/usr/bin/systemd-analyze";

    public static async Task<(int Exit, string Said)> RunAsync(params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(Path), $"{Path} is not installed (apt install systemd)");
        var start = new ProcessStartInfo(Path, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TZ"] = "UTC";
        using var process = Process.Start(start)!;
        var token = TestContext.Current.CancellationToken;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(token), process.StandardError.ReadToEndAsync(token));
        await process.WaitForExitAsync(token);
        return (process.ExitCode, await said + await complained);
    }
}
