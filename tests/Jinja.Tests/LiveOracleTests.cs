using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Brine.Jinja.Tests;

/// <summary>Compares with the Jinja2 that is installed here (Debian's python3-jinja2), not with checked-in goldens.</summary>
public sealed class LiveOracleTests
{
    private const string Python = "/usr/bin/python3";
    private const int Count = 2000;

    [Fact]
    public void The_goldens_are_what_the_installed_Jinja2_says()
    {
        var (code, _, error) = Run("--check");
        Assert.True(code == 0, error);
    }

    /// <summary>Other templates in each run; BRINE_JINJA_SEED and BRINE_JINJA_COUNT repeat or prolong one.</summary>
    [Fact]
    public void Random_templates_render_as_Jinja2_renders_them()
    {
        var seed = Environment.GetEnvironmentVariable("BRINE_JINJA_SEED") ?? Guid.NewGuid().ToString("N")[..8];
        var count = Environment.GetEnvironmentVariable("BRINE_JINJA_COUNT") ?? Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var (code, output, error) = Run("--generate", seed, count);
        Assert.True(code == 0, error);
        using var cases = JsonDocument.Parse(output);
        var complaints = cases.RootElement.EnumerateArray().Select(Complaint).OfType<string>().ToList();
        Assert.True(complaints.Count == 0,
            $"BRINE_JINJA_SEED={seed}: {complaints.Count} of {count} differ:" + string.Concat(complaints.Take(20)));
    }

    private static string? Complaint(JsonElement json) => new RenderCase(
        json.GetProperty("text").GetString()!,
        JsonValues.Variables(json.GetProperty("vars")),
        [],
        RenderCase.Answer(json)).Complaint(json.GetProperty("name").GetString()!);

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        Assert.SkipUnless(HasJinja(), $"{Python} has no jinja2: apt-get install python3-jinja2");
        return Start(["-W", "ignore", Path.Combine(Folder(), "oracle.py"), .. arguments]);
    }

    private static bool HasJinja()
    {
        try
        {
            return Start(["-c", "import jinja2"]).Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static (int Code, string Output, string Error) Start(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Python, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PYTHONDONTWRITEBYTECODE"] = "1", ["PYTHONIOENCODING"] = "utf-8" },
        })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
