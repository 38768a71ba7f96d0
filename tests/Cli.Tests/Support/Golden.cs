using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Brine.Cli.Tests.Support;

/// <summary>
/// Texts that were read by a person once. <c>BRINE_UPDATE_GOLDENS=1</c> writes them anew, never in CI.
/// </summary>
internal static partial class Golden
{
    public static string Folder { get; } = Path.Combine(Here(), "..", "Goldens");

    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    public static void Equal(string name, string actual)
    {
        var path = Path.Combine(Folder, name + ".txt");
        if (Environment.GetEnvironmentVariable("BRINE_UPDATE_GOLDENS") == "1"
            && Environment.GetEnvironmentVariable("CI") is null)
            File.WriteAllText(path, actual);
        Assert.True(File.Exists(path), $"no golden {path}; write it with BRINE_UPDATE_GOLDENS=1 and read it");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    /// <summary>What differs from run to run: how long things took, today's date, random folders.</summary>
    public static string Scrub(string text, string folder)
    {
        text = text.Replace(folder, "DIR", StringComparison.Ordinal);
        text = Seconds().Replace(text, "0.00s");
        text = Milliseconds().Replace(text, m => m.Groups["head"].Value + "0.1");
        text = RunTime().Replace(text, m => m.Groups["head"].Value + "    0.100 ms");
        text = Uuid().Replace(text, "UUID");
        return Daily().Replace(text, "daily-20260115");
    }

    [GeneratedRegex(@"\b\d+\.\d\ds\b")]
    private static partial Regex Seconds();

    [GeneratedRegex("(?<head>\"?duration_ms\"?: |Duration: )[0-9.]+", RegexOptions.ExplicitCapture)]
    private static partial Regex Milliseconds();

    [GeneratedRegex(@"(?<head>Total run time:)\s+[0-9.]+ m?s", RegexOptions.ExplicitCapture)]
    private static partial Regex RunTime();

    // YAML quotes those that begin with a digit, so that quotes go too.
    [GeneratedRegex("\"?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\"?")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"daily-\d{8}")]
    private static partial Regex Daily();

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
