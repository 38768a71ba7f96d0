using System.Diagnostics;

namespace Brine.Incus.Tests.Real;

/// <summary>
/// A real daemon, found by BRINE_TEST_INCUS (its directory), with pools <c>dirp</c> and <c>btr</c> and the image
/// <c>bb</c>. Without the variable every test that asks for it is skipped.
/// </summary>
internal static class RealIncus
{
    public const string Project = "default";

    public static string Directory
    {
        get
        {
            string? directory = Environment.GetEnvironmentVariable("BRINE_TEST_INCUS");
            if (string.IsNullOrEmpty(directory))
                Assert.Skip("BRINE_TEST_INCUS is not set: it names the directory of a real Incus daemon.");
            return directory!;
        }
    }

    public static IncusClient Client() => new(
        IncusEndpoint.OfSocket($"{Directory}/unix.socket"), new IncusClientOptions(), TimeProvider.System);

    public static string FreshName() => $"it-{Guid.NewGuid().ToString("N")[..10]}";

    /// <summary>The CLI, for what the client does not do: trust, projects, listening.</summary>
    public static async Task<string> CliAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("incus", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["INCUS_DIR"] = Directory;
        start.Environment["INCUS_CONF"] = $"{Directory}/client";
        var ct = CancellationToken.None; // also cleans up, so a cancelled test run does not end it
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        string error = await process.StandardError.ReadToEndAsync(ct);
        string output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0 ? output.Trim()
            : throw new InvalidOperationException($"incus {string.Join(' ', arguments)}: {error}");
    }
}
