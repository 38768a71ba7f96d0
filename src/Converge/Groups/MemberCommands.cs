using System.Collections.Immutable;
using Brine.Converge.Steps;
using Brine.Incus;
using Brine.Incus.Exec;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;

namespace Brine.Converge.Groups;

/// <summary>Runs the commands of <c>before</c> and <c>after</c> inside members, one after the other.</summary>
internal sealed class MemberCommands(
    Func<InstanceAddress, RunServer> serverOf, MemberWords words, ImmutableArray<string>.Builder notes)
{
    private const int LongestOutput = 2_000;

    /// <summary>Incus cannot end a command. Where the image has timeout(1), as busybox and coreutils have, it ends itself.</summary>
    private const string Script =
        "if command -v timeout >/dev/null 2>&1; then exec timeout \"$2\" sh -c \"$1\"; else exec sh -c \"$1\"; fi";

    /// <summary>Exit codes of timeout(1): of coreutils, and of busybox, which is ended by its own signal.</summary>
    private static readonly int[] s_ended = [124, 143];

    /// <summary>What is run for a command of the shell.</summary>
    public static string[] Line(string command, TimeSpan limit) =>
        ["sh", "-c", Script, "brine", command, FormattableString.Invariant($"{limit.TotalSeconds:0}")];

    public static bool IsEndedByTime(int exitCode) => s_ended.Contains(exitCode);

    /// <summary>Whether commands can be run in all of these at all.</summary>
    public async Task CheckAsync(IEnumerable<MemberCommand> commands, CancellationToken token)
    {
        foreach (var at in commands.Select(c => c.Instance).Distinct())
            if (!await serverOf(at).Client.Instances.RunsAsync(at.Project, at.Name, token))
                throw new StepFailedException($"no command can be run in {words[at]}: it has no process (a container), or its agent does not "
                    + "answer (a VM); nothing was touched");
    }

    /// <param name="word"><c>before</c> or <c>after</c>.</param>
    /// <param name="goOn">Run the others, too, when one fails.</param>
    public async Task RunAsync(string word, ImmutableArray<MemberCommand> commands, bool goOn, CancellationToken token)
    {
        var failures = new List<string>();
        foreach (var command in commands)
        {
            if (await FailureAsync(word, command, token) is { } why)
                failures.Add($"'{word}' failed in {words[command.Instance]}: '{command.Command}' {why}");
            if (failures.Count > 0 && !goOn)
                break;
        }

        if (failures.Count > 0)
            throw new StepFailedException(string.Join("; ", failures));
    }

    private async Task<string?> FailureAsync(string word, MemberCommand command, CancellationToken token)
    {
        var at = command.Instance;
        var seconds = FormattableString.Invariant($"{command.Timeout.TotalSeconds:0}");
        try
        {
            var ended = await serverOf(at).Client.Executions.RunAsync(
                at.Project, at.Name, Line(command.Command, command.Timeout), command.Timeout, token);
            foreach (var said in new[] { ended.Output, ended.ErrorOutput }.Select(s => s.Trim()).Where(s => s.Length > 0))
                notes.Add($"{word} in {words[at]}: {Short(said)}");
            return ended.ExitCode == 0 ? null
                : (IsEndedByTime(ended.ExitCode) ? $"did not end within {seconds} s" : FormattableString.Invariant($"exited with {ended.ExitCode}"))
                    + (ended.ErrorOutput.Trim() is { Length: > 0 } why ? ": " + Short(why) : "");
        }
        catch (IncusException e)
        {
            return "could not be run: " + (e.Kind == IncusErrorKind.TimedOut ? e.ServerText : serverOf(at).Tell(at, e));
        }
    }

    private static string Short(string text) => text.Length <= LongestOutput ? text : text[..LongestOutput] + " …";
}
