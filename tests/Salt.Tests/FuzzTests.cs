using System.Diagnostics;
using System.Globalization;

namespace Brine.Salt.Tests;

/// <summary>
/// Texts nobody would write neither crash Jinja, YAML, rendering and compiling, nor hang them, nor fill the memory:
/// 20 seconds of what <c>bench/fuzz/run.sh</c> does for as long as one likes.
/// </summary>
public sealed class FuzzTests
{
    [Fact]
    public async Task Nothing_is_found_in_twenty_seconds()
    {
        var token = TestContext.Current.CancellationToken;
        var root = Path.GetFullPath(Path.Combine(Here.Folder, "../.."));
        var seed = Random.Shared.Next(1_000_000).ToString(CultureInfo.InvariantCulture);
        using var fuzz = Process.Start(new ProcessStartInfo(
            Path.Combine(root, "artifacts/bin/Fuzz/debug/Brine.Fuzz"), ["20", seed])
        {
            // A process of its own: what no test could survive, such as a full stack, is found too.
            Environment = { ["DOTNET_GCHeapHardLimit"] = "0x60000000" },
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var output = fuzz.StandardOutput.ReadToEndAsync(token);
        var errors = fuzz.StandardError.ReadToEndAsync(token);
        await fuzz.WaitForExitAsync(token);
        Assert.True(fuzz.ExitCode == 0, $"seed {seed}, exit {fuzz.ExitCode}:\n{await output}\n{await errors}");
        Assert.Contains(" 0 finds", await output, StringComparison.Ordinal);
    }
}
