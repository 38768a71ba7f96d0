using Brine.Jinja;
using Brine.Salt.Calls;
using Brine.Salt.Templates;

namespace Brine.Salt.Functions;

/// <summary>cmd.*: commands that really run</summary>
internal static class CommandFunctions
{
    public static FunctionLine[] Table =>
    [
        new("cmd.run", CommandCall.Takes, (a, w) => Output(new CommandCall(a, w.Host).Run(withErrors: true), a)),
        new("cmd.run_stdout", CommandCall.Takes, (a, w) => Output(new CommandCall(a, w.Host).Run(withErrors: false), a)),
        new("cmd.run_stderr", CommandCall.Takes, (a, w) => JinjaValue.Of(
            a.Flag("hide_output") ? "" : new CommandCall(a, w.Host).Run(withErrors: false).Errors.TrimEnd())),
        new("cmd.run_all", CommandCall.Takes + " redirect_stderr?", All),
        new("cmd.shell", CommandCall.Takes, (a, w) =>
            Output(new CommandCall(a, w.Host) { IsShell = true }.Run(withErrors: true), a)),
        new("cmd.retcode", CommandCall.Takes, (a, w) => JinjaValue.Of(new CommandCall(a, w.Host).Run(withErrors: true).ExitCode)),
        new("cmd.which", "cmd", (a, w) => Which(a, w) is { } path ? JinjaValue.Of(path) : JinjaValue.None),
        new("cmd.which_bin", "cmds", (a, w) => PythonOperations.Walk(a.Value("cmds"))
            .Select(cmd => HostFiles.Which(w.Host, cmd.ToText())).FirstOrDefault(path => path is not null) is { } path
                ? JinjaValue.Of(path) : JinjaValue.None),
        new("cmd.has_exec", "cmd", (a, w) => JinjaValue.Of(Which(a, w) is not null)),
    ];

    private static string? Which(Arguments a, World w) => HostFiles.Which(w.Host, a.Text("cmd"));

    private static JinjaValue Output(CommandOutcome outcome, Arguments a) => JinjaValue.Of(
        a.Flag("hide_output") ? "" : a.Flag("rstrip", otherwise: true) ? outcome.Output.TrimEnd() : outcome.Output);

    private static JinjaValue All(Arguments a, World w)
    {
        var outcome = new CommandCall(a, w.Host).Run(withErrors: a.Flag("redirect_stderr"));
        return NodeValue.Dict(
        [
            ("pid", JinjaValue.Of(outcome.ProcessId)),
            ("retcode", JinjaValue.Of(outcome.ExitCode)),
            ("stdout", Output(outcome, a)),
            ("stderr", JinjaValue.Of(a.Flag("hide_output") ? "" : outcome.Errors.TrimEnd())),
        ]);
    }
}
