using System.Collections.Immutable;
using Brine.Jinja;

namespace Brine.Salt.Templates;

/// <summary><c>cmd.run</c> and its kin: what a template asks, as a request to the host.</summary>
internal sealed class CommandCall(string function, ISaltHost host)
{
    /// <summary>Arguments that change nothing about what is given back, or ask for what is so anyway.</summary>
    private static readonly ImmutableHashSet<string> Harmless =
    [
        "ignore_retcode", "output_loglevel", "hide_output", "output_encoding", "log_callback", "clean_env", "rstrip",
        "use_vt", "bg", "saltenv", "success_retcodes", "success_stdout", "success_stderr", "reset_system_locale",
    ];

    private static readonly ImmutableHashSet<string> Understood =
        ["cmd", "cwd", "stdin", "shell", "python_shell", "env", "timeout"];

    public JinjaValue Run(JinjaCall call)
    {
        foreach (var name in call.Named.Keys)
            if (!Understood.Contains(name) && !Harmless.Contains(name))
                throw new JinjaException($"{function}: the argument '{name}' is not supported");
        var request = Request(call);
        try
        {
            return JinjaValue.Of(host.Run(request, call.Token).Output.TrimEnd());
        }
        catch (SaltHostException error)
        {
            throw new JinjaException($"{function}: {error.Message}");
        }
    }

    private CommandRequest Request(JinjaCall call)
    {
        var command = call.Argument(0, "cmd") ?? throw new JinjaException($"{function} needs a command");
        var request = new CommandRequest
        {
            WorkingDirectory = Text(call.Argument(1, "cwd")),
            StandardInput = Text(call.Argument(2, "stdin")),
            Shell = Text(call.Named.GetValueOrDefault("shell")) ?? "/bin/sh",
            Variables = Variables(call.Named.GetValueOrDefault("env")),
            Timeout = Timeout(call.Named.GetValueOrDefault("timeout")),
            WithErrorOutput = function != "cmd.run_stdout",
        };
        if (command.Kind is JinjaKind.List or JinjaKind.Tuple)
            return Checked(request with { Arguments = [.. command.Items.Select(word => word.ToText())] });
        var text = command.ToText();
        if (function == "cmd.shell" || call.Named.GetValueOrDefault("python_shell") is { IsTrue: true })
            return request with { ShellText = text };
        var words = ShellWords.Split(text) ?? throw new JinjaException($"{function}: no closing quotation in '{text}'");
        return Checked(request with { Arguments = words });
    }

    private CommandRequest Checked(CommandRequest request) => request.Arguments is [{ Length: > 0 }, ..]
        ? request
        : throw new JinjaException($"{function} needs a command, but the text is empty");

    private ImmutableDictionary<string, string> Variables(JinjaValue? given)
    {
        var variables = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var maps = given?.Kind switch
        {
            null or JinjaKind.None => [],
            JinjaKind.Dict => [given],
            JinjaKind.List => given.Items,
            _ => throw new JinjaException($"{function}: 'env' is neither a mapping nor a list of mappings"),
        };
        foreach (var (name, value) in maps.SelectMany(map => map.Entries))
            variables[name.ToText()] = value.ToText();
        return variables.ToImmutable();
    }

    private TimeSpan? Timeout(JinjaValue? seconds) => seconds switch
    {
        null or { Kind: JinjaKind.None } => null,
        _ when seconds.TryGetFloat(out var number) && number is > 0 and < 1e6 => TimeSpan.FromSeconds(number),
        _ => throw new JinjaException($"{function}: 'timeout' is no number of seconds above zero"),
    };

    private static string? Text(JinjaValue? value) => value is null or { Kind: JinjaKind.None } ? null : value.ToText();
}
