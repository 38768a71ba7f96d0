using System.CommandLine;
using Brine.Cli.Options;

namespace Brine.Cli.Commands;

/// <summary><c>brine completion SHELL</c>: a script that offers commands, options and files.</summary>
internal static class CompletionCommand
{
    public static Command Build(Surroundings world, Command root)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish" };
        shell.CompletionSources.Add("bash", "zsh", "fish");
        var output = new OutputOptions(hasSalt: false);
        var command = new Command("completion", "Print a completion script for a shell") { shell };
        output.AddTo(command);
        Act.On(command, world, output, (parsed, screen) =>
        {
            screen.Raw(parsed.GetRequiredValue(shell) switch
            {
                "bash" => Bash(root),
                "zsh" => Zsh(root),
                "fish" => Fish(root),
                var other => throw new UsageException($"'{other}' is no shell that Brine completes",
                    "give bash, zsh or fish"),
            });
            return Task.FromResult(Exits.Done);
        });
        return command;
    }

    private static string Names(Command root) => string.Join(' ', root.Subcommands.Select(c => c.Name));

    private static string OptionsOf(Command command) =>
        string.Join(' ', command.Subcommands.SelectMany(c => c.Options).Concat(command.Options).SelectMany(o => o.Aliases.Append(o.Name)).Append("--help")
            .Where(n => n.StartsWith("--", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal));

    /// <summary>Commands that have commands below them.</summary>
    private static IEnumerable<Command> Branches(Command root) => root.Subcommands.Where(c => c.Subcommands.Count > 0);

    private static string Bash(Command root) => $$"""
        _brine() {
            local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]}
            COMPREPLY=()
            if [ "$COMP_CWORD" -eq 1 ]; then
                COMPREPLY=($(compgen -W "{{Names(root)}} --help --version" -- "$word"))
                return
            fi
            if [ "$COMP_CWORD" -eq 2 ]; then
                case $command in
        {{string.Join('\n', Branches(root).Select(c => $"        {c.Name}) COMPREPLY=($(compgen -W \"{Names(c)}\" -- \"$word\")); return ;;"))}}
                esac
            fi
            if [ "${word#-}" = "$word" ]; then
                COMPREPLY=($(compgen -f -- "$word"))
                compopt -o filenames 2>/dev/null
                return
            fi
            case $command in
        {{Each(root, c => $"        {c.Name}) COMPREPLY=($(compgen -W \"{OptionsOf(c)}\" -- \"$word\")) ;;")}}
            esac
        }
        complete -F _brine brine

        """;

    private static string Zsh(Command root) => $$"""
        #compdef brine
        _brine() {
            if (( CURRENT == 2 )); then
                local -a commands=(
        {{Each(root, c => $"            '{c.Name}:{Plain(c)}'")}}
                )
                _describe command commands
                return
            fi
            if (( CURRENT == 3 )); then
                case $words[2] in
        {{string.Join('\n', Branches(root).Select(c => $"        {c.Name}) compadd -- {Names(c)}; return ;;"))}}
                esac
            fi
            if [[ $words[CURRENT] != -* ]]; then _files; return; fi
            case $words[2] in
        {{Each(root, c => $"        {c.Name}) compadd -- {OptionsOf(c)} ;;")}}
            esac
        }
        # Loaded from a folder along $fpath, this file is the function at its first call.
        if [[ $funcstack[1] == _brine ]]; then _brine "$@"; else compdef _brine brine; fi

        """;

    private static string Fish(Command root) => Each(root,
        c => $"complete -c brine -n __fish_use_subcommand -f -a {c.Name} -d '{Plain(c)}'\n"
        + string.Concat(c.Subcommands.Select(s =>
            $"complete -c brine -n '__fish_seen_subcommand_from {c.Name}' -f -a {s.Name} -d '{Plain(s)}'\n"))
        + string.Join('\n', c.Subcommands.SelectMany(s => s.Options).Concat(c.Options).DistinctBy(o => o.Name).Select(o =>
            $"complete -c brine -n '__fish_seen_subcommand_from {c.Name}'{FishNames(o)} -d '{Plain(o)}'"))) + "\n";

    /// <summary>Long names behind <c>-l</c>, letters behind <c>-s</c>.</summary>
    private static string FishNames(Option option) => string.Concat(option.Aliases.Append(option.Name).Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)
        .Select(n => n.StartsWith("--", StringComparison.Ordinal) ? " -l " + n[2..] : " -s " + n[1..]));

    private static string Plain(Symbol symbol) => (symbol.Description ?? "").Replace("'", "", StringComparison.Ordinal);

    private static string Each(Command root, Func<Command, string> line) => string.Join('\n',
        root.Subcommands.Select(line));
}
