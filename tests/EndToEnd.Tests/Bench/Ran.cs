using System.Diagnostics;

namespace Brine.EndToEnd.Tests.Bench;

/// <summary>A program that ran to its end: exit code and what it said.</summary>
internal sealed record Ran(int Exit, string Out, string Err)
{
    public static async Task<Ran> Of(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null,
        TimeSpan? within = null)
    {
        using var process = Start(program, arguments, environment, folder);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var longest = within ?? TimeSpan.FromMinutes(3);
        limit.CancelAfter(longest);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end in {longest.TotalMinutes} minutes");
        }

        return new Ran(process.ExitCode, await output, await error);
    }

    public static Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder ?? "",
        };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
            start.Environment[key] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>This, or a failed assertion that shows all that was said.</summary>
    public Ran Ends(int exit)
    {
        Assert.True(Exit == exit, $"exit {Exit}, expected {exit}\n{Out}\n{Err}");
        return this;
    }
}
