using System.Diagnostics;
using System.Globalization;
using Brine.Salt;
using Brine.Salt.Yaml;

namespace Brine.Converge.Read;

/// <summary>The machine that templates are rendered on: runs commands, knows its grains.</summary>
public sealed class MinionHost : ISaltHost
{
    /// <summary>For commands that name no timeout of their own.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;

    /// <param name="id">The minion's id, as <c>--id</c> gives it.</param>
    public MinionHost(string id, TimeProvider time)
    {
        _time = time;
        Now = time.GetLocalNow();
        Grains = HostGrains.Read(id);
    }

    public IReadOnlyDictionary<string, YamlNode> Grains { get; }

    public DateTimeOffset Now { get; }

    public string Run(CommandRequest request, CancellationToken token)
    {
        using var process = Start(request);
        using var limit = new CancellationTokenSource(request.Timeout ?? DefaultTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        try
        {
            // Templates render synchronously (the room is pure), so that this one place has to block.
            return OutputAsync(process, request, either.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            var seconds = (request.Timeout ?? DefaultTimeout).TotalSeconds.ToString("0.###",
                CultureInfo.InvariantCulture);
            throw new SaltHostException($"'{request.Shown}' did not end within {seconds} s and was killed");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<string> OutputAsync(Process process, CommandRequest request, CancellationToken token)
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
        if (request.WithErrorOutput && complaint.Length > 0)
            text = text.Length == 0 || text.EndsWith('\n') ? text + complaint : $"{text}\n{complaint}";
        return text.TrimEnd('\n', '\r');
    }

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
