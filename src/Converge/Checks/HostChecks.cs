using System.ComponentModel;
using System.Diagnostics;
using Brine.Planner.Checks;

namespace Brine.Converge.Checks;

/// <summary>
/// The machine that Brine runs on, asked by <c>onlyif</c>, <c>unless</c>, <c>creates</c> and <c>check_cmd</c>. Commands
/// go through <c>/bin/sh</c>, as Salt's do.
/// </summary>
/// <param name="time">Measures how long a command may take.</param>
/// <param name="stop">Ends commands under way; what they were asked does not hold then.</param>
public sealed class HostChecks(TimeProvider time, CancellationToken stop) : ICheckHost
{
    /// <summary>A command that takes longer is killed, and does not hold.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public bool Holds(Check check, EntryChecks of) => check.Kind switch
    {
        CheckKind.Command => Run(check.Text, of) is (0, _),
        CheckKind.Output => Run(check.Text, of) is (0, { Length: > 0 }),
        CheckKind.File => File.Exists(check.Text),
        CheckKind.Folder => Directory.Exists(check.Text),
        CheckKind.Path => Path.Exists(check.Text),
        _ => check.Text == "true",
    };

    private (int Code, string Output) Run(string command, EntryChecks of)
    {
        var start = new ProcessStartInfo
        {
            FileName = "/bin/sh",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Home(),
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(of.Umask is { } umask ? $"umask {umask}\n{command}" : command);
        start.Environment["LC_ALL"] = "C"; // as for commands in templates
        if (of.RunAs is { } user && user != Environment.UserName)
            start.UserName = user;
        try
        {
            using var process = Process.Start(start);
            // The planner asks in the middle of its work, as templates do, so that this has to block.
            return process is null ? (-1, "") : OutputAsync(process).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            return (-1, ""); // no such user, or no right to become it
        }
    }

    private async Task<(int Code, string Output)> OutputAsync(Process process)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(either.Token);
            var errors = process.StandardError.ReadToEndAsync(either.Token);
            await Task.WhenAll(output, errors);
            await process.WaitForExitAsync(either.Token);
            return (process.ExitCode, (await output).TrimEnd('\n', '\r'));
        }
        catch (OperationCanceledException)
        {
            return (-1, "");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static string Home()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 0 && Directory.Exists(home) ? home : "/";
    }
}
