using System.CommandLine;

namespace Brine.Cli.Options;

/// <summary>How state and pillar files are read.</summary>
internal sealed class SourceOptions
{
    private readonly Option<string[]> _pillar = new("--pillar")
        { Description = "pillar data for templates: a file, or JSON; may be repeated", HelpName = "FILE|JSON" };
    private readonly Option<string?> _stateRoot = new("--state-root")
        { Description = "where include and imports look (default: the first file's folder)", HelpName = "DIR" };
    private readonly Option<string?> _id = new("--id")
        { Description = "the minion's id (default: local)", HelpName = "MINION" };
    private readonly Option<bool> _noExec = new("--no-exec") { Description = "refuse templates that run commands" };
    private readonly Option<bool> _skipForeign = new("--skip-foreign")
        { Description = "leave out states that are not incus.*" };

    public void AddTo(Command command, bool withStates = true)
    {
        foreach (Option option in withStates ? (Option[])[_pillar, _stateRoot, _id, _noExec, _skipForeign]
            : [_pillar, _stateRoot, _id, _noExec])
            command.Options.Add(option);
    }

    public SourceRequest Read(ParseResult parsed, IReadOnlyList<string> files) => new()
    {
        Files = files,
        Pillars = parsed.GetValue(_pillar) ?? [],
        StateRoot = parsed.GetValue(_stateRoot),
        MinionId = parsed.GetValue(_id) ?? "local",
        NoExec = parsed.GetValue(_noExec),
        SkipForeign = parsed.GetValue(_skipForeign),
    };
}
