using System.Diagnostics;
using System.Globalization;
using Brine.Salt;

namespace Brine.Converge.Read;

/// <summary>Runs one command of a template, to its end or the end of its time.</summary>
internal static class HostCommand
{
    public static CommandOutcome Run(CommandRequest request, TimeProvider time, CancellationToken token)
    {
        using var process = Start(request);
        using var limit = new CancellationTokenSource(request.Timeout ?? MinionHost.DefaultTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        try
        {
            // Templates render synchronously (the room is pure), so that this one place has to block.
            return OutcomeAsync(process, request, either.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            var seconds = (request.Timeout ?? MinionHost.DefaultTimeout).TotalSeconds.ToString("0.###",
                CultureInfo.InvariantCulture);
            throw new SaltHostException($"'{request.Shown}' did not end within {seconds} s and was killed");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<CommandOutcome> OutcomeAsync(
        Process process, CommandRequest request, CancellationToken token)
    {
        var output = process.StandardOutput.ReadToEndAsync(token);
        var errors = process.StandardError.ReadToEndAsync(token);
        try
        {
            await process.StandardInput.WriteAsync((request.StandardInput ?? "").AsMemory(), token);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading what it was given; its output is what counts.
        }

        var text = await output;
        var complaint = await errors;
        await process.WaitForExitAsync(token);
        if (!request.WithErrorOutput)
            return Outcome(process, text, complaint);
        if (complaint.Length > 0)
            text = text.Length == 0 || text.EndsWith('\n') ? text + complaint : $"{text}\n{complaint}";
        return Outcome(process, text, "");
    }

    private static CommandOutcome Outcome(Process process, string output, string errors) =>
        new(output.TrimEnd('\n', '\r'), errors.TrimEnd('\n', '\r'), process.ExitCode, process.Id);

    private static Process Start(CommandRequest request)
    {
        var start = new ProcessStartInfo
        {
            FileName = request.ShellText is null ? request.Arguments.FirstOrDefault("") : request.Shell,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = request.WorkingDirectory ?? Home(),
        };
        foreach (var argument in request.ShellText is { } text ? ["-c", text] : request.Arguments.Skip(1))
            start.ArgumentList.Add(argument);
        start.Environment["LC_ALL"] = "C"; // Salt does so too: `date` must not follow the operator's language
        foreach (var (name, value) in request.Variables)
            start.Environment[name] = value;
        try
        {
            return Process.Start(start) ?? throw new SaltHostException($"cannot run '{request.Shown}'");
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
        {
            throw new SaltHostException($"cannot run '{request.Shown}': {e.Message}", e);
        }
    }

    private static string Home()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 0 && Directory.Exists(home) ? home : "/";
    }
}
