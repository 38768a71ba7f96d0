using System.Collections.Immutable;
using Brine.Jinja;
using Brine.Salt.Calls;

namespace Brine.Salt.Functions;

/// <summary><c>cmd.run</c> and its kin: what a template asks, as a request to the host.</summary>
internal sealed class CommandCall(Arguments arguments, ISaltHost host)
{
    /// <summary>Salt's arguments in Salt's order; of the others a call is told that they are not supported.</summary>
    public const string Takes = "cmd cwd? stdin? runas? group? shell? python_shell? env? clean_env? rstrip? umask? " +
        "output_encoding? output_loglevel? log_callback? hide_output? timeout? reset_system_locale? ignore_retcode? " +
        "saltenv? use_vt? bg? raise_err? success_retcodes? success_stdout? success_stderr?";

    /// <summary>Arguments that would change what a command does, and are not carried out.</summary>
    private static readonly ImmutableArray<string> Refused = ["runas", "group", "umask", "bg", "use_vt"];

    /// <summary>A shell, unless the call says otherwise.</summary>
    public bool IsShell { get; init; }

    public CommandOutcome Run(bool withErrors)
    {
        foreach (var name in Refused)
            if (arguments.Given(name) is { IsTrue: true })
                throw arguments.Wrong($"the argument '{name}' is not supported");
        try
        {
            var outcome = host.Run(Request() with { WithErrorOutput = withErrors }, arguments.Token);
            return outcome.ExitCode != 0 && arguments.Flag("raise_err")
                ? throw arguments.Wrong($"the command failed with exit code {outcome.ExitCode}: {outcome.Output}")
                : outcome;
        }
        catch (SaltHostException error)
        {
            throw arguments.Wrong(error.Message);
        }
    }

    private CommandRequest Request()
    {
        var command = arguments.Value("cmd");
        var request = new CommandRequest
        {
            WorkingDirectory = Shown("cwd"),
            StandardInput = Shown("stdin"),
            Shell = Shown("shell") ?? "/bin/sh",
            Variables = Variables(arguments.Given("env")),
            Timeout = Timeout(arguments.Given("timeout")),
        };
        if (command.Kind is JinjaKind.List or JinjaKind.Tuple)
            return Checked(request with { Arguments = [.. command.Items.Select(word => word.ToText())] });
        var text = command.ToText();
        if (arguments.Flag("python_shell", otherwise: IsShell))
            return request with { ShellText = text };
        var words = ShellWords.Split(text) ?? throw arguments.Wrong($"no closing quotation in '{text}'");
        return Checked(request with { Arguments = words });
    }

    private CommandRequest Checked(CommandRequest request) => request.Arguments is [{ Length: > 0 }, ..]
        ? request
        : throw arguments.Wrong("it needs a command, but the text is empty");

    private ImmutableDictionary<string, string> Variables(JinjaValue? given)
    {
        var variables = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var maps = given?.Kind switch
        {
            null => [],
            JinjaKind.Dict => [given],
            JinjaKind.List => given.Items,
            _ => throw arguments.Wrong("'env' is neither a mapping nor a list of mappings"),
        };
        foreach (var (name, value) in maps.SelectMany(map => map.Entries))
            variables[name.ToText()] = value.ToText();
        return variables.ToImmutable();
    }

    private TimeSpan? Timeout(JinjaValue? seconds) => seconds switch
    {
        null => null,
        _ when seconds.TryGetFloat(out var number) && number is > 0 and < 1e6 => TimeSpan.FromSeconds(number),
        _ => throw arguments.Wrong("'timeout' is no number of seconds above zero"),
    };

    private string? Shown(string name) => arguments.Given(name)?.ToText();
}
