using Brine.Converge.Read;
using Brine.Planner.Checks;
using Brine.Salt;

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
        var request = new CommandRequest
        {
            ShellText = of.Umask is { } umask ? $"umask {umask}\n{command}" : command,
            RunAs = of.RunAs,
            Timeout = Longest,
            WithErrorOutput = false,
        };
        try
        {
            var outcome = HostCommand.Run(request, time, stop);
            return (outcome.ExitCode, outcome.Output);
        }
        catch (Exception e) when (e is SaltHostException or OperationCanceledException)
        {
            return (-1, ""); // no such user, no right to become it, or too late
        }
    }
}
