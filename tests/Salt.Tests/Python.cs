using System.Diagnostics;

namespace Brine.Salt.Tests;

/// <summary>Debian's Python, which holds the originals that Brine is compared with.</summary>
internal static class Python
{
    private const string Program = "/usr/bin/python3";

    /// <summary>Skips the test where the module is not installed; in CI a skip is a failure.</summary>
    public static void Require(string module)
    {
        var isThere = File.Exists(Program) && Start("-c", $"import {module}").Code == 0;
        Assert.SkipUnless(isThere, $"{Program} has no module {module} (Debian: python3-{module})");
    }

    /// <summary>What a script prints; a script that fails fails the test.</summary>
    public static string Run(params string[] arguments)
    {
        var (code, output) = Start(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)} failed:\n{output}");
        return output;
    }

    private static (int Code, string Output) Start(params string[] arguments)
    {
        // No __pycache__ in the tree, and the same hashes every time.
        using var process = Process.Start(new ProcessStartInfo(Program, ["-B", .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + errors.Result);
    }
}
