using System.Diagnostics;
using System.Globalization;

namespace Brine.Converge.Tests;

/// <summary>
/// A private incusd of one test, that may be killed. Skipped where <c>BRINE_TEST_INCUS</c> is not set.
/// </summary>
internal sealed class OwnDaemon : IAsyncDisposable
{
    private readonly string _script;

    private OwnDaemon(string script, string folder) => (_script, Folder) = (script, folder);

    public string Folder { get; }

    public static async Task<OwnDaemon> StartAsync()
    {
        Assert.SkipWhen(
            string.IsNullOrEmpty(Environment.GetEnvironmentVariable("BRINE_TEST_INCUS")),
                "BRINE_TEST_INCUS names no daemon's folder");
        var daemon = new OwnDaemon(Script(), $"/tmp/cvk{Environment.ProcessId:x}");
        await daemon.RunAsync("start");
        return daemon;
    }

    public Task StartAgainAsync() => RunAsync("start");

    public async Task KillAsync()
    {
        var id = int.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "incusd.pid"), Site.Token),
            CultureInfo.InvariantCulture);
        using var process = Process.GetProcessById(id);
        process.Kill();
    }

    public async ValueTask DisposeAsync() => await RunAsync("destroy");

    private async Task RunAsync(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", [_script, command, Folder])
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
        })!;
        process.StandardInput.Close(); // incus reads what comes there
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.True(command == "destroy" || process.ExitCode == 0,
            $"{_script} {command} {Folder}: exit code {process.ExitCode}");
    }

    private static string Script()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var script = Path.Combine(folder, "tests", "bench", "incus.sh");
            if (File.Exists(script))
                return script;
        }

        throw new FileNotFoundException("tests/bench/incus.sh is not above the test's folder");
    }
}
